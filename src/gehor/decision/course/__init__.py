"""The way of a matter: through several meetings before the decision, onward to others after it, and changed later.

Read models.py first. What is recorded here is added to and never altered.
"""
