from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, counted, keep
from gehor.network.rules import KEPT_FOR
from gehor.process.learning import FORGET_NAMED, FORGET_QUESTION

from .models import Named
from .queries import UNCERTAIN_FOR


def named(organisation: Organisation) -> Held:
    here = Named.objects.filter(version__article__organisation=organisation, forgotten_at=None).exclude(content={})
    return counted(here, since="keep_until", days=1)


keep(
    Kind("named", Ends.BY_ITSELF, named, days=KEPT_FOR.days, steps=(FORGET_NAMED,), is_special=True),
    Kind("questions", Ends.BY_ITSELF, days=UNCERTAIN_FOR.days, steps=(FORGET_QUESTION,)),
)
