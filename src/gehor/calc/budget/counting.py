"""An election counted by any rule, and what each rule would have done with the same ballots. Read `count` first."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from .areas import by_area
from .election import Allocation, Project
from .greedy import by_votes
from .pabulib import Choice, Pb, VoteType
from .phragmen import phragmen
from .shares import Completion, equal_shares, shares_filled_up

if TYPE_CHECKING:
    from .columns import Columns


class Rule(StrEnum):
    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"
    PHRAGMEN = "phragmen"
    BY_AREA = "by-area"


class Utility(StrEnum):
    """What a funded project is worth to those who chose it."""

    COST = "cost"  # what it costs, times its points
    CARDINALITY = "cardinality"  # 1, times its points: all projects are alike


@dataclass(frozen=True)
class Election:
    """Projects, a sum and ballots, ready to be counted.

    cap and costs: whole numbers of 1 / parts of the currency. points: beside each key of each ballot, whole, or None
    where all are worth the same. areas: project → its area, and area → its sum, where there are areas.
    """

    projects: tuple[Project, ...]
    cap: int
    ballots: tuple[tuple[str, ...], ...]
    points: tuple[tuple[int, ...], ...] | None = None
    parts: int = 1
    area_of: Mapping[str, str] | None = None
    caps: Mapping[str, int] | None = None

    @cached_property
    def columns(self) -> "Columns":
        """The ballots as every rule counts them."""
        from .columns import Columns  # numpy is not loaded before anything is counted

        return Columns(self.projects, self.ballots, self.points)

    @property
    def votes(self) -> dict[str, int]:
        """How many chose each project."""
        return self.columns.votes

    @property
    def score(self) -> dict[str, int]:
        """Points of each project; votes where ballots have none."""
        return self.columns.score


def election_of(
    found: Pb,
    *,
    as_approval: bool = False,
    area_of: Mapping[str, str] | None = None,
    caps: Mapping[str, int] | None = None,
) -> Election:
    """What a Pabulib file asks to be counted. Ballots without a choice count as voters.

    as_approval: all that a ballot names is worth the same, whatever order or points it gives.

    Points: those of the file; on ordinal ballots without them n, n - 1, … for the first, the second, …, where n is
    max_length or else the length of the longest ballot. Points with decimals are multiplied until they are whole. What
    somebody gave no points, they have not chosen.
    """
    choices = found.choices
    given: list[tuple[Decimal, ...]] | None = None
    if found.vote_type is VoteType.ORDINAL or any(each.points for each in choices):
        longest = max((len(each.keys) for each in choices), default=0)
        told = found.meta.get("max_length", "")
        most = max(longest, int(told)) if told.isascii() and told.isdecimal() else longest
        given = [each.points or _by_order(each, most, found.vote_type) for each in choices]
    if given is None or as_approval or found.vote_type in (VoteType.APPROVAL, VoteType.CHOOSE_ONE):
        ballots = tuple(each.keys for each in choices)
        return Election(found.projects, found.cap, ballots, None, found.parts, area_of, caps)
    scale = 10 ** max((max(0, -int(each.normalize().as_tuple().exponent)) for row in given for each in row), default=0)
    kept = [
        [(key, int(worth * scale)) for key, worth in zip(each.keys, row, strict=True) if worth]
        for each, row in zip(choices, given, strict=True)
    ]
    return Election(
        found.projects,
        found.cap,
        tuple(tuple(key for key, _ in row) for row in kept),
        tuple(tuple(worth for _, worth in row) for row in kept),
        found.parts,
        area_of,
        caps,
    )


def _by_order(choice: Choice, most: int, kind: VoteType) -> tuple[Decimal, ...]:
    if kind is not VoteType.ORDINAL:
        return (Decimal(1),) * len(choice.keys)
    return tuple(Decimal(most - place) for place in range(len(choice.keys)))


def count(
    election: Election,
    rule: Rule,
    *,
    utility: Utility = Utility.COST,
    completion: Completion = Completion.ADD1U,
) -> Allocation:
    """What a rule funds, with a reason for every project.

    utility, completion: of equal shares, see there; no other rule has them. The unit that shares are raised by is one
    whole unit of the currency. Phragmén counts who chose a project, not with how many points, and goes on past what
    does not fit. by_area needs areas (else ValueError).

    >>> election = Election((Project("park", 60), Project("bench", 30)), 60, (("park",), ("park",), ("bench",)))
    >>> count(election, Rule.GREEDY).funded
    ('park',)
    """
    projects, cap, columns = election.projects, election.cap, election.columns
    by_cost = utility is Utility.COST
    if rule is Rule.GREEDY:
        return by_votes(projects, cap, election.score)
    if rule is Rule.PHRAGMEN:
        return phragmen(projects, cap, columns)
    if rule is Rule.BY_AREA:
        if election.area_of is None or election.caps is None:
            raise ValueError("there are no areas")
        return by_area(projects, election.area_of, election.caps, election.score)
    if completion is Completion.NONE:
        return equal_shares(projects, cap, columns, by_cost=by_cost)
    return shares_filled_up(
        projects,
        cap,
        columns,
        by_cost=by_cost,
        completion=completion,
        step=Fraction(election.parts),
    )
