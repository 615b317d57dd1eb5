"""What follows when a check is opened and when an objection is answered."""

from contextlib import suppress

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from gehor.analysis.checking.models import Check, Reply
from gehor.feedback.delivering import post
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.relay import on
from gehor.ground.journal.running import TryLater
from gehor.ground.people.models import Contact
from gehor.participation.models import Contribution
from gehor.process.steps import ANSWER_OBJECTION, OPEN_CHECK

from . import actions, letters
from .models import Notice

POSTMAN = machine("postman")
AT_ONCE = 50  # enqueued in one transaction, so that nobody who writes has to wait long
REACHED = Contact.objects.filter(kind=Contact.Kind.EMAIL, stopped_at__isnull=True)


@on(OPEN_CHECK)
@task()
def tell_of_checks(check_ids: list[int]) -> int:
    """One task for everybody with an address who took part, also by their table's voice."""
    told = 0
    for check in Check.objects.filter(pk__in=check_ids):
        said = Contribution.objects.filter(dialogue=check.dialogue_id).values("participant")
        here = REACHED.filter(Q(participant__in=said) | Q(participant__voices__in=said))
        participants = list(here.order_by("participant_id").values_list("participant_id", flat=True).distinct())
        for start in range(0, len(participants), AT_ONCE):
            with transaction.atomic():
                for participant_id in participants[start : start + AT_ONCE]:
                    tell_one.enqueue(participant_id, check.pk, None)
        told += len(participants)
    return told


@on(ANSWER_OBJECTION)
@task()
def tell_of_answers(reply_ids: list[int]) -> int:
    replies = Reply.objects.filter(pk__in=reply_ids, response__participant__in=REACHED.values("participant"))
    rows = list(replies.values_list("response__participant_id", "response__check_round_id", "pk"))
    with transaction.atomic():
        for row in rows:
            tell_one.enqueue(*row)
    return len(rows)


@task()
def tell_one(participant_id: int, check_id: int, reply_id: int | None) -> None:
    """Plan the message, claim it, send it. May run twice: only one of two can claim it."""
    contact = REACHED.select_related("participant").filter(participant=participant_id).first()
    check = Check.objects.select_related("dialogue__organisation").get(pk=check_id)
    if contact is None or (reply_id is None and (check.closed_at or clock.today() > check.last_day)):
        return
    reply = Reply.objects.select_related("response__finding").filter(pk=reply_id).first() if reply_id else None
    notice = Notice.objects.filter(participant=participant_id, about=check, reply=reply).first()
    if notice is None:
        notice = actions.plan_notice(contact.participant, actor=POSTMAN, about=check, reply=reply)
    if notice.started_at or notice.done_at or notice.refused:
        return
    notice.about, notice.reply, notice.participant = check, reply, contact.participant
    message = letters.notice_envelope(notice, contact)  # a fault in our own text shows before anything is claimed
    with suppress(WrongMoment):
        actions.start_notice(notice, actor=POSTMAN)
        outcome = post(message, attempt=notice.attempts)
        actions.end_notice(notice, actor=POSTMAN, left=outcome.left, refused=outcome.refused)
        if not outcome.left and not outcome.refused:
            raise TryLater
