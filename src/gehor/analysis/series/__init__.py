"""Meetings in a series with the same people: what each makes out of the one before. Read rules.py first."""
