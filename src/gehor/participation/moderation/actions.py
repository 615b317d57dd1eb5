"""Anybody reports a text; staff hide it, show it again or leave it as it is. The contribution stays and counts."""

from uuid import UUID

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.models import Contribution
from gehor.participation.queries import facts, opening_facts
from gehor.participation.rules import tidy_line
from gehor.process.steps import REPORT, RULE

from . import queries, rules
from .models import Report, Ruling


@transaction.atomic
def report(contribution: Contribution, *, actor: Actor, submission: UUID, reason: str, text: str = "") -> Report:
    """Ask that a text be looked at. Raises WrongMoment reported_before when the same form was sent before."""
    act = begin(REPORT, contribution.dialogue, actor=actor, facts=opening_facts)
    if Report.objects.filter(submission=submission).exists():
        raise WrongMoment("reported_before")
    if not Contribution.objects.filter(pk=contribution.pk, published_at__isnull=False).exists():
        raise WrongMoment("not_shown_now")
    if reason not in rules.TO_REPORT:
        raise WrongInput("unknown_reason", field="reason")
    text = tidy_line(text)
    if reason == rules.OTHER and not text:
        raise WrongInput("say_what_is_wrong", field="text")
    if len(text) > rules.TEXT_MOST:
        raise WrongInput("report_too_long", field="text")
    made = Report.objects.create(
        contribution=contribution, reason=reason, text=text, submission=submission, at=clock.now()
    )
    record(act, subject=made, contribution=contribution.pk, reason=reason)
    return made


@transaction.atomic
def rule(contribution: Contribution, *, actor: Actor, kind: str, reason: str = "", note: str = "") -> Ruling:
    """Hide a text, show it again, or keep it as it is after a report. `published_at` stays what every list asks."""
    act = begin(RULE, contribution.dialogue, actor=actor, facts=facts)
    reports = queries.open_reports(contribution)
    if kind not in rules.possible(queries.latest_kind(contribution), is_reported=bool(reports)):
        raise WrongMoment("ruled_meanwhile", reference=contribution.reference)
    if kind == rules.Ruling.HIDE and reason not in set(rules.Reason):
        raise WrongInput("unknown_reason", field="reason")
    note = tidy_line(note)
    if len(note) > rules.NOTE_MOST:
        raise WrongInput("note_too_long", field="note")
    if kind != rules.Ruling.KEEP:
        contribution.published_at = clock.now() if kind == rules.Ruling.RESTORE else None
        contribution.save(update_fields=["published_at"])
    made = Ruling.objects.create(
        contribution=contribution,
        kind=kind,
        reason=reason if kind == rules.Ruling.HIDE else "",
        note=note,
        settles=reports[-1] if reports else None,
        at=clock.now(),
        by_id=actor.account_id,
    )
    record(act, subject=made, contribution=contribution.pk, kind=str(kind), reason=made.reason)
    return made
