"""Some hundred and eighty answers to the finished survey: too many to write down, and the same each time.

In the open one a pile of printed forms is on its way: some are typed in, some of those twice, and the two differ once.
Others have been scanned and wait to be reviewed.
"""

import random
import uuid
from collections.abc import Iterator
from typing import Any

from gehor.participation.ballots.actions import enter_ballot
from gehor.participation.ballots.rules import Filled
from gehor.participation.paper import queries as paper
from gehor.participation.paper.actions import print_forms, settle_share, type_again
from gehor.participation.paper.models import Sheet
from gehor.process.words import Channel

from . import Way
from .scanning import scan

PEOPLE = 180
WAYS = {"ga": 55, "cykel": 38, "buss": 30, "tag": 42, "bil": 25}  # of a hundred, how many
SATISFIED = {"vagen": 2.6, "vanta": 2.1, "ljus": 1.9}  # in the mean, of five
FIRST = {"bro": 46, "skola": 17, "park": 24, "bostader": 13}
AGES = {"under-18": 2, "18-39": 30, "40-64": 42, "65": 26}
PLACES = {
    (16.5223, 60.3625): 44,  # the tunnel
    (16.5244, 60.3615): 24,  # the stop
    (16.5281, 60.3631): 14,  # behind the engine shed
    (16.5169, 60.3652): 12,
    (16.5402, 60.3640): 3,
    (16.5058, 60.3571): 3,
}  # (longitude, latitude): of a hundred who mark a place, how many about there
IN_WORDS = ("I tunneln när lamporna är sönder", "På perrongen efter sista tåget", "Längs planket mot spåren")
CHANNELS = {Channel.WEB: 70, Channel.PAPER: 22, Channel.OUTREACH: 8}
OWN_WORDS = {
    3: "Bänkar med ryggstöd och armstöd. Jag orkar inte stå medan jag väntar.",
    17: "En toalett som är öppen också på kvällen.",
    40: "Tak över cyklarna. De rostar sönder.",
    77: "Någonstans att köpa kaffe före halv sju.",
    101: "En vänthall som är varm på vintern. I dag står vi i blåsten.",
    140: "Bättre ljus på gångvägen från Norrgärde.",
}


SHEETS, TYPED, SHARE = 24, 14, 60  # printed, typed in, and how many of a hundred are typed in twice
ON_PAPER = (
    {"ofta": "dag", "hur": ["ga", "tag"], "trygg": {"morgon": 4, "dag": 5, "kvall": 2}, "lagom": 4, "alder": "40-64"},
    {"ofta": "vecka", "hur": ["buss"], "trygg": {"dag": 4, "kvall": 1}, "lagom": 3, "bor": "norrgarde"},
    {"ofta": "vecka", "hur": ["ga"], "trygg": {"dag": 5}, "lagom": 2, "alder": "65", "bor": "centrum"},
)
SCANNED = {
    21: ("ofta.dag", "hur.ga", "hur.tag", "trygg.morgon.4", "trygg.dag.5", "lagom.4", "alder.40-64", "bor.norrgarde"),
    22: ("ofta.vecka", "ofta.sallan", "hur.buss", "trygg.dag.4", "lagom.3", "alder.65", "bor.centrum"),
}  # number of the sheet → the boxes with a cross. In the second two are crossed where one can be meant.


def happen(way: Way) -> None:
    if "findings" in way.row:
        return
    alma, tove = way.actors["alma"], way.actors["tove"]
    run = print_forms(way.activity, actor=alma, sheets=SHEETS, language="sv")
    settle_share(way.activity, actor=alma, percent=SHARE)
    for number, sheet in enumerate(Sheet.objects.filter(run=run)[:TYPED]):
        enter_ballot(
            way.activity,
            actor=tove,
            submission=uuid.UUID(int=way.rng.getrandbits(128), version=4),
            channel=Channel.PAPER,
            values=ON_PAPER[number % len(ON_PAPER)],
            language="sv",
            sheet=sheet.code,
        )
    scan(way, run, SCANNED)
    waiting = paper.due_again(way.activity)
    for place, sheet in enumerate(waiting[:-2]):  # two are still to be typed in once more
        first = ON_PAPER[(sheet.number - 1) % len(ON_PAPER)]
        type_again(sheet, actor=alma, values={**first, "lagom": 5} if place == 0 else first)


def ballots(way: Way) -> Iterator[Filled]:
    """Only of the survey that is over; the open one has what stands in its content."""
    if "findings" not in way.row:
        return
    for number in range(PEOPLE):
        values = _answers(way.rng)
        if number in OWN_WORDS:
            values["mer"] = OWN_WORDS[number]
        yield Filled(0, values, channel=_one(way.rng, CHANNELS))


def _answers(rng: random.Random) -> dict[str, Any]:
    ways = [way for way, of_hundred in WAYS.items() if rng.random() * 100 < of_hundred] or ["ga"]
    marks = {key: min(5, max(1, round(rng.gauss(mean, 1)))) for key, mean in SATISFIED.items() if rng.random() < 0.94}
    values: dict[str, Any] = {"hur": ways, **({"nojd": marks} if marks else {})}
    if "ga" in ways:
        values["omvag"] = _one(rng, {"ja": 51, "nej": 37}) if rng.random() < 0.88 else {"declined": True}
    if rng.random() < 0.93:
        values["forst"] = _one(rng, FIRST)
    if rng.random() < 0.6:
        values["plats"] = _place(rng)
    if rng.random() < 0.9:
        values["alder"] = _one(rng, AGES) if rng.random() < 0.95 else {"declined": True}
    return values


def _place(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.08:
        return {"words": rng.choice(IN_WORDS)}
    lon, lat = _one(rng, PLACES)
    return {"coordinates": [f"{rng.gauss(lon, 0.0009):.6f}", f"{rng.gauss(lat, 0.0004):.6f}"]}


def _one(rng: random.Random, among: dict[Any, int]) -> Any:
    return rng.choices(list(among), list(among.values()))[0]
