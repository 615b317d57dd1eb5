from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, counted, keep
from gehor.network.rules import KEPT_FOR
from gehor.process.learning import FORGET_LECTURERS

from .models import Part


def lecturers(organisation: Organisation) -> Held:
    here = Part.objects.filter(gathering__network__host=organisation).exclude(lecturer="")
    return counted(here, since="gathering__held_on", days=KEPT_FOR.days + 1)


keep(Kind("lecturers", Ends.BY_ITSELF, lecturers, days=KEPT_FOR.days, steps=(FORGET_LECTURERS,), is_special=True))
