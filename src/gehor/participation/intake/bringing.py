"""Files with very many rows: the worker reads them once more and brings them in, all rows or none.

What is stored and that it is stored are one transaction, and a short one: ground/aside.py. So a worker that is killed
leaves nothing behind, and the next one begins anew; one that had just finished leaves nothing to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from gehor.ground import catalogue, clock, progress
from gehor.ground.act import Actor
from gehor.ground.aside import stored_whole, when_stored
from gehor.ground.errors import NotYet, Refusal, WrongInput
from gehor.ground.organisations.queries import actor_of
from gehor.participation.ballots.actions import import_ballots, import_told
from gehor.participation.ballots.exchanging import KIND, Looked
from gehor.planning.models import Activity

from .. import actions
from ..models import Import, WaitingFile
from ..reading import Checked, Row
from . import uploads
from .course import BRINGING, FAILED, TRIES_MOST, Course
from .looks import look_at
from .seen import shown
from .uploads import Upload

TABLES = 4  # in which a contribution is stored: who, what, its wording, and the journal


@dataclass(frozen=True)
class _Read:
    """What the file says, and what brings it in."""

    checked: Checked
    store: Callable[..., Import]


def bring_in(waiting: WaitingFile) -> None:
    """Bring in what waits. Twice is harmless. Why nothing of it could come in is kept for whoever handed it over."""
    if waiting.done_at is not None:
        return
    waiting.tries += 1
    waiting.save(update_fields=["tries"])
    try:
        if waiting.tries > TRIES_MOST:
            raise WrongInput(FAILED)
        _bring(waiting, actor_of(waiting.by))
    except Refusal as refusal:
        is_late = isinstance(refusal, NotYet) or refusal.code == "not_open"
        code = "too_late_for_files" if is_late else refusal.code
        waiting.trouble = {"code": code, "params": {name: str(value) for name, value in refusal.params.items()}}
        waiting.done_at = clock.now()
        waiting.save(update_fields=["trouble", "done_at"])
    uploads.forget(waiting.upload)


def _bring(waiting: WaitingFile, actor: Actor) -> None:
    upload = uploads.find(waiting.upload, activity=waiting.activity, actor=actor)
    if upload is None:
        raise WrongInput("upload_is_gone")
    course = Course(upload.key, BRINGING)
    with progress.telling(course), stored_whole():
        read = _read(waiting.activity, upload, waiting.given)
        course.rows_to_store = sum(TABLES if isinstance(row, Row) else 1 for row in read.checked.ready)
        waiting.imported = read.store(waiting.activity, actor=actor, file_name=upload.name, file_hash=upload.hash)
        waiting.left_out, waiting.done_at = len(read.checked.refused), clock.now()
        when_stored(lambda: waiting.save(update_fields=["imported", "left_out", "done_at"]))


def _read(activity: Activity, upload: Upload, given: dict[str, Any]) -> _Read:
    """As the page has read it. Raises WrongInput where it cannot be read so any longer."""
    found = look_at(activity, upload, given)
    if isinstance(found, Looked):
        told = {"texts": found.texts, "ballots": found.ballots, "persons": found.persons}
        return _Read(found.checked, partial(import_told, exchange=given[KIND], **told))
    if found.checked is None:
        raise WrongInput("file_read_otherwise")
    rows = found.checked.ready
    if catalogue.methods()[activity.method].is_only_counted:
        return _Read(found.checked, partial(import_ballots, rows=rows))
    mapping = shown(activity, found).form.wanted.kept
    return _Read(found.checked, partial(actions.import_contributions, rows=rows, mapping=mapping))
