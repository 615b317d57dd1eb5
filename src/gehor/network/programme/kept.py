import datetime as dt

from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, counted, keep
from gehor.process.learning import FORGET_APPLICANT, LET_READER_GO

from . import queries, rules
from .models import Application, Reader


def applications(organisation: Organisation) -> Held:
    days = [day for _each, day in queries.with_last_days(Application.objects.filter(programme__host=organisation))]
    return Held(len(days), min(days) + dt.timedelta(days=1) if days else None)


def readers(organisation: Organisation) -> Held:
    here = Reader.objects.filter(programme__host=organisation).exclude(name="", email="")
    return counted(here, since="programme__ends_on", days=rules.READERS_KEPT_FOR.days + 1)


keep(
    Kind(
        "applications",
        Ends.BY_ITSELF,
        applications,
        days=rules.GONE_KEPT_FOR.days,
        steps=(FORGET_APPLICANT,),
        is_special=True,
    ),
    Kind(
        "readers",
        Ends.BY_ITSELF,
        readers,
        days=rules.READERS_KEPT_FOR.days,
        steps=(LET_READER_GO,),
        is_special=True,
    ),
)
