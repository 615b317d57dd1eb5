"""What a file would do to the calendar if it were brought in: the same look for the preview and for the deed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from gehor.ground import written
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Body, Organisation

from .models import Meeting
from .reading import Problem, Row

PLACE, NOTE, UID, CASE_NUMBER = 200, 1000, 255, 40


@dataclass(frozen=True)
class Proposal:
    """One row, as it may be stored. does: "new", "moved", "changed" or "same". was: the meeting as it is now."""

    row: Row
    body: Body
    does: str
    was: Meeting | None = None


@dataclass(frozen=True)
class Look:
    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]

    def counted(self, does: str) -> int:
        return sum(each.does == does for each in self.proposals)


def look(organisation: Organisation, rows: Iterable[Row], *, body: Body | None = None) -> Look:
    """body: whose meetings they all are; else each row says it. Three queries."""
    bodies = list(Body.objects.filter(organisation=organisation))
    standing = list(Meeting.objects.filter(body__organisation=organisation).select_related("body"))
    prefetch_related_objects(standing, "matters")
    by_uid = {(each.body_id, each.uid): each for each in standing}
    by_day = {(each.body_id, each.held_on): each for each in standing}
    seen: dict[tuple[Any, ...], int] = {}
    proposals, problems = [], []
    for row in rows:
        try:
            tidy = _tidy(row)
            whose = body or _body_of(tidy, bodies)
            _only_once(tidy, whose, seen)
            proposals.append(_proposal(tidy, whose, by_uid, by_day))
        except WrongInput as refusal:
            problems.append(Problem(row.number, refusal.code, {**refusal.params, "field": ""}))
    return Look(tuple(proposals), tuple(problems))


def _proposal(
    row: Row,
    body: Body,
    by_uid: dict[tuple[int, str], Meeting],
    by_day: dict[tuple[int, dt.date], Meeting],
) -> Proposal:
    same_uid = by_uid.get((body.pk, row.uid)) if row.uid else None
    same_day = by_day.get((body.pk, row.held_on))
    if same_uid and same_day and same_uid != same_day:
        raise WrongInput("day_taken_by_another")
    was = same_uid or same_day
    if was is None:
        return Proposal(row, body, "new")
    if was.held_on != row.held_on:
        return Proposal(row, body, "moved", was)
    return Proposal(row, body, "same" if _says_the_same(was, row) else "changed", was)


def _says_the_same(meeting: Meeting, row: Row) -> bool:
    known = {(each.case_number, each.title) for each in meeting.matters.all()}
    return known.issuperset(row.matters) and all(
        getattr(meeting, name) == getattr(row, name) for name in ("starts_at", "place", "agenda_deadline", "note")
    )


def _tidy(row: Row) -> Row:
    """The row within its limits. Raises WrongInput."""
    if row.agenda_deadline is not None and row.agenda_deadline > row.held_on:
        raise WrongInput("documents_after_meeting")
    return Row(
        number=row.number,
        held_on=row.held_on,
        body=" ".join(row.body.split()),
        starts_at=row.starts_at,
        place=written.line(row.place, field="place", required=False, longest=PLACE),
        agenda_deadline=row.agenda_deadline,
        note=written.text(row.note, field="note", required=False, longest=NOTE),
        uid=written.line(row.uid, field="uid", required=False, longest=UID),
        matters=tuple(
            (written.line(number, field="", longest=CASE_NUMBER), written.line(title, field="", longest=PLACE))
            for number, title in row.matters
        ),
    )


def _body_of(row: Row, bodies: Sequence[Body]) -> Body:
    """The body that the row names: by its whole name, else the one whose name stands in the title of the event."""
    if not row.body:
        raise WrongInput("row_without_body")
    said = row.body.casefold()
    inside = [each for each in bodies if each.name.casefold() in said]
    if not inside:
        raise WrongInput("unknown_body", word=row.body[:80])
    return max(inside, key=lambda each: len(each.name))


def _only_once(row: Row, body: Body, seen: dict[tuple[Any, ...], int]) -> None:
    """Raises WrongInput for a day, or a calendar's own mark, that stood earlier in the file."""
    keys: list[tuple[Any, ...]] = [(body.pk, row.held_on)]
    if row.uid:
        keys.append((body.pk, row.uid))
    first = next((seen[key] for key in keys if key in seen), None)
    if first is not None:
        raise WrongInput("meeting_twice_in_file", first=first)
    seen.update(dict.fromkeys(keys, row.number))


# Between the preview and the deed the rows travel with the page, signed.


def packed(look: Look) -> list[dict[str, Any]]:
    return [
        {
            **asdict(each.row),
            "body": each.body.pk,
            "held_on": each.row.held_on.isoformat(),
            "starts_at": each.row.starts_at.isoformat() if each.row.starts_at else None,
            "agenda_deadline": each.row.agenda_deadline.isoformat() if each.row.agenda_deadline else None,
        }
        for each in look.proposals
    ]


def unpacked(organisation: Organisation, rows: Iterable[dict[str, Any]]) -> list[tuple[Body, Row]]:
    """As `packed`; a body that is gone meanwhile is refused. Raises WrongInput."""
    bodies = {each.pk: each for each in Body.objects.filter(organisation=organisation)}
    found = []
    for row in rows:
        body = bodies.get(row["body"])
        if body is None:
            raise WrongInput("body_is_gone")
        found.append(
            (
                body,
                Row(
                    **{
                        **row,
                        "body": body.name,
                        "matters": tuple((number, title) for number, title in row["matters"]),
                        "held_on": dt.date.fromisoformat(row["held_on"]),
                        "starts_at": dt.time.fromisoformat(row["starts_at"]) if row["starts_at"] else None,
                        "agenda_deadline": (
                            dt.date.fromisoformat(row["agenda_deadline"]) if row["agenda_deadline"] else None
                        ),
                    }
                ),
            )
        )
    return found
