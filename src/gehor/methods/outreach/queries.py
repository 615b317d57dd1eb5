"""What the talks came to: for staff and for everybody."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils import translation

from gehor.ground.languages import LocalText
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.process.ratings import FEWEST
from gehor.recruitment.models import TargetGroup

from . import rules
from .models import Effort
from .texts import KINDS

KEY = "outreach"


@dataclass(frozen=True)
class Reached:
    """A target group, how many talks reached it, and how many it was to reach."""

    group: TargetGroup
    talks: int


def groups(activity: Activity) -> list[TargetGroup]:
    found = list(TargetGroup.objects.filter(dialogue=activity.dialogue_id))
    for each in found:
        each.dialogue = activity.dialogue
    return found


def called(activity: Activity) -> dict[str, dict[str, LocalText]]:
    """What the keys in what was noted are called: the kinds of talk, and the target groups by their numbers."""
    kinds = {
        key: {language: _in(words, language) for language, _name in settings.LANGUAGES} for key, words in KINDS.items()
    }
    return {"kind": kinds, "group": {str(each.pk): each.name for each in groups(activity)}}


def _in(words: Any, language: str) -> str:
    with translation.override(language):
        return str(words)


def days(activity: Activity) -> list[rules.Day]:
    rows = Effort.objects.filter(activity=activity)
    return rules.per_day(rows.values_list("day", "place", "kind", "approached", "spoke"))


def reached(activity: Activity, known: list[TargetGroup]) -> list[Reached]:
    """Each target group with the talks in which it was said to be reached."""
    rows = Contribution.objects.filter(activity=activity).values_list("values", flat=True)
    count = Counter(values.get("group") for values in rows)
    return [Reached(each, count[each.pk]) for each in known]


@dataclass(frozen=True)
class GroupsTold:
    """The target groups that talks reached, as everybody may read it. few: how many more, with too few talks."""

    groups: tuple[Reached, ...] = ()
    few: int = 0


def told_of(groups: list[Reached]) -> GroupsTold:
    """Small numbers are left out: somebody could be recognised."""
    spoken = [each for each in groups if each.talks]
    told = tuple(each for each in spoken if each.talks >= FEWEST)
    return GroupsTold(told, len(spoken) - len(told))


def reached_in(dialogue: Dialogue) -> GroupsTold:
    """The same of all talks of a dialogue, whatever activity: one query."""
    talks = Contribution.objects.filter(dialogue=dialogue, activity__method=KEY)
    of_group = talks.order_by().annotate(group=Cast(KT("values__group"), TextField()))
    own = of_group.filter(group=Cast(OuterRef("pk"), TextField())).values("group").annotate(n=Count("pk")).values("n")
    found = TargetGroup.objects.filter(dialogue=dialogue).annotate(talks=Coalesce(Subquery(own), 0))
    return told_of([Reached(each, each.talks) for each in found])


def public_page(activity: Activity) -> dict[str, Any]:
    """For everybody: where we were and how many spoke. Few are not told: somebody could be recognised."""
    found = days(activity)
    shown = [each for each in found if each.rate.spoke >= FEWEST]
    return {
        "reached": told_of(reached(activity, groups(activity))),
        "days": shown,
        "hidden": len(found) - len(shown),
        "whole": rules.together(shown) if shown else None,  # else the sum would tell what is hidden
        "places": rules.places(activity.setup),
    }
