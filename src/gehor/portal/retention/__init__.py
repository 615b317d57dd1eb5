"""One page for each organisation: what is kept about people and how long, why, what was erased and what is next."""
