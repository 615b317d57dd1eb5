"""Voices behind a finding: quotations that a person has chosen, and minority positions, named and counted.

A quotation is a place in a wording, not a copy of it: masked later, it shows what is shown now, or nothing.
"""
