"""What it means that a meeting closes: before it has begun it is called off, and while the room votes it cannot."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.ground import clock
from gehor.ground.errors import WrongMoment
from gehor.planning.models import Activity

from . import rules
from .live.models import Poll
from .registering import queries as registering


def closing_means(activity: Activity) -> str:
    """For whoever is about to close it; nothing where the meeting has begun."""
    held = rules.occasion(activity.setup)
    if held is None or not held.is_called_off(timezone.localtime(clock.now())):
        return ""
    counted = registering.counted(activity)
    people = counted.placed + counted.waiting
    if not people:
        return _("The meeting has not been held. If you close now it is called off.")
    told = ngettext(
        "The meeting has not been held. If you close now it is called off: %(people)d person has registered, and "
        "whoever has left an address is told.",
        "The meeting has not been held. If you close now it is called off: %(people)d people have registered, and "
        "those who have left an address are told.",
        people,
    ) % {"people": people}
    better = _("If you want to tell them why, call it off on the page where it is moved.")
    return f"{told} {better}"


def no_vote_goes_on(activity: Activity) -> None:
    """Raises WrongMoment: votes that nobody closes would never be noted."""
    if Poll.objects.filter(activity=activity, closed_at=None).exists():
        raise WrongMoment("vote_goes_on")
