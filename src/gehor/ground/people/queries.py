"""Finding a participant: only by the receipt code, or from a contribution."""

from . import receipt
from .models import Participant


def participant_by_receipt(typed: str) -> Participant | None:
    """The participant whose receipt code somebody typed or read aloud, if there is one."""
    code = receipt.normalise(typed)
    if not receipt.is_valid(code):
        return None
    return Participant.objects.select_related("organisation").filter(receipt=code).first()


def heard_as(participant: Participant) -> list[int]:
    """Ids of the participants whose contributions are also this person's: their own, and their tables'."""
    return [participant.pk, *participant.voices.values_list("pk", flat=True)]
