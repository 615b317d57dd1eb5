from django.db.models import QuerySet

from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Kind, keep

from .intake import uploads
from .models import Contribution


def contributions(organisation: Organisation) -> QuerySet[Contribution]:
    return Contribution.objects.filter(dialogue__organisation=organisation)


keep(
    Kind("incoming", Ends.BY_ITSELF, days=uploads.KEPT.days),
    Kind("said", Ends.NEVER, rows=contributions),
)
