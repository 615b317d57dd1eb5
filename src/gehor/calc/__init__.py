"""The pure numbers of Gehör: no Django, no clock, no hidden randomness.

Everything here takes values and returns values, and gives the same answer to the same question tomorrow. It can be used
from a notebook, from the command line and by another system, and be checked by anyone who doubts a result.
"""
