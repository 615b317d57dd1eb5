"""Findings of a dialogue that was held elsewhere: each rests on a file and a page in it, not on contributions.

Where contributions exist they are imported and read as usual, and findings rest on them too.
"""
