"""Which projects a sum of money pays for: exact rules, and why. See election.py and counting.py."""

from .areas import by_area
from .counting import Election, Rule, Utility, count, election_of
from .election import Allocation, Project, Reason, Why, votes_of
from .greedy import by_votes
from .phragmen import phragmen
from .shares import Completion, equal_shares, shares_filled_up

__all__ = [
    "Allocation",
    "Completion",
    "Election",
    "Project",
    "Reason",
    "Rule",
    "Utility",
    "Why",
    "by_area",
    "by_votes",
    "count",
    "election_of",
    "equal_shares",
    "phragmen",
    "shares_filled_up",
    "votes_of",
]
