"""Votes on statements → groups of opinion, what is typical of each, what unites them, and how far to trust that.

    from gehor.calc.opinion import opinion, votes_of

`opinion` is all that most need; docs/calculations/opinion.md tells how it is reckoned.
"""

from .grouping import pulled_in
from .live import Live
from .mapping import PEOPLE_LEAST, OpinionMap, opinion, shown_alone
from .reading import DATABASE, EXPORT, Conversation, Statement, read_votes
from .stability import Stability, Trust, adjusted_rand, stability, trust
from .statements import Pick
from .votes import AGREE, DISAGREE, PASS, Votes, votes_of

__all__ = [
    "AGREE",
    "DATABASE",
    "DISAGREE",
    "EXPORT",
    "PASS",
    "PEOPLE_LEAST",
    "Conversation",
    "Live",
    "OpinionMap",
    "Pick",
    "Stability",
    "Statement",
    "Trust",
    "Votes",
    "adjusted_rand",
    "opinion",
    "pulled_in",
    "read_votes",
    "shown_alone",
    "stability",
    "trust",
    "votes_of",
]
