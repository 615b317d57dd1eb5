from django.db.models import QuerySet

from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Kind, keep
from gehor.process.steps import DROP_SAVED

from .models import Draft


def drafts(organisation: Organisation) -> QuerySet[Draft]:
    return Draft.objects.filter(activity__dialogue__organisation=organisation)


keep(Kind("saved_answers", Ends.WHEN_ASKED, rows=drafts, steps=(DROP_SAVED,)))
