import datetime as dt

from django.db.models import Count, Min, OuterRef, Subquery

from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, keep

from . import rules
from .models import ReportText, Ruling


def report_texts(organisation: Organisation) -> Held:
    """Whichever comes first: so long after it was looked at, or after it was sent."""
    settled = Ruling.objects.filter(contribution=OuterRef("report__contribution"), settles__gte=OuterRef("report"))
    here = ReportText.objects.filter(report__contribution__dialogue__organisation=organisation)
    here = here.annotate(settled_at=Subquery(settled.order_by("at").values("at")[:1]))
    found = here.aggregate(number=Count("pk"), settled=Min("settled_at"), sent=Min("report__at"))
    times = ((found["settled"], rules.TEXT_DAYS), (found["sent"], rules.UNSEEN_DAYS))
    days = [moment.date() + dt.timedelta(days=days + 1) for moment, days in times if moment]
    return Held(found["number"], min(days, default=None))


keep(Kind("report_texts", Ends.BY_ITSELF, report_texts, days=rules.TEXT_DAYS))
