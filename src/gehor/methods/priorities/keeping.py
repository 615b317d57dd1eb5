"""The categories of an earlier activity, as they stand when this one opens."""

from typing import Any

from gehor.ground import catalogue
from gehor.ground.errors import WrongMoment
from gehor.planning.models import Activity

from . import rules
from .rules import LEAST, MOST_IN_PAIRS, Way


def frozen(activity: Activity) -> dict[str, Any]:
    """The set-up as it is asked about; with the categories, where they are another activity's."""
    number = activity.setup.get("earlier")
    if not number:
        return dict(activity.setup)
    before = Activity.objects.filter(dialogue=activity.dialogue_id, number=number).first()
    method = catalogue.methods().get(before.method) if before else None
    return rules.frozen(activity.setup, method.categories(before.setup) if method else ())


def may_open(activity: Activity) -> None:
    """Raises WrongMoment where there is too little, or too much, to choose among."""
    known = rules.options(frozen(activity))
    if len(known) < LEAST:
        raise WrongMoment("too_few_to_choose")
    if rules.way_of(activity.setup) is Way.PAIRWISE and len(known) > MOST_IN_PAIRS:
        raise WrongMoment("too_many_pairs", most=MOST_IN_PAIRS, count=len(known))
