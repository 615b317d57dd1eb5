"""What stands beside a petition where it is followed: its support, and its way."""

from collections.abc import Mapping, Sequence

from gehor.participation.models import Contribution
from gehor.process.method import Beside

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
    return Beside("petition/_beside.html", context, data)
