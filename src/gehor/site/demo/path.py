"""Four dialogues, each at another place on the way from question to answer, for whoever sees the demo first."""

from gehor.planning.models import Dialogue
from gehor.planning.queries import is_public
from gehor.portal import queries
from gehor.portal.queries import Standing

from .told import told

ON_THE_WAY = (
    "dialogue-4-meal-deliveries.json",
    "dialogue-2-attractive-municipality.json",
    "dialogue-3-civil-society-agreement.json",
    "dialogue-1-school-quality.json",
)


def standings() -> list[Standing]:
    """In the order of the way; those that the demo holds no more are left out. Two queries."""
    slugs = [told(name)["slug"] for name in ON_THE_WAY]
    dialogues = Dialogue.objects.select_related("organisation", "deciding_body").filter(is_public(), slug__in=slugs)
    found = queries.standings(dialogues, is_for_staff=False)
    return sorted(found, key=lambda each: slugs.index(each.dialogue.slug))
