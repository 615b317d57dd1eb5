"""Somebody has looked for the decision on a finding of a dialogue held earlier, and found none: who, where and when."""
