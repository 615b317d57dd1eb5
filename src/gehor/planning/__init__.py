"""1 Planning: can it be influenced at all? Then question, purpose, goal, level, decision, promised answer, activities.

Promises the residents that nothing opens before it is known what can be influenced, who decides and when they will be
answered; and that what they have answered to does not change silently.
"""
