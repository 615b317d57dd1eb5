"""What is counted reaches the river: a finding can rest on a line of an outcome, as it can on contributions.

The table is frozen when the finding is laid on it, so that a decision can be followed back to what was known then. Read
`rules.frozen` first.
"""
