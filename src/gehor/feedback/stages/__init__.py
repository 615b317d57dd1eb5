"""Feedback in stages: a receipt at once, what was heard, the answers, and what has happened since.

Each stage has a promised day, which everybody can see and which goes on being late until the stage is given. Read
rules.py first: which stages there are, and how their days are counted.
"""
