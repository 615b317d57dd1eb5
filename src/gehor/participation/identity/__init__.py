"""How surely people show who they are: as little as the purpose needs, settled for each activity, told beforehand.

Read doors.py first. docs/decisions/identity-as-low-as-the-purpose-allows.md gives the reasons.
"""
