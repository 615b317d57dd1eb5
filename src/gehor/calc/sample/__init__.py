"""Who took part, against who lives here; and weights that make up for the difference as far as they can."""
