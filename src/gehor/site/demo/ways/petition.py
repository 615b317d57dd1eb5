"""The way of two e-petitions to the board: one is there now, one was decided a year ago. A third is supported on lists
of paper, which two people read.
"""

import uuid

from gehor.ground import clock
from gehor.ground.organisations.models import Body
from gehor.methods.petition.actions import handle
from gehor.methods.petition.rules import Handled
from gehor.participation.ballots.actions import enter_supporters
from gehor.participation.ballots.rules import Held, list_mark
from gehor.participation.paper.actions import settle_share
from gehor.participation.paper.listing import read_list_again
from gehor.process.words import Channel, Proof

from . import Way

TAKEN_UP = ("badplats", "klocka")  # those that enough people supported
ON_LISTS = "tagtider"
LISTS = {"TORG": range(1, 10), "BIBL": range(1, 7)}  # code → rows that are filled in


def happen(way: Way) -> None:
    dialogue, today = way.activity.dialogue, clock.today()
    board = Body.objects.get(pk=dialogue.deciding_body_id)
    for number, (key, petition) in enumerate(way.contributions.items(), start=1):
        case_number = f"KS {today.year}/{230 + number}"
        handle(petition, actor=way.actors["alma"], kind=Handled.REGISTERED, on=today, case_number=case_number)
        if key in TAKEN_UP:
            handle(petition, actor=way.actors["alma"], kind=Handled.SENT, on=today, body=board)
    if ON_LISTS in way.contributions:
        _on_lists(way, way.contributions[ON_LISTS].reference)


def _on_lists(way: Way, about: str) -> None:
    """Two are typed in. One has been read again, and a row of it differs; the other waits."""
    settle_share(way.activity, actor=way.actors["alma"], percent=100)
    for code, rows in LISTS.items():
        enter_supporters(
            way.activity,
            actor=way.actors["tove"],
            submission=uuid.UUID(int=way.rng.getrandbits(128), version=4),
            channel=Channel.PAPER,
            reference=about,
            held=[Held(Proof.OPEN, f"{list_mark(about, code)}{row}") for row in rows],
        )
    read_list_again(way.activity, actor=way.actors["alma"], about=about, listed="TORG", rows=LISTS["TORG"][:-1])
