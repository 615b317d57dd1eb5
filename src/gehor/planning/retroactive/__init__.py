"""A dialogue that was held elsewhere earlier is brought in, and followed from here with the same pages.

It claims nothing that nobody knows: days, people, promises and sources that are unknown are said to be.
"""
