"""Reads all stages: what became of it? Forwards from a contribution, backwards from a decision. Public, also as JSON."""
