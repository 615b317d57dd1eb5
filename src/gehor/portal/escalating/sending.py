"""One mail to the manager about each promise that is late enough, not more often than weekly."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import translation

from gehor.feedback.delivering import MOST_ATTEMPTS, post
from gehor.feedback.letters import message_id
from gehor.feedback.replies import queries as replies
from gehor.feedback.stages import queries as stages
from gehor.feedback.stages.texts import STAGES
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.languages import said
from gehor.portal.register import queries as register

from . import actions, queries, rules, texts
from .models import Escalation, Sent
from .queries import Late

CLOCK = machine("clock")


def escalate(rule: Escalation) -> int:
    """Write of what is late enough today. Returns how many mails left."""
    if not rule.email:
        return 0
    here, today = rule.organisation, clock.today()
    late = [
        *queries.late_answers(register.entries(here, with_groups=False)),
        *queries.late_stages(stages.owed_by(here)),
        *queries.late_corrections(replies.owed_by(here)),
        *queries.late_measures(here),
    ]
    last = dict(Sent.objects.filter(organisation=here).order_by().values_list("key").annotate(last=Max("sent_on")))
    due = [
        each
        for each in late
        if rules.is_due(each.days, after=rule.after_days, last_sent=last.get(each.key), today=today)
    ]
    return sum(_send(rule, each) for each in due)


def _send(rule: Escalation, late: Late) -> bool:
    try:
        row = actions.note_sent(
            rule.organisation, actor=CLOCK, key=late.key, sent_on=clock.today(), days_late=late.days
        )
    except IntegrityError:  # another run of this task was first
        return False
    outcome = post(_mail(rule, late, number=row.pk), attempt=MOST_ATTEMPTS)
    if outcome.refused:
        Sent.objects.filter(pk=row.pk).update(refused=outcome.refused[:60])
    return outcome.left


def _mail(rule: Escalation, late: Late, *, number: int) -> EmailMessage:
    source = late.dialogue.source_language
    with translation.override(rule.language):
        context = {
            "late": late,
            "kind": texts.KINDS[late.kind],
            "title": " ".join(said(late.dialogue.title, source, rule.language)[0].split()),
            "what": _what(late, source, rule.language),
            "url": settings.ADDRESS + late.url,
            "organisation": rule.organisation,
            "days": rule.after_days,
        }
        written = render_to_string("escalating/late.txt", context).strip() + "\n"
    subject, _, body = written.partition("\n")  # the template's first line
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMessage(
        " ".join(subject.split()),
        body.lstrip("\n"),
        formataddr((" ".join(rule.organisation.name.split()), sender)),
        [rule.email],
        headers={
            "Message-ID": message_id("escalation", number),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes back, please
            "Content-Language": rule.language,
        },
    )


def _what(late: Late, source: str, language: str) -> str:
    if late.kind == "stage":
        return str(STAGES[late.what][0])
    return late.what if isinstance(late.what, str) else said(late.what, source, language)[0]
