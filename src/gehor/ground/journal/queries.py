"""Reading the journal: for auditors, registrars and administrators of the organisation."""

from django.db.models import Exists, OuterRef, QuerySet

from gehor.ground.act import Actor
from gehor.ground.errors import WrongPerson
from gehor.ground.organisations.models import Organisation
from gehor.process.words import Role

from .models import Entry, Seal

READERS = frozenset({Role.AUDITOR, Role.REGISTRAR, Role.ADMINISTRATOR})


def entries_for(actor: Actor, organisation: Organisation) -> QuerySet[Entry]:
    """The organisation's entries, latest first, each with `is_sealed`. Raises WrongPerson for other roles."""
    demand_reader(actor, organisation)
    sealed = Seal.objects.filter(entry_id=OuterRef("pk"))
    return Entry.objects.filter(organisation_id=organisation.pk).annotate(is_sealed=Exists(sealed)).order_by("-pk")


def is_reader(actor: Actor, organisation: Organisation) -> bool:
    return bool(READERS & actor.roles_in(organisation.pk))


def demand_reader(actor: Actor, organisation: Organisation) -> None:
    if not is_reader(actor, organisation):
        raise WrongPerson("not_your_step", step="journal.read")
