"""Every change of the calendar. A meeting that is moved tells those who follow it, in the same transaction."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.steps import ADD_MATTER, ADD_MEETING, CHANGE_MEETING, IMPORT_MEETINGS, REMOVE_MATTER, REMOVE_MEETING

from . import following
from .following import Followed
from .models import Matter, Meeting, Move
from .proposals import CASE_NUMBER, NOTE, PLACE, UID, look
from .reading import MEETINGS_MOST, Row


@dataclass(frozen=True)
class Imported:
    """How many meetings a file brought, changed and moved, and what followed."""

    new: int
    changed: int
    moved: int
    same: int
    followed: Followed


@transaction.atomic
def add_meeting(
    body: Body,
    *,
    actor: Actor,
    held_on: dt.date,
    starts_at: dt.time | None = None,
    place: str = "",
    agenda_deadline: dt.date | None = None,
    note: str = "",
    uid: str = "",
) -> Meeting:
    """A meeting of a body. Without an agenda deadline, documents are due the usual time before it."""
    act = begin(ADD_MEETING, body.organisation, actor=actor)
    meeting = Meeting(body=body, uid=written.line(uid, field="uid", required=False, longest=UID) or _new_uid())
    _settle(meeting, held_on, starts_at, place, agenda_deadline, note)
    record(act, subject=meeting, body=body.pk, held_on=held_on.isoformat())
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    actor: Actor,
    held_on: dt.date,
    starts_at: dt.time | None = None,
    place: str = "",
    agenda_deadline: dt.date | None = None,
    note: str = "",
) -> Followed:
    """A meeting is put right, or moved to another day. Returns what moved with it."""
    act = begin(CHANGE_MEETING, meeting.body.organisation, actor=actor)
    _still_there(meeting)
    before = meeting.held_on
    meeting.version += 1
    _settle(meeting, held_on, starts_at, place, agenda_deadline, note)
    followed = _moved(meeting, before)
    record(
        act,
        subject=meeting,
        body=meeting.body_id,
        held_on=held_on.isoformat(),
        was_on=before.isoformat() if before != held_on else None,
    )
    return followed


@transaction.atomic
def remove_meeting(meeting: Meeting, *, actor: Actor) -> None:
    """A meeting is not held. A plan that points at its day keeps the day, and its own page says that it is gone."""
    act = begin(REMOVE_MEETING, meeting.body.organisation, actor=actor)
    _still_there(meeting)
    Meeting.objects.filter(pk=meeting.pk).delete()
    record(act, subject=meeting, body=meeting.body_id, held_on=meeting.held_on.isoformat())


@transaction.atomic
def add_matter(meeting: Meeting, *, actor: Actor, case_number: str, title: str) -> Matter:
    """A matter on the agenda. Raises WrongInput matter_stands_there for a case number that is on it already."""
    act = begin(ADD_MATTER, meeting.body.organisation, actor=actor)
    _still_there(meeting)
    number = written.line(case_number, field="case_number", longest=CASE_NUMBER)
    if meeting.matters.filter(case_number=number).exists():
        raise WrongInput("matter_stands_there", field="case_number")
    matter = Matter.objects.create(meeting=meeting, case_number=number, title=written.line(title, field="title"))
    _touch(meeting)
    record(act, subject=matter, meeting=meeting.pk)
    return matter


@transaction.atomic
def remove_matter(matter: Matter, *, actor: Actor) -> None:
    """The matter is not on the agenda."""
    act = begin(REMOVE_MATTER, matter.meeting.body.organisation, actor=actor)
    meeting = matter.meeting
    Matter.objects.filter(pk=matter.pk).delete()
    _touch(meeting)
    record(act, subject=matter, meeting=meeting.pk)


def _touch(meeting: Meeting) -> None:
    """Subscribers see that the meeting has changed."""
    meeting.version += 1
    meeting.changed_at = clock.now()
    meeting.save(update_fields=["version", "changed_at"])


@transaction.atomic
def import_meetings(
    organisation: Organisation, *, actor: Actor, rows: Iterable[tuple[Body, Row]], file_hash: str
) -> Imported:
    """Bring in a file that has been looked at: all of it or nothing. Raises WrongInput when a row no longer fits."""
    act = begin(IMPORT_MEETINGS, organisation, actor=actor)
    taken = list(rows)
    if any(body.organisation_id != organisation.pk for body, _row in taken):
        raise WrongInput("body_of_another_organisation", field="file")
    seen = look(organisation, [_as_named(body, row) for body, row in taken])
    if seen.problems:
        raise WrongInput("rows_no_longer_fit", field="file", row=seen.problems[0].number)
    if not taken or len(taken) > MEETINGS_MOST:
        raise WrongInput("too_many_meetings" if taken else "no_meeting_in_file", field="file", most=MEETINGS_MOST)
    followed, stored = Followed(), []
    for each in seen.proposals:
        if each.does == "same":
            continue
        row = each.row
        meeting = each.was or Meeting(body=each.body, uid=row.uid or _new_uid())
        before = meeting.held_on if each.was else row.held_on
        meeting.version += each.was is not None
        meeting.uid = row.uid or meeting.uid
        _settle(meeting, row.held_on, row.starts_at, row.place, row.agenda_deadline, row.note)
        followed += _moved(meeting, before)
        for number, title in row.matters:
            Matter.objects.update_or_create(meeting=meeting, case_number=number, defaults={"title": title})
        stored.append((meeting, {"body": each.body.pk, "held_on": row.held_on.isoformat(), "did": each.does}))
    record_each(act, stored)
    record(act, subject=organisation, file=file_hash, meetings=len(taken))
    new, changed, moved, same = (seen.counted(does) for does in ("new", "changed", "moved", "same"))
    return Imported(new, changed, moved, same, followed)


def _settle(
    meeting: Meeting,
    held_on: dt.date | None,
    starts_at: dt.time | None,
    place: str,
    agenda_deadline: dt.date | None,
    note: str,
) -> None:
    """Check and store. Raises WrongInput."""
    if held_on is None:
        raise WrongInput("text_missing", field="held_on")
    if not 1990 <= held_on.year <= 2100:
        raise WrongInput("year_out_of_reach", field="held_on")
    if agenda_deadline is not None and agenda_deadline > held_on:
        raise WrongInput("documents_after_meeting", field="agenda_deadline")
    if Meeting.objects.filter(body=meeting.body_id, held_on=held_on).exclude(pk=meeting.pk).exists():
        raise WrongInput("body_meets_that_day", field="held_on")
    if Meeting.objects.filter(body=meeting.body_id, uid=meeting.uid).exclude(pk=meeting.pk).exists():
        raise WrongInput("meeting_imported_already", field="uid")
    meeting.held_on, meeting.starts_at, meeting.agenda_deadline = held_on, starts_at, agenda_deadline
    meeting.place = written.line(place, field="place", required=False, longest=PLACE)
    meeting.note = written.text(note, field="note", required=False, longest=NOTE)
    meeting.changed_at = clock.now()
    meeting.save()


def _moved(meeting: Meeting, before: dt.date) -> Followed:
    """Remember the day that the meeting left, and tell those who follow it."""
    if before == meeting.held_on:
        return Followed()
    Move.objects.create(meeting=meeting, was_on=before, moved_at=clock.now())
    return following.moved(meeting, before)


def _still_there(meeting: Meeting) -> None:
    """The meeting as it is now. Raises WrongMoment when somebody else has removed it."""
    organisation = meeting.body.organisation
    now = Meeting.objects.filter(pk=meeting.pk).first()
    if now is None:
        raise WrongMoment("meeting_is_gone")
    meeting.refresh_from_db()
    meeting.body.organisation = organisation


def _as_named(body: Body, row: Row) -> Row:
    return Row(**{**row.__dict__, "body": body.name})


def _new_uid() -> str:
    return f"{uuid.uuid4()}@gehor"
