"""Votes on statements: two kinds of people, who agree with each statement more or less often."""

from collections.abc import Iterator

from gehor.participation.ballots.rules import Filled
from gehor.process.words import Channel

from . import Way

PASSES = 0.12
SEES = 0.75  # of what there is
ON_PAPER = 0.15


def ballots(way: Way) -> Iterator[Filled]:
    """`chances` in the content: statement, or key of a contribution → how often each kind agrees; `people`: how many"""
    about = {key: way.contributions[key].reference if key in way.contributions else key for key in way.row["chances"]}
    for person in range(way.row["people"]):
        kind = person % 2
        channel = Channel.PAPER if way.rng.random() < ON_PAPER else Channel.IMPORT
        for key, chances in way.row["chances"].items():
            if way.rng.random() > SEES:
                continue
            choice = 0 if way.rng.random() < PASSES else 1 if way.rng.random() < chances[kind] else -1
            yield Filled(0, {"choice": choice}, item=about[key], person=f"person {person}", channel=channel)
