"""Who may be on a working page of participation: one door for all of them, also for methods with pages of their own."""

from django.http import HttpRequest

from gehor.ground.errors import NotYet, WrongMoment
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.step import Step
from gehor.process.steps import IMPORT

from .. import earlier


def dialogue_of(request: HttpRequest, slug: str, *steps: Step) -> Dialogue:
    return planning.dialogue_for(request.actor, slug, *steps)


def activity_of(request: HttpRequest, slug: str, number: int, *, step: Step) -> Activity:
    """The activity, for somebody who may take the step there. Else 404 or 403."""
    return planning.activity_of(dialogue_of(request, slug, step), number)


def must_take_files(activity: Activity) -> None:
    """For a file that is looked at before it is brought in. Raises NotYet or WrongMoment as the step would."""
    missing = IMPORT.missing(planning.facts_known(activity.dialogue))
    if missing:
        raise NotYet(IMPORT.key, [need.code for need in missing])
    if not earlier.takes_files(activity):
        raise WrongMoment("not_open")
