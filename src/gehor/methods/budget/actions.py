"""The projects of a budget are arranged."""

from collections.abc import Callable

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.participation.ballots.versions import freeze_anew, hold_to_change
from gehor.planning.models import Activity
from gehor.planning.queries import facts_known
from gehor.process.steps import ARRANGE_PROJECTS

from . import pictures, rules
from .arranging import Rows
from .pictures import Redrawn

# Why its projects cannot be changed any more
WHY_FAST = {"closed": "budget_is_closed", "answered": "budget_has_votes"}


@transaction.atomic
def arrange_projects(
    activity: Activity, *, actor: Actor, change: Callable[[Rows], Rows], picture: Redrawn | None = None
) -> Activity:
    """The projects become what `change` makes of them, as long as nobody has voted in this activity.

    picture: a new one, which one of them names.
    """
    act = begin(ARRANGE_PROJECTS, activity.dialogue, actor=actor, facts=facts_known)
    hold_to_change(activity, **WHY_FAST)
    rows = change([dict(row) for row in activity.setup.get("projects") or ()])
    if len(rows) > rules.PROJECTS_MOST:
        raise WrongInput("too_many_projects", most=rules.PROJECTS_MOST, field="file")
    activity.setup = {**activity.setup, "projects": rows}
    activity.save(update_fields=["setup"])
    pictures.settle(activity, rows, picture)
    freeze_anew(activity)
    record(act, subject=activity, projects=len(rows))
    return activity
