"""What came of it: how many agreed and disagreed, which statements unite and which divide. Counts alone are stored.

Shares are of all who voted on the statement, those who passed with them. What is shown in the order of interest:

- *unites*: at least five have voted, and the lower limit of the share of the larger side is above one half. The surest
  first.
- *divides*: at least five have voted, and the smaller side is at least a quarter of them. The largest first.

The limit is Wilson's, 95 % (calc/intervals.py): of few votes less is sure. It puts statements in order. Beside the
shares limits are told only where those who vote are drawn by lot: else nothing follows from them for anybody else.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gehor.calc.intervals import wilson_interval
from gehor.process.method import DRAWN, Cast, Figure, Line, Outcome, Said, Table
from gehor.process.ratings import FEWEST
from gehor.process.words import Channel

from .routing import Votes, votes_of
from .rules import own_statements

SHOWN_MOST = 5  # of those that unite, and of those that divide
DIVIDES_FROM = Fraction(1, 4)
COLUMNS = ("agree", "disagree", "pass", "votes")
TITLES = {
    "unites": {"sv": "Påståenden som enar", "en": "Statements that unite"},
    "divides": {"sv": "Påståenden som delar", "en": "Statements that divide"},
    "statements": {"sv": "Alla påståenden", "en": "All statements"},
}


@dataclass(frozen=True)
class Counted:
    key: str
    label: Mapping[str, str]
    votes: Votes


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    """Of every statement how many voted how, in any order the same."""
    counted, drawn = statements(setup, said.casts), bool(setup.get(DRAWN))
    found = [
        Table("unites", TITLES["unites"], COLUMNS, _lines(uniting(counted), drawn), "stacked"),
        Table("divides", TITLES["divides"], COLUMNS, _lines(dividing(counted), drawn), "stacked"),
        Table("statements", TITLES["statements"], COLUMNS, _lines(counted, drawn), "stacked"),
    ]
    return Outcome(
        people=len({cast.voter for cast in said.casts}),
        by_channel=_by_channel(said.casts),
        unknown=0,
        tables=tuple(table for table in found if table.lines or table.key == "statements"),
    )


def statements(setup: Mapping[str, Any], casts: Sequence[Cast]) -> list[Counted]:
    """The organisation's in their order, voted on or not; then those of residents that somebody has voted on."""
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for cast in casts:
        if cast.item:
            counts[cast.item][cast.values["choice"]] += 1
    own = {each.key: each.text for each in own_statements(setup)}
    added = sorted(counts.keys() - own.keys())
    return [Counted(key, own.get(key, {}), votes_of(counts[key])) for key in (*own, *added)]


def uniting(counted: Sequence[Counted]) -> list[Counted]:
    """On which most people are of the same mind, the surest first."""
    sure = [
        (wilson_interval(max(each.votes.agree, each.votes.disagree), each.votes.all)[0], each)
        for each in _enough(counted)
    ]
    found = [(low, each) for low, each in sure if low > 1 / 2]
    return [each for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].key))][:SHOWN_MOST]


def dividing(counted: Sequence[Counted]) -> list[Counted]:
    """On which many stand on both sides, the most evenly parted first."""
    parted = [(Fraction(min(each.votes.agree, each.votes.disagree), each.votes.all), each) for each in _enough(counted)]
    found = [(share, each) for share, each in parted if share >= DIVIDES_FROM]
    return [each for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].key))][:SHOWN_MOST]


def _enough(counted: Sequence[Counted]) -> list[Counted]:
    return [each for each in counted if each.votes.all >= FEWEST]


def _lines(counted: Sequence[Counted], drawn: bool) -> tuple[Line, ...]:
    return tuple(Line(each.key, each.label, _figures(each.votes, drawn)) for each in counted)


def _figures(votes: Votes, drawn: bool) -> tuple[Figure, ...]:
    agree, disagree = (Figure.share(part, votes.all, drawn=drawn) for part in (votes.agree, votes.disagree))
    return agree, disagree, Figure(votes.passed, votes.all), Figure(votes.all)


def _by_channel(casts: Sequence[Cast]) -> dict[Channel, int]:
    """Everybody once: by the way most of their votes came."""
    ways: defaultdict[int, Counter[Channel]] = defaultdict(Counter)
    for cast in casts:
        ways[cast.voter][cast.channel] += 1
    order = list(Channel)
    mostly = Counter(max(order, key=lambda way: (used[way], -order.index(way))) for used in ways.values())
    return {channel: mostly[channel] for channel in Channel}
