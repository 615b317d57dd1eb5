"""The one step of this stage: a body decides on one finding, once, with its reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gehor.analysis.models import Finding
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body
from gehor.participation.models import Opening
from gehor.planning.models import Dialogue
from gehor.process.steps import DECIDE
from gehor.process.words import Outcome

from . import rules
from .models import Decision
from .queries import facts
from .rules import Votes

is_web_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def decide(
    finding: Finding,
    *,
    actor: Actor,
    outcome: str,
    reason: LocalText,
    body: Body,
    decided_on: dt.date,
    section: str,
    case_number: str,
    minutes_url: str = "",
    referred_to: str = "",
    votes: Votes | None = None,
    reservation: LocalText | None = None,
) -> Decision:
    """Record what the body decided on one finding. WrongMoment already_decided tells what was decided before."""
    act = begin(DECIDE, finding.dialogue, actor=actor, facts=facts)
    _refuse_a_second(finding)
    _check(finding.dialogue, outcome, body, decided_on)
    decision = Decision.objects.create(
        dialogue=finding.dialogue,
        weighs=finding,
        outcome=str(outcome),
        reason=written.local(reason, finding.dialogue.source_language, field="reason"),
        body=body,
        decided_on=decided_on,
        section=written.line(section.strip().removeprefix("§"), field="section", longest=20),
        case_number=written.line(case_number, field="case_number", longest=40),
        minutes_url=_address(minutes_url),
        referred_to=_receiver(outcome, referred_to),
        **_counted(votes),
        reservation=written.local(
            reservation or {}, finding.dialogue.source_language, field="reservation", required=False
        ),
        recorded_at=clock.now(),
        recorded_by_id=actor.account_id,
    )
    record(act, subject=decision, finding=finding.pk, outcome=decision.outcome, body=body.pk)
    return decision


def _refuse_a_second(finding: Finding) -> None:
    earlier = Decision.objects.select_related("body").filter(weighs=finding).first()
    if earlier is not None:
        raise WrongMoment(
            "already_decided",
            decision=earlier.pk,
            outcome=earlier.outcome,
            body=earlier.body.name,
            decided_on=earlier.decided_on,
            section=earlier.section,
        )


def _check(dialogue: Dialogue, outcome: str, body: Body, decided_on: dt.date) -> None:
    if outcome not in set(Outcome):
        raise WrongInput("unknown_outcome", field="outcome")
    if body.organisation_id != dialogue.organisation_id:
        raise WrongInput("not_our_body", field="body")
    if decided_on > clock.today():
        raise WrongInput("decided_in_the_future", field="decided_on", decided_on=decided_on)
    closed_at = Opening.objects.filter(activity__dialogue=dialogue).aggregate(last=Max("closed_at"))["last"]
    if decided_on < timezone.localdate(closed_at):
        raise WrongInput("decided_before_closing", field="decided_on", closed_on=timezone.localdate(closed_at))


def _counted(votes: Votes | None) -> dict[str, int]:
    if votes is None:
        return {}
    votes = rules.checked(votes)
    return {"votes_for": votes.cast_for, "votes_against": votes.against, "votes_abstained": votes.abstained}


def _address(minutes_url: str) -> str:
    address = written.line(minutes_url, field="minutes_url", required=False)
    try:
        if address:
            is_web_address(address)
    except ValidationError:
        raise WrongInput("minutes_url_wrong", field="minutes_url") from None
    return address


def _receiver(outcome: str, referred_to: str) -> str:
    if outcome != Outcome.REFERRED:
        return ""
    if not referred_to.strip():
        raise WrongInput("receiver_missing", field="referred_to")
    return written.line(referred_to, field="referred_to")
