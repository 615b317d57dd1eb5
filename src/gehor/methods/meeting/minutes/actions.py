"""Publishing minutes, asking that they be corrected, and answering."""

from uuid import UUID

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.participation.queries import opening_facts
from gehor.participation.rules import tidy
from gehor.planning.models import Activity
from gehor.process.steps import ASK_CORRECTION, PUBLISH_MINUTES, SETTLE_CORRECTION

from ..phases import Deed
from ..queries import must_allow
from . import queries, rules
from .models import Correction, Version


@transaction.atomic
def publish(activity: Activity, *, actor: Actor, text: LocalText, days: int, version: int) -> Version:
    """A new version beside the earlier ones. version: its number, as the page said; else somebody was faster."""
    act = begin(PUBLISH_MINUTES, activity.dialogue, actor=actor, facts=opening_facts)
    must_allow(activity, Deed.WRITE_UP)
    before = queries.versions(activity)
    if version != len(before) + 1:
        raise WrongMoment("another_version_meanwhile")
    if before and dict(text) == before[0].text:
        raise WrongInput("minutes_unchanged", field="text")
    if not 0 <= days <= rules.DAYS_MOST:
        raise WrongInput("days_to_correct", field="days", most=rules.DAYS_MOST)
    made = Version.objects.create(
        activity=activity,
        number=version,
        text=dict(text),
        correct_until=rules.last_day(clock.today(), days),
        published_at=clock.now(),
        published_by_id=actor.account_id,
    )
    record(act, subject=made, activity=activity.pk, version=version)
    return made


@transaction.atomic
def ask_correction(
    version: Version, *, actor: Actor, submission: UUID, participant: Participant, text: str
) -> Correction:
    """Somebody who was there would have it otherwise. Raises WrongMoment corrected_before for a form sent twice."""
    act = begin(ASK_CORRECTION, version.activity.dialogue, actor=actor, facts=opening_facts)
    if Correction.objects.filter(submission=submission).exists():
        raise WrongMoment("corrected_before")
    if not queries.was_there(version.activity, participant):
        raise WrongInput("was_not_there", field="receipt")
    if clock.today() > version.correct_until:
        raise WrongMoment("corrections_are_over", until=version.correct_until)
    if version.number != queries.versions(version.activity)[0].number:
        raise WrongMoment("newer_minutes")
    text = tidy(text)
    if not text:
        raise WrongInput("say_what_is_wrong", field="text")
    if len(text) > rules.CORRECTION_MOST:
        raise WrongInput("correction_too_long", field="text", most=rules.CORRECTION_MOST)
    made = Correction.objects.create(
        version=version, participant=participant, text=text, submission=submission, received_at=clock.now()
    )
    record(act, subject=made, version=version.pk)
    return made


@transaction.atomic
def settle(correction: Correction, *, actor: Actor, outcome: str, reason: str = "") -> Correction:
    """Taken in, or not, with the reason. Each is answered once."""
    act = begin(SETTLE_CORRECTION, correction.version.activity.dialogue, actor=actor, facts=opening_facts)
    correction.refresh_from_db(from_queryset=Correction.objects.select_for_update())
    if correction.settled_at is not None:
        raise WrongMoment("correction_settled")
    if outcome not in set(rules.Outcome):
        raise WrongInput("unknown_settlement", field="outcome")
    reason = tidy(reason)
    if outcome == rules.Outcome.NOT_TAKEN and not reason:
        raise WrongInput("say_why_not", field="reason")
    if len(reason) > rules.REASON_MOST:
        raise WrongInput("correction_too_long", field="reason", most=rules.REASON_MOST)
    correction.outcome, correction.reason = outcome, reason
    correction.settled_at, correction.settled_by_id = clock.now(), actor.account_id
    correction.save(update_fields=["outcome", "reason", "settled_at", "settled_by"])
    record(act, subject=correction, outcome=outcome)
    return correction
