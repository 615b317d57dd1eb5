"""What all counting rules are given, and what they give back.

Everything is whole kronor (or whole units of any one currency) or an exact Fraction of them; no floats are given back.
Who is first of two projects that stand equal is one rule for all: see `before`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Ballots = Sequence[Sequence[str]]  # of each voter, the keys that they chose
Points = Sequence[Sequence[int]]  # beside each key, what it is worth to the voter; 0 is as if it were not chosen


@dataclass(frozen=True)
class Project:
    """cost: whole units of the currency, at least 1."""

    key: str
    cost: int

    def __post_init__(self) -> None:
        if self.cost < 1:
            raise ValueError(f"{self.key}: a cost is at least 1")


class Why(StrEnum):
    """Why a project was funded, or was not."""

    CHOSEN = "chosen"
    CHOSEN_AFTER = "chosen_after"  # with what was left over: only equal shares has that
    NO_ROOM = "no_room"  # when its turn came, less was left than it costs
    NO_VOTES = "no_votes"


@dataclass(frozen=True)
class Reason:
    """What happened to one project.

    turn: which one in the order in which they were looked at, from 1; 0 for those that never were. left: of the sum,
    before it was settled. most: what each supporter paid for it at most. had: what its supporters had left together,
    too little for it to be chosen by the shares. after: what each voter had been given when the supporters had enough.
    Fractions of the currency; None where the rule has no such figure.
    """

    why: Why
    turn: int
    left: int
    most: Fraction | None = None
    had: Fraction | None = None
    after: Fraction | None = None


@dataclass(frozen=True)
class Allocation:
    """funded: keys in the order in which they were chosen. reasons: one for every project."""

    funded: tuple[str, ...]
    cost: int
    reasons: Mapping[str, Reason]
    share: Fraction | None = None  # what each voter was given in the end, where the rule gives shares


def votes_of(projects: Sequence[Project], ballots: Iterable[Sequence[str]]) -> dict[str, int]:
    """Project → how many ballots it stands on, in the order of the projects. A key that is not a project: ValueError.

    >>> votes_of([Project("park", 10), Project("bench", 5)], [("park",), ("bench", "park")])
    {'park': 2, 'bench': 1}
    """
    votes = {each.key: 0 for each in projects}
    if len(votes) < len(projects):
        raise ValueError("two projects have the same key")
    for ballot in ballots:
        if len(set(ballot)) < len(ballot):
            raise ValueError("a project stands twice on a ballot")
        for key in ballot:
            if key not in votes:
                raise ValueError(f"{key}: no such project")
            votes[key] += 1
    return votes


def before(projects: Sequence[Project], votes: Mapping[str, int]) -> dict[str, int]:
    """Project → its place where projects stand equal: more votes first, then the cheaper, then the one listed first.

    votes: how many, or how many points. The list is settled before anybody votes, so nobody chooses among equals.
    """
    listed = {each.key: place for place, each in enumerate(projects)}
    order = sorted(projects, key=lambda each: (-votes[each.key], each.cost, listed[each.key]))
    return {each.key: place for place, each in enumerate(order)}


def must_be_a_cap(cap: int) -> None:
    if cap < 0:
        raise ValueError("a sum of money is not negative")
