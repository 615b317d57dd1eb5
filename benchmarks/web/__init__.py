"""How fast Gehör answers, how much it takes in at the same time, and what that is of what the database can do."""
