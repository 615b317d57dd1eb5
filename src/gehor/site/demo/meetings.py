"""The bodies' meetings of the demo: a year of them, counted from a day on which something is decided, and some moved.

A plan that nobody has answered to moves with its meeting; of the others, one is changed in public and one waits.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from gehor.ground.act import Actor
from gehor.ground.calendar import actions as calendar
from gehor.ground.calendar.models import Meeting
from gehor.ground.organisations.models import Body
from gehor.planning import actions as planning
from gehor.planning.models import Dialogue
from gehor.process.timing import holiday_days

from .diary import Diary

Row = Mapping[str, Any]


def plan_events(row: Row, bodies: Mapping[str, Body], actors: Mapping[str, Actor], diary: Diary) -> None:
    """The calendar of one organisation, entered by one person on one day, and the meetings that were moved since."""
    diary.at(8)(diary.day(row["entered_on"]), partial(enter, row, bodies, actors[row["by"]], diary.day))
    for does, rows in ((move, row.get("moved", ())), (tell, row.get("told", ()))):
        for each in rows:
            diary.at(13)(diary.day(each["on"]), partial(does, each, actors[each["by"]]))


def enter(row: Row, bodies: Mapping[str, Body], actor: Actor, day: Callable[[str], dt.date]) -> None:
    """All meetings of all bodies in the calendar. day: "today+9 wed" → the day."""
    for body in row["bodies"]:
        anchor, every = day(body["anchor"]), dt.timedelta(days=body["every_days"])
        for held_on in _days(anchor, every, day(row["from"]), day(row["until"])):
            meeting = calendar.add_meeting(
                bodies[body["body"]],
                actor=actor,
                held_on=held_on,
                starts_at=dt.time.fromisoformat(body["starts"]),
                place=body["place"],
                agenda_deadline=held_on - dt.timedelta(days=body["documents_days"]),
                note=body["note"],
            )
            if "matter" in body and held_on == anchor:
                matter = body["matter"]
                case_number = matter["case_number"].replace("{year}", str(day(matter["opened"]).year))
                calendar.add_matter(meeting, actor=actor, case_number=case_number, title=matter["title"])


def _days(anchor: dt.date, every: dt.timedelta, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The anchor and every so many days before and after it, but none in July or over Christmas."""
    held_on = anchor - (anchor - first) // every * every
    while held_on <= last:
        if held_on == anchor or not holiday_days(held_on, held_on):
            yield held_on
        held_on += every


def move(row: Row, actor: Actor) -> None:
    """The meeting that is to decide one dialogue, found by its template, is held some days later."""
    meeting = _deciding(row["shape"])
    if meeting is None:  # it has been moved for another dialogue
        return
    later = dt.timedelta(days=row["days_later"])
    calendar.change_meeting(
        meeting,
        actor=actor,
        held_on=meeting.held_on + later,
        starts_at=meeting.starts_at,
        place=meeting.place,
        agenda_deadline=meeting.documents_due + later,
        note=row["note"],
    )


def tell(row: Row, actor: Actor) -> None:
    """Residents have answered to the plan already, so they are told of the new day."""
    dialogue = Dialogue.objects.select_related("organisation").get(shape=row["shape"])
    later = dialogue.decision_on + dt.timedelta(days=row["days_later"])
    planning.publish_change(dialogue, actor=actor, part="decision_on", after=later, reason=row["reason"])


def _deciding(shape: str) -> Meeting | None:
    dialogue = Dialogue.objects.get(shape=shape)
    meetings = Meeting.objects.select_related("body__organisation")
    return meetings.filter(body=dialogue.deciding_body_id, held_on=dialogue.decision_on).first()
