"""What somebody has saved and not sent: for whoever holds its code, and nobody else."""

from typing import Any

from gehor.ground.people.models import Participant

from .models import Draft


def saved_of(participant: Participant) -> Draft | None:
    return Draft.objects.filter(participant=participant).select_related("activity__dialogue").first()


def as_data(draft: Draft) -> dict[str, Any]:
    """For "everything about me"."""
    return {
        "dialogue": draft.activity.dialogue.slug,
        "activity": draft.activity.number,
        "kept_at": draft.kept_at,
        "filled": draft.filled,
    }
