"""Finding a participant: by the receipt code, from a contribution, or for the registrar by how they can be reached."""

from collections.abc import Iterable
from typing import Any

from django.db.models import PROTECT, Exists, F, ForeignObjectRel, OuterRef, Q, QuerySet

from gehor.ground.organisations.models import Organisation
from gehor.ground.rows import among

from . import phone, receipt
from .models import Contact, Participant

_CONTACT = ("pk", "kind", "name", "address", "language", "given_at", "stopped_at")


def participant_by_receipt(typed: str) -> Participant | None:
    """The participant whose receipt code somebody typed or read aloud, if there is one, with `reached_by`: the
    contacts. One query.
    """
    code = receipt.normalise(typed)
    if not receipt.is_valid(code):
        return None
    columns = {f"contact_{name}": F(f"contacts__{name}") for name in _CONTACT}
    rows = list(
        Participant.objects.select_related("organisation")
        .filter(receipt=code)
        .annotate(**columns)
        .order_by("contact_pk")
    )
    if not rows:
        return None
    found = rows[0]
    found.reached_by = [
        Contact(participant=found, **{name: getattr(row, f"contact_{name}") for name in _CONTACT})
        for row in rows
        if row.contact_pk is not None
    ]
    return found


def reached_by_mail() -> QuerySet[Contact]:
    """The e-mail addresses of those who have not asked us to stop."""
    return Contact.objects.filter(kind=Contact.Kind.EMAIL, stopped_at__isnull=True)


def sought(organisation: Organisation, typed: str) -> QuerySet[Participant]:
    """Those whom somebody may be who asks what is kept about them, the latest first.

    typed: a receipt code, an e-mail address, a mobile number, or a part of the name that stands with an address
    """
    typed = typed.strip()
    fits = Q(contacts__address__iexact=typed) | Q(contacts__name__icontains=typed)
    if number := phone.normalised(typed):
        fits |= Q(contacts__address=number)
    if receipt.is_valid(code := receipt.normalise(typed)):
        fits |= Q(receipt=code)
    found = Participant.objects.filter(fits, organisation=organisation).distinct()
    return found.prefetch_related("contacts").order_by("-created_at", "-pk")


def one_by_one(
    rows: QuerySet[Any], participant: str = "participant", *, also: QuerySet[Any] | None = None
) -> QuerySet[Participant]:
    """The people behind what was said, each once however often, alone and at tables; sum their `people`.

    A table stands for those who sat there, or for itself, with its number, where nobody has noted who they were.
    rows: contributions, or what leads to them. participant: the way from a row to who said it. also: voters, or
    whoever else took part: one who also said something, alone or at a table, is still one.
    """
    seats = Participant.voices.through.objects.filter(to_participant=OuterRef("pk"))
    seated = rows.filter(**{f"{participant}__speakers__isnull": False}).values(f"{participant}__speakers")
    voted = Q(pk__in=also.values("participant")) if also is not None else Q()
    return Participant.objects.filter((Q(pk__in=rows.values(participant)) & ~Exists(seats)) | Q(pk__in=seated) | voted)


def heard_as(participant: Participant) -> QuerySet[Participant]:
    """The participants whose contributions are also this person's: their own, and their tables'."""
    return Participant.objects.filter(Q(pk=participant.pk) | Q(pk__in=participant.voices.values("pk")))


def not_needed(keys: Iterable[int]) -> QuerySet[Participant]:
    """Those of these participants on whom nothing rests that may not lose them, whichever stage it belongs to."""
    found = Participant.objects.filter(pk__in=among(keys))
    for relation in Participant._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete is PROTECT:
            resting = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            found = found.filter(~Exists(resting))
    return found
