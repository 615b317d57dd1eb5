"""Looking at a file: in the request, or of a large one by the worker, who keeps what it found beside the file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gehor.ground import catalogue
from gehor.ground.errors import WrongInput
from gehor.ground.reading.parcels import lines, unfolded
from gehor.participation.ballots import exchanging
from gehor.participation.ballots import seen as ballots
from gehor.participation.ballots.exchanging import KIND, Looked
from gehor.planning.models import Activity

from .. import rules
from . import seen, uploads, written
from .course import FINDING, LOOKING, LOOKING_THEN, Course, Far, attempt, far
from .found import Kind, Refused, Some
from .kinds import belonging, kind_of
from .uploads import Upload

FIND = "find"  # in an address: what kind of file it is, is not known yet
ROWS_KEPT = 50  # as many as pages show, or make examples of


def is_large(data: bytes) -> bool:
    """Whether nobody should wait for a look at it. Its lines are not counted where it would unfold to very much."""
    return unfolded(data) >= rules.MANY_BYTES or lines(data) >= rules.MANY_LINES


def look_at(activity: Activity, upload: Upload, asked: Mapping[str, str]) -> Any:
    """What the file would become, read as asked: exchanging.Looked, ballots.seen.Glance or seen.Glance."""
    if exchange := exchanging.readable(activity, asked.get(KIND, "")):
        return exchanging.look(activity, exchange, upload.data, upload.name)
    if catalogue.methods()[activity.method].is_only_counted:
        return ballots.look_at(activity, upload, asked)
    return seen.look_at(activity, upload, asked)


def kept(upload: Upload, asked: Mapping[str, str]) -> Any:
    """What the worker found. None where it has not looked yet, or another version of the program did."""
    told = uploads.kept_beside(upload.key, _name(asked))
    found = written.read(told) if told else None
    if told and found is None:
        uploads.forget_beside(upload.key, _name(asked))
    return found


def waits(upload: Upload, asked: Mapping[str, str]) -> Far | None:
    """How far the look has come. None where nobody has asked for it."""
    return far(_course(upload, asked))


def note_asked(upload: Upload, asked: Mapping[str, str]) -> None:
    uploads.note(_course(upload, asked), {})


def look(activity: Activity, upload: Upload, asked: Mapping[str, str]) -> None:
    """Look at it and keep what was found, or why it cannot be read. Where its kind is not known, that comes first."""
    way = FINDING if FIND in asked else LOOKING
    attempt(_course(upload, asked), way, lambda course: _keep(activity, upload, asked, course))


def _keep(activity: Activity, upload: Upload, asked: Mapping[str, str], course: Course) -> None:
    try:
        if FIND in asked:
            found = Kind(kind_of(activity, asked.get(KIND, ""), upload.data, upload.name))
            course.way = LOOKING_THEN
            _keep(activity, upload, next_asked(asked, found.key), course)
        else:
            found = _few(look_at(activity, upload, asked))
    except WrongInput as refusal:
        there = belonging(activity, upload.data, upload.name) if refusal.code == "file_belongs_there" else ()
        found = Refused(refusal.code, refusal.params, tuple(each.pk for each in there))
    uploads.keep_beside(upload.key, _name(asked), written.written(found))


def next_asked(asked: Mapping[str, str], kind: str) -> dict[str, str]:
    """What is asked when the kind is known; where a mended file takes the place of another, as that was read."""
    chosen = {name: value for name, value in asked.items() if name not in (FIND, KIND)}
    return {KIND: kind} if kind else chosen if "text" in chosen else {}


def _few(found: Any) -> Any:
    """Without the rows that no page shows."""
    if isinstance(found, Looked):
        checked = replace(found.checked, ready=_some(found.checked.ready))
        return replace(found, ballots=_some(found.ballots), checked=checked, persons={})
    few = replace(found, table=replace(found.table, rows=_some(found.table.rows)))
    return few if few.checked is None else replace(few, checked=replace(few.checked, ready=_some(few.checked.ready)))


def _some(rows: tuple[Any, ...]) -> Some:
    return Some.of(len(rows), rows[:ROWS_KEPT])


def _name(asked: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(asked.items())).encode()).hexdigest()[:16]


def _course(upload: Upload, asked: Mapping[str, str]) -> str:
    return f"{upload.key}.{_name(asked)}"
