from django.db.models import QuerySet

from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Kind, keep

from .models import Entry


def entries(organisation: Organisation) -> QuerySet[Entry]:
    return Entry.objects.filter(organisation_id=organisation.pk)


keep(Kind("journal", Ends.NEVER, rows=entries))
