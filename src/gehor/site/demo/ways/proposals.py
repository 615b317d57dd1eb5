"""Who agrees with which proposal, two that are followed together, what the municipality says about one, and which
changes were suggested.
"""

import uuid
from collections.abc import Iterable

from gehor.ground.act import RESIDENT
from gehor.methods.proposals import actions, amending
from gehor.methods.proposals.models import Amendment
from gehor.methods.proposals.rules import Settled
from gehor.participation.actions import contribute
from gehor.participation.ballots.rules import Filled

from ..told import Row
from . import Way

AGREE = {"perrongtak": 41, "torgtak": 12, "cykelbro": 27, "sol": 18, "toalett": 33, "nattljus": 9}
AGREED = {"genvag": 64, "genvag2": 22, "apark": 38, "fladdermoss": 17, "hyror": 29}
BOTH = 7  # of those who agree with the second of the two that are merged also agree with the first
REASON = {
    "sv": "Båda vill att perrongtaket får stå kvar och att det blir torghandel under det.",
    "en": "Both want the platform roof to remain, with a market under it.",
}
COMMENT = {
    "sv": "Taket ägs av staten till och med nästa år. Samhällsbyggnadsförvaltningen utreder vad det kostar att rusta "
    "det, och redovisar svaret innan kommunstyrelsen beslutar om planprogrammet.",
    "en": "The state owns the roof until the end of next year. The planning department is finding out what it costs "
    "to restore it, and reports the answer before the board decides on the plan programme.",
}


def ballots(way: Way) -> Iterable[Filled]:
    for key, count in (AGREE if "perrongtak" in way.contributions else AGREED).items():
        for number in range(count):
            person = f"perrongtak-{number}" if key == "torgtak" and number < BOTH else f"{key}-{number}"
            yield Filled(0, {"choice": 1}, item=way.contributions[key].reference, person=person)


def happen(way: Way) -> None:
    if "perrongtak" not in way.contributions:
        return
    roof, market = way.contributions["perrongtak"], way.contributions["torgtak"]
    actions.merge(market, actor=way.actors["alma"], into=roof, reason=REASON)
    actions.comment(roof, actor=way.actors["alma"], text=COMMENT)
    for each in way.row["changes"]:
        suggest(way, each)


def suggest(way: Way, row: Row) -> None:
    """A suggested change, and what its proposal's author or the municipality says to it."""
    values = {"amends": way.contributions[row["of"]].reference, "from_wording": 1}
    given = {"submission": uuid.uuid4(), "title": row["why"], "text": row["text"], "language": "sv", "values": values}
    made = contribute(way.activity, actor=RESIDENT, **given)
    if "outcome" not in row:
        return
    amendment = Amendment.objects.select_related("of__activity__dialogue", "of__dialogue").get(contribution=made)
    who = (
        {"actor": RESIDENT, "holder": amendment.of.participant} if row.get("by_author") else {"actor": way.actors["bo"]}
    )
    amending.settle(amendment, outcome=Settled(row["outcome"]), reason=row["reason"], version=1, **who)
