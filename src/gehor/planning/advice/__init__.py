"""The method catalogue: all known ways of holding a dialogue, and which of them fit this one. Read rules.py first."""
