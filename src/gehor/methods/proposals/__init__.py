"""Proposals: whoever wants to says, in their own words, what should be done. See README.md."""
