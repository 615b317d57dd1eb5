"""The process in pure words: roles, levels, facts, needs, steps, stages and the method contract.

No Django here, no database, no clock. Read `steps.py` first: one row per step says who may and what must hold.
"""
