"""Petitions with their support and their way."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.ballots.support import supporters
from gehor.participation.models import Contribution, Wording
from gehor.participation.queries import shown_wordings
from gehor.planning.models import Activity, Dialogue

from . import rules
from .models import Handling
from .rules import Handled, State


@dataclass(frozen=True)
class Petition:
    """One petition as everybody sees it."""

    contribution: Contribution
    support: int
    handlings: tuple[Handling, ...]
    state: State
    last_day: dt.date | None
    decided_before: dt.date | None
    may_be_supported: bool
    wording: Wording | None = None

    @property
    def percent(self) -> int:
        threshold = int(self.contribution.activity.setup.get("threshold") or 0)
        return min(100, 100 * self.support // threshold) if threshold else 0


def handlings(ids: Iterable[int]) -> dict[int, list[Handling]]:
    """Contribution → what was done with it, the first first."""
    found: defaultdict[int, list[Handling]] = defaultdict(list)
    for row in Handling.objects.filter(contribution__in=list(ids)).select_related("body"):
        found[row.contribution_id].append(row)
    return dict(found)


def petitions(contributions: Sequence[Contribution], *, worded: bool = False) -> list[Petition]:
    """These petitions of one or several activities, in their order: a query for handlings, one an activity for support,
    and one for the words.
    """
    known = handlings(each.pk for each in contributions)
    words = shown_wordings([each.pk for each in contributions]) if worded else {}
    support: dict[str, int] = {}
    for activity in {each.activity for each in contributions if rules.takes_support(each.activity.setup)}:
        some = [each.reference for each in contributions if each.activity_id == activity.pk]
        support |= {reference: len(voters) for reference, voters in supporters(activity, some).items()}
    return [
        _petition(each, support.get(each.reference, 0), known.get(each.pk, []), words.get(each.pk))
        for each in contributions
    ]


def _petition(one: Contribution, support: int, steps: Sequence[Handling], wording: Wording | None) -> Petition:
    setup, received_on = one.activity.setup, timezone.localdate(one.received_at)
    handled = [Handled(each.kind) for each in steps]
    ends_on = one.activity.ends_on
    when = {"received_on": received_on, "ends_on": ends_on, "handled": handled, "today": clock.today()}
    return Petition(
        contribution=one,
        support=support,
        handlings=tuple(steps),
        state=rules.state(setup, support=support, **when),
        last_day=rules.last_day(setup, received_on, ends_on=ends_on),
        decided_before=rules.decided_before(setup, received_on),
        may_be_supported=rules.may_be_supported(setup, **when),
        wording=wording,
    )


def supported(activity: Activity, reference: str, day: dt.date) -> Contribution:
    """The petition, where it could be supported on that day. Raises WrongInput, or WrongMoment not_to_be_supported."""
    rows = Contribution.objects.filter(activity=activity, published_at__isnull=False)
    one = rows.filter(reference=reference.strip().upper()).first()
    if one is None:
        raise WrongInput("unknown_to_support", field="about", word=reference.strip()[:20])
    handled = [Handled(each.kind) for each in handlings([one.pk]).get(one.pk, [])]
    when = {"received_on": timezone.localdate(one.received_at), "ends_on": activity.ends_on, "today": day}
    if not rules.may_be_supported(activity.setup, handled=handled, **when):
        raise WrongMoment("not_to_be_supported")
    return one


def listed(activity: Activity, *, published: bool = True) -> list[Contribution]:
    """The petitions of one activity, the newest first."""
    rows = Contribution.objects.filter(activity=activity).order_by("-received_at", "-pk")
    found = list(rows.filter(published_at__isnull=False) if published else rows)
    for each in found:
        each.activity = activity
    return found


def petition(dialogue: Dialogue, number: int, reference: str) -> Contribution:
    """One petition by its reference. Raises Http404."""
    rows = Contribution.objects.filter(
        dialogue=dialogue, activity__number=number, activity__method=rules.KEY, reference=reference.upper()
    )
    one = rows.select_related("activity").first()
    if one is None:
        raise Http404
    one.dialogue = one.activity.dialogue = dialogue
    return one
