"""What follows when a check is opened and when an objection is answered."""

from django.db.models import Q
from django_tasks import task

from gehor.analysis.checking.models import Check, Reply
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.people.queries import reached_by_mail
from gehor.participation.models import Contribution
from gehor.process.steps import ANSWER_OBJECTION, OPEN_CHECK, TELL_OF_CHECK

from . import actions, letters
from .models import Notice

POSTMAN = machine("postman")
REACHED = reached_by_mail()


@on(OPEN_CHECK)
@task()
def tell_of_checks(check_ids: list[int]) -> int:
    """One task for everybody with an address who took part, also by their table's voice."""
    told = 0
    for check in Check.objects.filter(pk__in=check_ids):
        said = Contribution.objects.filter(dialogue=check.dialogue_id).values("participant")
        here = REACHED.filter(Q(participant__in=said) | Q(participant__voices__in=said))
        participants = here.order_by("participant_id").values_list("participant_id", flat=True).distinct()
        told += enqueue_each(tell_one, [(participant_id, check.pk, None) for participant_id in participants])
    return told


@on(ANSWER_OBJECTION)
@task()
def tell_of_answers(reply_ids: list[int]) -> int:
    replies = Reply.objects.filter(pk__in=reply_ids, response__participant__in=REACHED.values("participant"))
    return enqueue_each(
        tell_one, list(replies.values_list("response__participant_id", "response__check_round_id", "pk"))
    )


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
    send_once(notice, TELL_OF_CHECK, check.dialogue, actor=POSTMAN, send=by_mail(message))
