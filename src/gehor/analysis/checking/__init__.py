"""The participants' check: those who were heard say whether the findings say what was said, before the board gets them.

rules.py says what a check is worth afterwards; queries.py what everybody may see of it; door to the participant's own
page: views/public.py.
"""
