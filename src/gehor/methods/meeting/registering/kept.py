import datetime as dt

from django.db.models import Count, Min
from django.db.models.fields.json import KeyTextTransform

from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, keep

from . import rules
from .models import Registration


def needs(organisation: Organisation) -> Held:
    here = Registration.objects.filter(activity__dialogue__organisation=organisation).exclude(needs="")
    found = here.order_by().aggregate(number=Count("pk"), first=Min(KeyTextTransform("date", "activity__setup")))
    held_on = dt.date.fromisoformat(found["first"]) if found["first"] else None
    return Held(found["number"], held_on + rules.FORGET_NEEDS + dt.timedelta(days=1) if held_on else None)


keep(Kind("needs", Ends.BY_ITSELF, needs, days=rules.FORGET_NEEDS.days))
