"""Which projects a sum of money pays for: three exact rules, with a reason for each project. See election.py."""

from .election import Allocation, Project, Reason, Why, votes_of
from .greedy import by_votes
from .phragmen import phragmen
from .shares import equal_shares, shares_filled_up

__all__ = [
    "Allocation",
    "Project",
    "Reason",
    "Why",
    "by_votes",
    "equal_shares",
    "phragmen",
    "shares_filled_up",
    "votes_of",
]
