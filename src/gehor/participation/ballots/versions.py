"""Freezing what is asked: whoever answers later is asked the same, and a result says of which questions it is."""

import hashlib
import json
from typing import Any

from gehor.ground import catalogue, clock
from gehor.ground.errors import WrongMoment
from gehor.ground.sentences import refusal_text
from gehor.participation.models import Contribution
from gehor.participation.queries import has_closed, hold
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.method import Takes

from .models import FormVersion, Voter
from .queries import version


def freeze(activity: Activity) -> FormVersion | None:
    """The questions and the set-up as they stand now, as a version of their own unless they are the latest already.

    Called where an activity opens, and where its set-up is put right afterwards. None where nothing is voted on.
    """
    method = catalogue.methods()[activity.method]
    if Takes.BALLOTS not in method.takes or not method.counts(activity.setup):
        return None
    asked = _asked(activity)
    sha256 = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    latest = version(activity)
    if latest is not None and latest.sha256 == sha256:
        return latest
    number = latest.number + 1 if latest else 1
    return FormVersion.objects.create(activity=activity, number=number, sha256=sha256, made_at=clock.now(), **asked)


def as_asked(activity: Activity) -> FormVersion:
    """The version that counts now; before the opening what would be frozen, not stored."""
    if latest := version(activity):
        return latest
    return FormVersion(activity=activity, **_asked(activity))


def _asked(activity: Activity) -> dict[str, Any]:
    """The questions as they stand now, and the set-up that they are made of."""
    method = catalogue.methods()[activity.method]
    setup = dict(method.frozen(activity) if method.frozen else activity.setup)
    return {"questions": asking.to_json(method.questions(setup)), "setup": setup}


def why_fast(activity: Activity, *, closed: str, answered: str) -> str:
    """The code of why what is asked cannot be changed any more, or nothing."""
    if has_closed(activity):
        return closed
    if Voter.objects.filter(activity=activity).exists() or Contribution.objects.filter(activity=activity).exists():
        return answered
    return ""


def stands_fast(activity: Activity, *, closed: str, answered: str) -> str:
    """The same in a sentence."""
    code = why_fast(activity, closed=closed, answered=answered)
    return refusal_text(WrongMoment(code)) if code else ""


def hold_to_change(activity: Activity, *, closed: str, answered: str) -> None:
    """Inside an action that changes what is asked: nobody answers meanwhile. Raises WrongMoment if somebody has."""
    hold(activity.dialogue)
    activity.refresh_from_db(fields=["setup"])
    if code := why_fast(activity, closed=closed, answered=answered):
        raise WrongMoment(code)


def freeze_anew(activity: Activity) -> None:
    """What is asked has been put right. Before the opening there is nothing to freeze."""
    if version(activity) is not None:
        freeze(activity)
