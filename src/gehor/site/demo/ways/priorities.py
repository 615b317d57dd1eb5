"""Rankings and dots: what pulls more stands higher on more ballots."""

from collections import Counter
from collections.abc import Iterator

from gehor.participation.ballots.rules import Filled
from gehor.process.words import Channel

from . import Way

LEFT_OUT = 0.3  # of the places below the third
ON_PAPER = 0.25


def ballots(way: Way) -> Iterator[Filled]:
    """`pull` in the content: for each option in order how strongly it draws; `people`: how many answer."""
    setup, pull = way.row["setup"], way.row["pull"]
    keys = [f"o{number}" for number in range(1, len(pull) + 1)]
    for _person in range(way.row["people"]):
        channel = Channel.PAPER if way.rng.random() < ON_PAPER else Channel.IMPORT
        if setup["way"] == "dots":
            dots = Counter(way.rng.choices(keys, pull, k=setup["points"]))
            yield Filled(0, {"dots": {key: dots[key] for key in keys if dots[key]}}, channel=channel)
            continue
        drawn = sorted(keys, key=lambda key: way.rng.random() ** (1 / pull[keys.index(key)]), reverse=True)
        whole = 3 if way.rng.random() < LEFT_OUT else len(keys)
        yield Filled(0, {"rank": drawn[:whole]}, channel=channel)
