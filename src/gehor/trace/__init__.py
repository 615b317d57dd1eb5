"""Reads all stages: what became of it? Forwards from a contribution, backwards from a decision.

Public, one page, no account; also as JSON.
"""
