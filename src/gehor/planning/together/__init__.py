"""The elected and the officials work on one plan: comments, things to do, minutes, and approval of the plan.

Read rules.py first: what counts as approved, and of which plan.
"""
