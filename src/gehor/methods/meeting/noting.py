"""Notes as they are taken: several at a time, all or none, each to whoever said it."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.db import transaction

from gehor.ground.act import Actor
from gehor.participation.actions import enter
from gehor.participation.intake.actions import correct_typing
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.words import Channel

from . import keeping
from .actions import move_note
from .rules import Note, Place


@transaction.atomic
def take_notes(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    notes: Sequence[Note],
    language: str,
    turn: int | None = None,
) -> list[Contribution]:
    """Receive notes from a meeting. The same submission again gives the same contributions. turn: the round."""
    return [
        enter(
            activity,
            actor=actor,
            submission=submission if len(notes) == 1 else uuid5(submission, str(at)),
            channel=Channel.MEETING,
            text=note.text,
            language=language,
            values=values_of(note.place, turn),
            participant=keeping.participant_at(activity, note.place),
        )
        for at, note in enumerate(notes)
    ]


@transaction.atomic
def correct_note(contribution: Contribution, *, actor: Actor, note: Note) -> None:
    """Mend the text, the place or both. Raises WrongInput nothing_changed."""
    moves = place_of(contribution) != note.place
    if moves:
        move_note(contribution, actor=actor, place=note.place)
    if not moves or contribution.wordings.last().text != note.text:
        correct_typing(contribution, actor=actor, text=note.text, title=contribution.wordings.last().title)


def place_of(contribution: Contribution) -> Place | None:
    """Where it was noted; nothing for a note that belongs to no table."""
    table = contribution.values.get("table")
    return Place(table, contribution.values.get("person")) if table else None


def values_of(place: Place, turn: int | None) -> dict[str, int]:
    values = {"table": place.table, "person": place.person, "round": turn}
    return {name: value for name, value in values.items() if value is not None}
