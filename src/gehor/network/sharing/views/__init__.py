"""What goes out as files, what staff decide on and listen to, and the comparison."""
