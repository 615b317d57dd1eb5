"""Anybody reports a text; staff hide it, show it again or leave it as it is. The contribution stays and counts."""

from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.models import Contribution, Wording
from gehor.participation.queries import facts, opening_facts
from gehor.participation.rules import tidy_line
from gehor.participation.storing import reworded
from gehor.planning.models import Activity, Dialogue
from gehor.process.steps import PUBLISH_CONTRIBUTION, READ_APART, REPORT, RULE, SET_LIMIT
from gehor.process.words import MaskReason

from . import covering, queries, rules
from .models import NetworkLimit, Report, ReportText, Ruling
from .waiting import waiting


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
    made = Report.objects.create(contribution=contribution, reason=reason, submission=submission, at=clock.now())
    if text:
        ReportText.objects.create(report=made, text=text)
    record(act, subject=made, contribution=contribution.pk, reason=reason)
    return made


@transaction.atomic
def rule(contribution: Contribution, *, actor: Actor, kind: str, reason: str = "", note: str = "") -> Ruling:
    """Hide a text, show it again, set it apart, or keep it as it is after a report.

    `published_at` stays what every list asks. Set apart, a new wording stands wherever the text stood, for staff too.
    """
    act = begin(RULE, contribution.dialogue, actor=actor, facts=facts)
    reports = queries.open_reports(contribution)
    if kind not in rules.possible(queries.latest_kind(contribution), is_reported=bool(reports)):
        raise WrongMoment("ruled_meanwhile", reference=contribution.reference)
    if kind in rules.HIDDEN and reason not in set(rules.Reason):
        raise WrongInput("unknown_reason", field="reason")
    note = tidy_line(note)
    if len(note) > rules.NOTE_MOST:
        raise WrongInput("note_too_long", field="note")
    if kind != rules.Ruling.KEEP:
        contribution.published_at = clock.now() if kind == rules.Ruling.RESTORE else None
        contribution.save(update_fields=["published_at"])
    if kind == rules.Ruling.APART:
        _set_apart(contribution, actor)
    made = Ruling.objects.create(
        contribution=contribution,
        kind=kind,
        reason=reason if kind in rules.HIDDEN else "",
        note=note,
        settles=reports[-1] if reports else None,
        at=clock.now(),
        by_id=actor.account_id,
    )
    also = covering.told([], covering.cover_repeats(contribution) if kind in rules.HIDDEN else [])
    record(act, subject=made, contribution=contribution.pk, kind=str(kind), reason=made.reason, **also)
    return made


@transaction.atomic
def show_waiting(activity: Activity, *, actor: Actor, until: int) -> int:
    """Show all that waits in an activity, up to a number: nobody has read it. Returns how many.

    What looks as if it held personal data, and what somebody has to look at by itself, waits on.
    """
    act = begin(PUBLISH_CONTRIBUTION, activity.dialogue, actor=actor, facts=facts)
    rows = [each.contribution for each in waiting(activity).wordings if each.contribution_id <= until]
    if not rows:
        raise WrongMoment("nothing_waits")
    now = clock.now()
    for each in rows:
        each.published_at = now
    Contribution.objects.bulk_update(rows, ["published_at"], batch_size=500)
    record_each(act, ((each, {"unread": True}) for each in rows))
    return len(rows)


@transaction.atomic
def set_limit(dialogue: Dialogue, *, actor: Actor, crowd: str) -> NetworkLimit:
    """Let less or more come from one network than usual: a flood is stopped, or a school class comes in."""
    act = begin(SET_LIMIT, dialogue, actor=actor, facts=facts)
    if crowd not in set(rules.Crowd):
        raise WrongInput("unknown_crowd", field="crowd")
    settled, _made = NetworkLimit.objects.update_or_create(dialogue=dialogue, defaults={"crowd": crowd})
    record(act, subject=settled, crowd=crowd)
    return settled


@transaction.atomic
def read_apart(contribution: Contribution, *, actor: Actor) -> list[Wording]:
    """Read a text that is set apart: as it was received, and as it was masked. Each reading leaves an entry."""
    act = begin(READ_APART, contribution.dialogue, actor=actor, facts=facts)
    if not queries.is_apart(contribution):
        raise WrongMoment("not_set_apart")
    record(act, subject=contribution)
    return list(contribution.wordings.order_by("number"))[:-1]


def _set_apart(contribution: Contribution, actor: Actor) -> None:
    contribution.attachments.update(published_at=None)
    with translation.override(contribution.dialogue.source_language):
        words = _("The text is set apart, and read only by those who handle it.")
    reason = MaskReason.PROTECTED_IDENTITY
    reworded(contribution, title="", text=words, reason=reason, worded_by_id=actor.account_id)
