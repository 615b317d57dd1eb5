"""Where residents vote, and where staff write the projects."""
