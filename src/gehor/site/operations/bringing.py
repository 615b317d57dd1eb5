"""`gehor import`: contributions from a file, checked and stored by the same code as in the browser."""
