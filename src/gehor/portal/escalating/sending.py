"""One mail to the manager about each promise that is late enough, not more often than weekly.

What the mail server does not take now waits for the next hour, until the promise is kept or the server has had three
days. A mail that was cut off in the middle is not sent again: rather once too seldom than twice.
"""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.db.models import F, Max
from django.utils import translation

from gehor.feedback.delivering import MOST_ATTEMPTS, post
from gehor.feedback.letters import message_id, rendered
from gehor.feedback.replies import queries as replies
from gehor.feedback.stages import queries as stages
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.languages import said
from gehor.portal.register import queries as register

from . import actions, queries, rules, texts
from .models import Escalation, Sent
from .queries import Late

CLOCK = machine("clock")


def escalate(rule: Escalation) -> int:
    """Write of what is late enough today, and of what was put off. Returns how many mails left."""
    if not rule.email:
        return 0
    here, today = rule.organisation, clock.today()
    late = queries.late_of(here, register.entries(here, with_groups=False), stages.owed_by(here), replies.owed_by(here))
    last = dict(Sent.objects.filter(organisation=here).order_by().values_list("key").annotate(last=Max("sent_on")))
    due = [
        each
        for each in late
        if rules.is_due(each.days, after=rule.after_days, last_sent=last.get(each.key), today=today)
    ]
    return _again(rule, {each.key: each for each in late}) + sum(_first(rule, each) for each in due)


def _first(rule: Escalation, late: Late) -> bool:
    try:
        row = actions.note_sent(
            rule.organisation, actor=CLOCK, key=late.key, sent_on=clock.today(), days_late=late.days
        )
    except IntegrityError:  # another run of this task was first
        return False
    return _post(rule, row, late)


def _again(rule: Escalation, late: dict[str, Late]) -> int:
    """What the mail server has put off. Of a promise that has been kept meanwhile nobody needs to hear."""
    rows = Sent.objects.filter(organisation=rule.organisation, waits=True).order_by("pk")
    left = 0
    for row in rows:
        if not Sent.objects.filter(pk=row.pk, waits=True).update(waits=False, attempts=F("attempts") + 1):
            continue  # another run of this task has it in hand
        row.refresh_from_db()
        if row.key in late and clock.today() - row.sent_on < rules.EVERY:
            left += _post(rule, row, late[row.key])
    return left


def _post(rule: Escalation, row: Sent, late: Late) -> bool:
    is_last = row.attempts >= rules.MOST_ATTEMPTS
    outcome = post(_mail(rule, late, number=row.pk), attempt=MOST_ATTEMPTS if is_last else 1)
    if not outcome.left:
        Sent.objects.filter(pk=row.pk).update(refused=outcome.refused[:60], waits=not outcome.refused)
    return outcome.left


def _mail(rule: Escalation, late: Late, *, number: int) -> EmailMessage:
    source = late.dialogue.source_language
    with translation.override(rule.language):
        context = {
            "late": late,
            "kind": texts.words_for(late),
            "title": " ".join(said(late.dialogue.title, source, rule.language)[0].split()),
            "what": _what(late, source, rule.language),
            "url": settings.ADDRESS + late.url,
            "organisation": rule.organisation,
            "days": rule.after_days,
        }
        letter = rendered("escalating/late.txt", context, language=rule.language)
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMessage(
        letter.subject,
        letter.body,
        formataddr((" ".join(rule.organisation.name.split()), sender)),
        [rule.email],
        headers={
            "Message-ID": message_id("escalation", number),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes back, please
            "Content-Language": rule.language,
        },
    )


def _what(late: Late, source: str, language: str) -> str:
    """Which measure, or whose contribution."""
    if late.kind == "stage" or not late.what:
        return ""
    return late.what if isinstance(late.what, str) else said(late.what, source, language)[0]
