"""What stands beside a petition where it is followed: its support, and its way."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.support import SUPPORTS
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.method import Beside, VotedOn

from . import queries
from .queries import Petition
from .texts import HANDLED, STATES


def beside(contributions: Sequence[Contribution]) -> Mapping[int, Beside]:
    return {each.contribution.pk: _beside(each) for each in queries.petitions(contributions)}


def _beside(one: Petition) -> Beside:
    context = {
        "petition": one,
        "state": STATES[one.state],
        "steps": [(each, HANDLED[each.kind]) for each in one.handlings],
    }
    data = {
        "state": one.state.value,
        "support": one.support,
        "last_day": one.last_day,
        "steps": [
            {
                "kind": each.kind,
                "on": each.on,
                "body": each.body.name if each.body else None,
                "case_number": each.case_number,
                "link": each.link,
                "note": each.note,
            }
            for each in one.handlings
        ],
    }
    return Beside("petition/_beside.html", context, data, is_read=bool(one.handlings))


def voted_on(activity: Activity, ballots: Sequence[Ballot]) -> list[VotedOn]:
    """What somebody supports, and how far it has come."""
    items = [each.item for each in ballots if each.choice == SUPPORTS]
    rows = Contribution.objects.filter(activity=activity, reference__in=items, published_at__isnull=False)
    some = list(rows.select_related("activity").order_by("reference"))
    found = []
    for each in queries.petitions(some, worded=True):
        reference = each.contribution.reference
        address = reverse("trace:thread", args=[activity.dialogue.slug, reference])
        words = (each.wording and each.wording.title) or reference
        item = reference if each.may_be_supported else ""
        found.append(VotedOn(words, address, str(STATES[each.state]), item))
    return found
