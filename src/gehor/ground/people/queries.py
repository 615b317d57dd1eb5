"""Finding a participant: only by the receipt code, or from a contribution."""

from django.db.models import Q, QuerySet

from . import receipt
from .models import Participant


def participant_by_receipt(typed: str) -> Participant | None:
    """The participant whose receipt code somebody typed or read aloud, if there is one."""
    code = receipt.normalise(typed)
    if not receipt.is_valid(code):
        return None
    return Participant.objects.select_related("organisation").filter(receipt=code).first()


def heard_as(participant: Participant) -> QuerySet[Participant]:
    """The participants whose contributions are also this person's: their own, and their tables'."""
    return Participant.objects.filter(Q(pk=participant.pk) | Q(pk__in=participant.voices.values("pk")))
