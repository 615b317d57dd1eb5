"""Those who mean to come to the meeting that is still to be held; the last of them wait for a place."""

from uuid import NAMESPACE_URL, uuid5

from gehor.ground.act import RESIDENT
from gehor.methods.meeting.registering.actions import register

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
