from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, counted, keep
from gehor.process.learning import FORGET_CONTACT

from . import rules
from .models import ContactPerson


def contact_persons(organisation: Organisation) -> Held:
    here = ContactPerson.objects.filter(partner__host=organisation, forgotten_at=None)
    return counted(here, since="keep_until", days=1)


keep(
    Kind(
        "contact_persons",
        Ends.BY_ITSELF,
        contact_persons,
        days=rules.KEPT_FOR.days,
        steps=(FORGET_CONTACT,),
        is_special=True,
    )
)
