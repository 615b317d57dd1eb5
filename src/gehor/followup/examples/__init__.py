"""Finished dialogues to learn from and to start from: how each was planned, how it went, and what it cost.

Read planning/shapes/finished.py for what of it becomes a draft.
"""
