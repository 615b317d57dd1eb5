"""Undoing a large import: the worker does it, and the page of the import tells how far it has come."""

from gehor.ground.act import Actor
from gehor.ground.aside import much_in_memory
from gehor.ground.errors import NotYet, Refusal, WrongMoment
from gehor.planning.queries import facts_known
from gehor.process.steps import UNDO_IMPORT

from .. import actions, rules
from ..models import Import
from . import uploads
from .course import FAILED, TAKING, Far, attempt, far


def is_large(imported: Import) -> bool:
    return imported.rows >= rules.MANY_ROWS


def must_be_possible(imported: Import, *, actor: Actor) -> None:
    """Before it is left to the worker. Raises WrongPerson, NotYet or WrongMoment as the step would."""
    dialogue = imported.activity.dialogue
    actor.demand(dialogue.organisation_id, UNDO_IMPORT)
    missing = UNDO_IMPORT.missing(facts_known(dialogue))
    if missing:
        raise NotYet(UNDO_IMPORT.key, [need.code for need in missing])
    if imported.undone_at is not None:
        raise WrongMoment("undone_before")


def under_way(imported: Import) -> Far | None:
    """How far it has come, or why it was given up. None where nobody has asked for it, or it is done."""
    return None if imported.undone_at else far(_key(imported))


def can_be_asked_again(imported: Import) -> bool:
    """Whether nobody has asked for it, or it went wrong on our side."""
    far = under_way(imported)
    return far is None or far.code == FAILED


def note_asked(imported: Import) -> None:
    uploads.note(_key(imported), {"part": "asked"})


def undo(imported: Import, *, actor: Actor) -> None:
    """Twice is harmless. Why it cannot be undone is kept for whoever asked."""
    if imported.undone_at is None:
        attempt(_key(imported), TAKING, lambda _course: _undo(imported, actor))


def _undo(imported: Import, actor: Actor) -> None:
    try:
        with much_in_memory():
            actions.undo_import(imported, actor=actor)
    except Refusal as refusal:
        code = "too_late_for_files" if isinstance(refusal, NotYet) else refusal.code
        uploads.note(_key(imported), {"code": code})
    else:
        uploads.forget(_key(imported))


def _key(imported: Import) -> str:
    return f"undo-{imported.pk:027d}"  # as long as that of an upload
