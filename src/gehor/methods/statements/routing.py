"""Which statement somebody is shown next: those that are new, and those that divide, oftener than the others.

Nobody votes on five hundred statements. What is shown decides what is known, so the rule is written down
(docs/decisions/which-statement-comes-next.md), takes nothing but counts and chance, and favours nobody's opinion:
turning every agree into a disagree changes nothing.

After Polis' comment routing, with the weights that its server uses (compdemocracy.org, math/src/polismath,
`importance-metric` and `priority-metric`; formulas only):

    Polis    ((1 − p) (1 + E) a (1 + 8 · 2^(−S/5)))²     p = (P + 1)/(S + 2), a = (A + 1)/(S + 2)
    here     ((1 − p) (1 + d)   (1 + 8 · 2^(−S/5)))²     d = 4 (A + 1)(D + 1)/(A + D + 2)²

A, D, P: who agreed, disagreed, passed; S = A + D + P. Polis' E is how far a statement stands from the middle of the
opinion map, and its a favours what many agree with. Without a map, d says how evenly those who took a stand are parted:
1 when half agree and half do not, near 0 when all say the same.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from .rules import AGREE, DISAGREE, PASS

NEW = 8.0  # how much more one that nobody has voted on weighs, before the square
HALVED_AFTER = 5.0  # votes, until that is half as much


@dataclass(frozen=True)
class Votes:
    """How many have voted how on one statement."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def all(self) -> int:
        return self.agree + self.disagree + self.passed


def votes_of(counted: Mapping[int, int]) -> Votes:
    """Choice → how many, as Votes."""
    return Votes(counted.get(AGREE, 0), counted.get(DISAGREE, 0), counted.get(PASS, 0))


def division(votes: Votes) -> float:
    """How evenly those who took a stand are parted, above 0 and at most 1.

    >>> division(Votes(10, 10)), round(division(Votes(20, 0)), 2)
    (1.0, 0.17)
    """
    taken = votes.agree + votes.disagree + 2
    return 4 * (votes.agree + 1) * (votes.disagree + 1) / taken**2


def weight(votes: Votes) -> float:
    """How often the statement is drawn, against the others. Above 0."""
    passed = (votes.passed + 1) / (votes.all + 2)
    new = 1 + NEW * 2 ** (-votes.all / HALVED_AFTER)
    return ((1 - passed) * (1 + division(votes)) * new) ** 2


def drawn(unseen: Mapping[str, Votes], rng: random.Random) -> str | None:
    """One of the statements, each with a chance after its weight; None of none.

    unseen: key → votes so far, those that the person has not voted on. The same and the same chance give the same.
    """
    if not unseen:
        return None
    keys = sorted(unseen)
    upto = list(accumulate(weight(unseen[key]) for key in keys))
    at = rng.random() * upto[-1]
    return next((key for key, end in zip(keys, upto, strict=True) if at < end), keys[-1])
