"""Votes on statements → groups of opinion, what is typical of each, what unites them, and how far to trust that.

    from gehor.calc.opinion import opinion, votes_of

`opinion` is all that most need; docs/calculations/opinion.md tells how it is reckoned.
"""

from .mapping import OpinionMap, opinion, shown_alone
from .votes import AGREE, DISAGREE, PASS, Votes, votes_of

__all__ = ["AGREE", "DISAGREE", "PASS", "OpinionMap", "Votes", "opinion", "shown_alone", "votes_of"]
