"""What minutes say of a decision, checked: for a first decision and for one that takes another's place."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Max
from django.utils import timezone

from gehor.ground import clock, written
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body
from gehor.participation.queries import OPENED
from gehor.planning.models import Dialogue
from gehor.process.words import Outcome

from . import rules
from .models import Decision
from .rules import Votes

is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What the minutes say of one decision: the keywords of `decide` and `change_decision`."""

    outcome: str
    reason: LocalText
    body: Body
    decided_on: dt.date
    section: str
    case_number: str
    minutes_url: str = ""
    referred_to: str = ""
    votes: Votes | None = None
    reservation: LocalText | None = None


def prepared(dialogue: Dialogue, said: Minutes, *, actor: Actor) -> Decision:
    """A decision as it may be stored, not stored yet: for a first one and for one that takes another's place."""
    source = dialogue.source_language
    _check(dialogue, said)
    return Decision(
        dialogue=dialogue,
        outcome=str(said.outcome),
        reason=written.local(said.reason, source, field="reason"),
        body=said.body,
        decided_on=said.decided_on,
        section=written.section(said.section),
        case_number=written.line(said.case_number, field="case_number", longest=40),
        minutes_url=address_of(said.minutes_url),
        referred_to=receiver_of(said.outcome, said.referred_to),
        **_counted(said.votes),
        reservation=written.local(said.reservation or {}, source, field="reservation", required=False),
        recorded_at=clock.now(),
        recorded_by_id=actor.account_id,
    )


def _check(dialogue: Dialogue, said: Minutes) -> None:
    body, decided_on = said.body, said.decided_on
    if said.outcome not in set(Outcome):
        raise WrongInput("unknown_outcome", field="outcome")
    if body.organisation_id != dialogue.organisation_id:
        raise WrongInput("not_our_body", field="body")
    if body.is_dissolved(decided_on):
        raise WrongInput("body_is_dissolved", field="body", name=body.name, dissolved_on=body.dissolved_on)
    if decided_on > clock.today():
        raise WrongInput("decided_in_the_future", field="decided_on", decided_on=decided_on)
    ended_on = closed_on(dialogue)
    if ended_on and decided_on < ended_on:
        raise WrongInput("decided_before_closing", field="decided_on", closed_on=ended_on)


def closed_on(dialogue: Dialogue) -> dt.date | None:
    """The last day of taking part; no meeting can have taken it up before. None where nobody knows it any more."""
    if earlier := getattr(dialogue, "earlier", None):
        held_to: dt.date | None = earlier.held_to
        return held_to
    return timezone.localdate(OPENED.filter(activity__dialogue=dialogue).aggregate(last=Max("closed_at"))["last"])


def _counted(votes: Votes | None) -> dict[str, int]:
    if votes is None:
        return {}
    votes = rules.checked(votes)
    return {"votes_for": votes.cast_for, "votes_against": votes.against, "votes_abstained": votes.abstained}


def address_of(minutes_url: str) -> str:
    address = written.line(minutes_url, field="minutes_url", required=False)
    try:
        if address:
            is_web_address(address)
    except ValidationError:
        raise WrongInput("minutes_url_wrong", field="minutes_url") from None
    return address


def receiver_of(outcome: str, referred_to: str) -> str:
    if outcome != Outcome.REFERRED:
        return ""
    if not referred_to.strip():
        raise WrongInput("receiver_missing", field="referred_to")
    return written.line(referred_to, field="referred_to")
