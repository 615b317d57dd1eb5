"""The way of two e-petitions to the board: one is there now, one was decided a year ago."""

from gehor.ground import clock
from gehor.ground.organisations.models import Body
from gehor.methods.petition.actions import handle
from gehor.methods.petition.rules import Handled

from . import Way

TAKEN_UP = ("badplats", "klocka")  # those that enough people supported


def happen(way: Way) -> None:
    dialogue, today = way.activity.dialogue, clock.today()
    board = Body.objects.get(pk=dialogue.deciding_body_id)
    for number, (key, petition) in enumerate(way.contributions.items(), start=1):
        case_number = f"KS {today.year}/{230 + number}"
        handle(petition, actor=way.actors["alma"], kind=Handled.REGISTERED, on=today, case_number=case_number)
        if key in TAKEN_UP:
            handle(petition, actor=way.actors["alma"], kind=Handled.SENT, on=today, body=board)
