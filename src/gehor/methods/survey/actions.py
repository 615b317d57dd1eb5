"""The questions of a survey are arranged; answers are saved for later, and taken away again."""

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.people.keeping import new_participant
from gehor.participation.ballots.versions import freeze_anew, hold_to_change
from gehor.participation.queries import opening_facts
from gehor.participation.receiving import must_be_within
from gehor.planning.models import Activity
from gehor.planning.queries import facts_known
from gehor.process.steps import ARRANGE_QUESTIONS, DROP_SAVED, SAVE_ANSWERS

from . import keeping, rules
from .models import Draft
from .rules import Questions

FILLED_MOST = 200_000  # characters

# Why its questions cannot be changed any more
WHY_FAST = {"closed": "survey_is_closed", "answered": "survey_has_answers"}


@transaction.atomic
def arrange_questions(activity: Activity, *, actor: Actor, change: Callable[[Questions], Questions]) -> Activity:
    """The questions become what `change` makes of them, as long as nobody has answered this survey."""
    act = begin(ARRANGE_QUESTIONS, activity.dialogue, actor=actor, facts=facts_known)
    hold_to_change(activity, **WHY_FAST)
    asked = rules.sound(change(rules.questions(activity.setup)))
    activity.setup = {**activity.setup, **rules.setup_of(asked)}
    activity.save(update_fields=["setup"])
    freeze_anew(activity)
    record(act, subject=activity, questions=len(asked))
    return activity


@transaction.atomic
def save_answers(
    activity: Activity, *, actor: Actor, draft: Draft | None, filled: Mapping[str, Sequence[str]], page: int
) -> Draft:
    """Keep what somebody has filled in, under a receipt code of their own. draft: saved before, and saved anew."""
    act = begin(SAVE_ANSWERS, activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    must_be_within(activity)
    if sum(len(name) + sum(map(len, values)) for name, values in filled.items()) > FILLED_MOST:
        raise WrongInput("draft_too_long")
    holder = draft.participant if draft else new_participant(activity.dialogue.organisation)
    kept, _is_new = Draft.objects.update_or_create(
        participant=holder,
        defaults={"activity": activity, "filled": dict(filled), "page": page, "kept_at": clock.now()},
    )
    record(act, subject=kept, activity=activity.pk)
    return kept


@transaction.atomic
def drop_saved(draft: Draft, *, actor: Actor) -> None:
    """What was saved has been sent, or whoever saved it does not want it any more."""
    act = begin(DROP_SAVED, draft.activity.dialogue, actor=actor)
    record(act, subject=draft, activity=draft.activity_id)
    keeping.forget(Draft.objects.filter(pk=draft.pk))
