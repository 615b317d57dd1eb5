"""Which meeting a page is about: one door for everybody, one for those who work with it."""

from django.http import Http404, HttpRequest

from gehor.participation.intake import doors
from gehor.planning import queries as planning
from gehor.planning.models import Activity
from gehor.process.step import Step

from .queries import KEY


def public_meeting(slug: str, number: int) -> Activity:
    """Raises Http404 for what is no meeting of a public dialogue."""
    return _a_meeting(planning.activity_of(planning.public_dialogue(slug), number))


def meeting_of(request: HttpRequest, slug: str, number: int, *, step: Step) -> Activity:
    """The activity, if it is a meeting and this person may take the step there. Else 404 or 403."""
    return _a_meeting(doors.activity_of(request, slug, number, step=step))


def _a_meeting(activity: Activity) -> Activity:
    if activity.method != KEY:
        raise Http404
    return activity
