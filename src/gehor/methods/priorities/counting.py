"""What came of it, and how it was counted. The ways of counting stand in calc/ranking.py, with their sources."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gehor.calc.ranking import borda, copeland, duels, places
from gehor.process.asking import LocalText, Option
from gehor.process.method import DRAWN, Figure, Line, Outcome, Said, Table, Values
from gehor.process.words import Channel

from .rules import POINTED, Way, options, pair, questions, way_of

TITLES = {
    "priorities": {"sv": "Vad som är viktigast", "en": "What matters most"},
    "pairs": {"sv": "Två och två", "en": "Two at a time"},
}


@dataclass(frozen=True)
class Counted:
    """Every option with its points, by which it has its place, and the figures that say how they came about."""

    known: tuple[Option, ...]
    points: Mapping[str, Fraction | int]
    figures: Mapping[str, tuple[Figure, ...]]
    columns: tuple[str, ...]

    @property
    def places(self) -> dict[str, int]:
        return places(self.points)

    @property
    def in_order(self) -> list[Option]:
        """By their places; those that share one in the order in which they were asked about."""
        found = self.places
        return sorted(self.known, key=lambda each: found[each.key])


@dataclass(frozen=True)
class Explained:
    """What the result says in words: first, those with the most; shared: those that share a place, with the place."""

    way: Way
    people: int
    first: tuple[LocalText, ...]
    shared: tuple[tuple[int, tuple[LocalText, ...]], ...]
    beats_all: LocalText | None  # of a ranking: the one that more people prefer to each of the others


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    """Every option in order, with what it was given. In any order of ballots the same."""
    ballots = [cast.values for cast in said.casts]
    found = counted(setup, ballots)
    shares = found.places
    lines = tuple(
        Line(each.key, each.label, (*found.figures[each.key], Figure(shares[each.key] if ballots else 0)))
        for each in found.in_order
    )
    tables = [Table("priorities", TITLES["priorities"], (*found.columns, "place"), lines)]
    if way_of(setup) is Way.PAIRWISE:
        tables.append(_pairs(setup, ballots))
    return Outcome(
        people=len(ballots),
        by_channel={channel: sum(cast.channel is channel for cast in said.casts) for channel in Channel},
        unknown=0,
        tables=tuple(tables),
    )


def explained(setup: Mapping[str, Any], said: Said) -> Explained:
    ballots = [cast.values for cast in said.casts]
    found = counted(setup, ballots)
    at: dict[int, list[LocalText]] = {}
    for each in found.in_order:
        at.setdefault(found.places[each.key], []).append(each.label)
    return Explained(
        way_of(setup),
        len(ballots),
        tuple(at.get(1, ())),
        tuple((place, tuple(labels)) for place, labels in sorted(at.items()) if len(labels) > 1),
        _beats_all(setup, ballots, found.known),
    )


def counted(setup: Mapping[str, Any], ballots: Sequence[Values]) -> Counted:
    way, known, drawn = way_of(setup), options(setup), bool(setup.get(DRAWN))
    if way is Way.RANK:
        return _ranked(known, [values["rank"] for values in ballots if "rank" in values], drawn)
    if way in POINTED:
        return _pointed(known, [values[way.value] for values in ballots if way.value in values], drawn)
    if way is Way.APPROVAL:
        return _approved(known, [values["approval"] for values in ballots if "approval" in values], drawn)
    return _in_pairs(setup, known, ballots)


def _ranked(known: tuple[Option, ...], ballots: Sequence[Sequence[str]], drawn: bool) -> Counted:
    keys = [each.key for each in known]
    points = borda(keys, ballots)
    wins = copeland(keys, duels(keys, ballots)) if ballots else dict.fromkeys(keys, 0)
    first = Counter(ballot[0] for ballot in ballots)
    figures = {
        key: (Figure(points[key]), Figure.share(first[key], len(ballots), drawn=drawn), Figure(wins[key]))
        for key in keys
    }
    return Counted(known, points, figures, ("borda", "first", "wins"))


def _pointed(known: tuple[Option, ...], ballots: Sequence[Mapping[str, int]], drawn: bool) -> Counted:
    points = {each.key: sum(ballot.get(each.key, 0) for ballot in ballots) for each in known}
    figures = {
        key: (Figure(points[key]), Figure.share(sum(key in ballot for ballot in ballots), len(ballots), drawn=drawn))
        for key in points
    }
    return Counted(known, points, figures, ("sum", "given"))


def _approved(known: tuple[Option, ...], ballots: Sequence[Sequence[str]], drawn: bool) -> Counted:
    points = {each.key: sum(each.key in ballot for ballot in ballots) for each in known}
    figures = {key: (Figure.share(count, len(ballots), drawn=drawn),) for key, count in points.items()}
    return Counted(known, points, figures, ("approved",))


def _in_pairs(setup: Mapping[str, Any], known: tuple[Option, ...], ballots: Sequence[Values]) -> Counted:
    keys = [each.key for each in known]
    found = _duels(setup, ballots)
    points = copeland(keys, found) if ballots else dict.fromkeys(keys, Fraction())
    won = {key: sum(count for (a, _), count in found.items() if a == key) for key in keys}
    asked = {key: won[key] + sum(count for (_, b), count in found.items() if b == key) for key in keys}
    figures = {key: (Figure(points[key]), Figure(won[key], asked[key])) for key in keys}
    return Counted(known, points, figures, ("wins", "preferred"))


def _duels(setup: Mapping[str, Any], ballots: Sequence[Values]) -> dict[tuple[str, str], int]:
    """(a, b) → how many chose a, of those who were asked about the two."""
    found: dict[tuple[str, str], int] = {}
    for question in questions(setup):
        a, b = (each.key for each in question.options)
        chosen = Counter(values.get(question.key) for values in ballots)
        found[a, b], found[b, a] = chosen[a], chosen[b]
    return found


def _pairs(setup: Mapping[str, Any], ballots: Sequence[Values]) -> Table:
    """The count itself: of every two how many chose the one, and how many the other."""
    found, lines = _duels(setup, ballots), []
    for question in questions(setup):
        a, b = question.options
        label = {
            language: f"{a.label.get(language, one)} – {b.label.get(language, other)}"
            for language, one, other in (
                (language, next(iter(a.label.values())), next(iter(b.label.values())))
                for language in {**a.label, **b.label}
            )
        }
        of = found[a.key, b.key] + found[b.key, a.key]
        figures = (Figure(found[a.key, b.key], of), Figure(found[b.key, a.key], of))
        lines.append(Line(pair(a, b), label, figures))
    return Table("pairs", TITLES["pairs"], ("the_one", "the_other"), tuple(lines))


def _beats_all(setup: Mapping[str, Any], ballots: Sequence[Values], known: tuple[Option, ...]) -> LocalText | None:
    if not ballots or way_of(setup) not in (Way.RANK, Way.PAIRWISE):
        return None
    keys = [each.key for each in known]
    rankings = [values["rank"] for values in ballots if "rank" in values]
    found = duels(keys, rankings) if way_of(setup) is Way.RANK else _duels(setup, ballots)
    return next(
        (
            each.label
            for each in known
            if all(found[each.key, other] > found[other, each.key] for other in keys if other != each.key)
        ),
        None,
    )
