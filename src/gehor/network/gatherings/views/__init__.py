"""Pages of the host, of everybody, and of those who are invited."""
