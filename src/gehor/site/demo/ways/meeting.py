"""Those who mean to come to the meeting that is still to be held; votes and minutes of the one that has been."""

from uuid import NAMESPACE_URL, uuid5

from gehor.ground.act import RESIDENT
from gehor.methods.meeting.live.actions import answer_poll, ask_poll, close_poll
from gehor.methods.meeting.minutes import rules
from gehor.methods.meeting.minutes.actions import ask_correction, publish, settle
from gehor.methods.meeting.models import Seat
from gehor.methods.meeting.registering.actions import register
from gehor.participation.ballots.casting import nobody_known

from ..told import Row
from . import Way


def happen(way: Way) -> None:
    for number, each in enumerate(way.row.get("registrations", ())):
        register(
            way.activity,
            actor=RESIDENT,
            submission=uuid5(NAMESPACE_URL, f"registration {number}"),
            people=each["people"],
            needs=each.get("needs", ""),
        )
    if "minutes" in way.row:
        _minutes(way, way.row["minutes"])


def on_its_day(way: Way) -> None:
    """The room votes, by telephone, and the result is noted."""
    for row in way.row.get("votes", ()):
        tove = way.actors["tove"]
        poll = ask_poll(
            way.activity, actor=tove, question=row["question"], options=[each["label"] for each in row["options"]]
        )
        for option, each in enumerate(row["options"]):
            for _ in range(each["votes"]):
                answer_poll(poll, actor=RESIDENT, held=nobody_known(), option=option)
        close_poll(poll, actor=tove)


def _minutes(way: Way, row: Row) -> None:
    tove = way.actors["tove"]
    version = publish(way.activity, actor=tove, text=row["text"], days=rules.DAYS, version=1)
    seat = Seat.objects.filter(table__activity=way.activity).select_related("participant").first()
    correction = ask_correction(
        version,
        actor=RESIDENT,
        submission=uuid5(NAMESPACE_URL, "correction of the minutes"),
        participant=seat.participant,
        text=row["correction"],
    )
    settle(correction, actor=tove, outcome=row["outcome"], reason=row["reason"])
    publish(way.activity, actor=tove, text=row["then"], days=rules.DAYS, version=2)
