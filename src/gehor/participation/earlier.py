"""Activities that were held elsewhere earlier: what people said there comes by file, or note by note, long after.

Nobody can take part in them, so they are never open outside the one transaction in which something is brought in.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.utils import timezone

from gehor.ground import aside, catalogue, clock
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.planning.models import Activity, Dialogue
from gehor.planning.queries import facts_known
from gehor.process.facts import Facts
from gehor.process.steps import IMPORT
from gehor.process.words import Channel

from .models import Opening
from .queries import is_open, opening_facts

_FIRST, _LAST = dt.time(0), dt.time(23, 59)


def is_held(activity: Activity) -> bool:
    return hasattr(activity.dialogue, "earlier")


def entering_facts(dialogue: Dialogue) -> Facts:
    """What is asked before something is typed in: of what is held here only whether it is open."""
    return facts_known(dialogue) if hasattr(dialogue, "earlier") else opening_facts(dialogue)


def takes_files(activity: Activity) -> bool:
    """Whether a file can be brought in now: it is open, or was held earlier and its findings are not signed off."""
    if is_held(activity):
        return not IMPORT.missing(facts_known(activity.dialogue))
    return is_open(activity)


def came(activity: Activity, *, channel: Channel, received_at: dt.datetime | None, is_reached: bool) -> dt.datetime:
    """When that which is typed in was received. is_reached: whether somebody is to be answered by it.

    Raises WrongInput where it cannot have come that way, at that time, or with an address.
    """
    if channel not in catalogue.methods()[activity.method].channels or channel in (Channel.WEB, Channel.IMPORT):
        raise WrongInput("unknown_channel", word=str(channel))
    if received_at and received_at > clock.now():
        raise WrongInput("received_in_future")
    if is_held(activity) and is_reached:
        raise WrongInput("no_addresses_from_earlier")
    when = received_at or undated(activity, now=clock.now())
    if is_held(activity) and not was_held_on(activity, when):
        raise WrongInput("received_outside", field="received_on", first=activity.begins_on, last=activity.ends_on)
    return when


def was_held_on(activity: Activity, moment: dt.datetime) -> bool:
    return activity.begins_on <= timezone.localdate(moment) <= activity.ends_on


def undated(activity: Activity, *, now: dt.datetime) -> dt.datetime:
    """When something is said to have been received that does not say so itself."""
    return _moment(activity.ends_on, dt.time(12)) if is_held(activity) else now


@contextmanager
def letting_in(activity: Activity) -> Iterator[None]:
    """Inside, contributions are let in; the database refuses them otherwise. Raises WrongMoment not_open.

    An activity that was held earlier is opened for this transaction alone, and left closed on the day when it ended.
    """
    if not is_held(activity) and not is_open(activity):
        raise WrongMoment("not_open")
    if aside.is_on():
        aside.framed(partial(letting_in, activity))
        yield
        return
    if not is_held(activity):
        yield
        return
    opened_at, closed_at = _moment(activity.begins_on, _FIRST), _moment(activity.ends_on, _LAST)
    Opening.objects.update_or_create(activity=activity, defaults={"opened_at": opened_at, "closed_at": None})
    yield
    Opening.objects.filter(activity=activity).update(closed_at=closed_at)


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    """That time of day in our own time zone."""
    return timezone.make_aware(dt.datetime.combine(day, time))
