from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, counted, keep

from . import rules
from .models import Scan


def scans(organisation: Organisation) -> Held:
    here = Scan.objects.filter(activity__dialogue__organisation=organisation)
    return counted(here, since="at", days=rules.KEPT_DAYS + 1)


keep(Kind("scans", Ends.BY_ITSELF, scans, days=rules.KEPT_DAYS))
