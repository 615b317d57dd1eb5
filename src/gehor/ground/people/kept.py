from django.db.models import QuerySet

from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Kind, keep
from gehor.process.steps import ERASE_PERSON

from .models import Contact


def contacts(organisation: Organisation) -> QuerySet[Contact]:
    return Contact.objects.filter(participant__organisation=organisation)


keep(Kind("contacts", Ends.WHEN_ASKED, rows=contacts, steps=(ERASE_PERSON,)))
