"""What a series of meetings is, how its participants prioritise, and what comes next. Plain Python.

The rule of the ballot: everybody has the same number of dots, and puts at most one on each category. Nobody can give
one category more weight by leaving the others, and each share tells how many of those who voted want it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gehor.calc.few import FEWEST
from gehor.calc.intervals import wilson_interval

FEWEST_MEETINGS = 2
FEWEST_OPTIONS = 2
FEWEST_BALLOTS = FEWEST  # of fewer no result is shown
DOTS_MOST = 10
BALLOTS_MOST = 200  # at one time
INVITED_MOST = 100  # at one time, without a way to reach them
ACTION_LONGEST = 2000
WHO_LONGEST = 160
SEK_MOST = 2_000_000_000  # the column holds no more


class Way(StrEnum):
    """How a ballot came."""

    PHONE = "phone"  # on the voter's own phone
    PAPER = "paper"  # typed in by staff


class Next(StrEnum):
    """The one thing to do next."""

    INVITE = "invite"
    HOLD_FIRST = "hold_first"
    CATEGORISE = "categorise"
    OPEN = "open"
    HAND_OUT = "hand_out"
    COUNT = "count"
    PLAN = "plan"
    FEED_BACK = "feed_back"
    SIGN_OFF = "sign_off"
    DONE = "done"


@dataclass(frozen=True)
class Path:
    """How far a series has come."""

    invited: int = 0
    came_first: int = 0
    findings: int = 0
    is_prioritising: bool = False
    handed_out: int = 0  # ballots, used or not
    is_counted: bool = False  # the prioritisation is closed
    unplanned: int = 0  # categories without an action
    came_last: int = 0
    signed_off: bool = False


def next_thing(path: Path) -> Next:
    """What to do next: the first that is not done, in the order of the meetings.

    >>> next_thing(Path(invited=12, came_first=10)).value
    'categorise'
    """
    steps = (
        (Next.INVITE, path.invited or path.came_first),
        (Next.HOLD_FIRST, path.came_first),
        (Next.CATEGORISE, path.findings >= FEWEST_OPTIONS or path.is_prioritising or path.is_counted),
        (Next.OPEN, path.is_prioritising or path.is_counted),
        (Next.HAND_OUT, path.handed_out or path.is_counted),
        (Next.COUNT, path.is_counted),
        (Next.PLAN, not path.unplanned),
        (Next.FEED_BACK, path.came_last),
        (Next.SIGN_OFF, path.signed_off),
    )
    if path.signed_off:
        return Next.DONE
    return next((step for step, is_done in steps if not is_done), Next.DONE)


def usual_dots(options: int) -> int:
    """About a third of the categories, from one to five.

    >>> [usual_dots(options) for options in (2, 6, 12, 40)]
    [1, 2, 4, 5]
    """
    return max(1, min(5, options // 3))


def dots_fault(dots: Sequence[int], *, most: int, options: Iterable[int]) -> str:
    """What is wrong with the numbers that somebody put dots on; nothing when all is well.

    >>> dots_fault([1, 2, 3], most=2, options=range(1, 6))
    'too_many_dots'
    """
    if not dots:
        return "no_dots"
    if not set(dots) <= set(options):
        return "no_such_category"
    if len(set(dots)) != len(dots):
        return "dots_on_one"
    return "too_many_dots" if len(dots) > most else ""


@dataclass(frozen=True)
class Weighed:
    """One category as it came out. share: of the ballots, with its interval of 95 per cent."""

    number: int
    place: int  # 1 is the first; equal dots share a place
    dots: int
    of: int

    @property
    def share(self) -> float:
        return self.dots / self.of

    @property
    def interval(self) -> tuple[float, float]:
        return wilson_interval(self.dots, self.of)


@dataclass(frozen=True)
class Outcome:
    """How a prioritisation came out. Nothing is shown of few ballots, nor of the few that came by one way."""

    ballots: int
    weighed: tuple[Weighed, ...]  # in order; empty when too few
    by_way: tuple[tuple[str, int], ...]  # empty when one of the ways is one to four


def outcome(options: Iterable[int], ballots: Sequence[tuple[str, Sequence[int]]]) -> Outcome:
    """options: numbers of the categories. ballots: (Way, numbers with a dot).

    >>> [(each.number, each.place) for each in outcome([1, 2, 3], [("paper", [2, 3])] * 5).weighed]
    [(2, 1), (3, 1), (1, 3)]
    """
    ways = Counter(way for way, _dots in ballots)
    if len(ballots) < FEWEST_BALLOTS:
        return Outcome(len(ballots), (), ())
    counted = Counter(number for _way, dots in ballots for number in dots)
    order = sorted(options, key=lambda number: (-counted[number], number))
    weighed = tuple(
        Weighed(number, 1 + sum(counted[other] > counted[number] for other in order), counted[number], len(ballots))
        for number in order
    )
    few = any(0 < count < FEWEST_BALLOTS for count in ways.values())
    by_way = () if few else tuple((way.value, ways[way.value]) for way in Way if ways[way.value])
    return Outcome(len(ballots), weighed, by_way)
