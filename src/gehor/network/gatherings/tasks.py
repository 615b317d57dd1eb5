"""What follows by itself: mails go out, each once; reminders are sent on their days; dead addresses rest."""

import datetime as dt
from collections.abc import Sequence

from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.worker import hourly
from gehor.process.learning import (
    ANSWER_INVITATION,
    ASK_HOW_IT_WAS,
    BRING_COLLEAGUE,
    CANCEL_GATHERING,
    CHANGE_GATHERING,
    INVITE,
    JOIN_GUESTS,
    MERGE_PARTNERS,
    REMIND,
    TELL_GUEST,
)

from ..models import Partner
from . import actions, letters, queries, rules
from .models import Gathering, Guest, Message

POSTMAN = machine("postman")
CARETAKER = machine("caretaker")
BOUNCED = ("recipient 5", "address")  # as gehor.feedback.delivering says it: there is no such address


@on(INVITE)
@on(REMIND)
@on(CHANGE_GATHERING)
@on(CANCEL_GATHERING)
@on(ASK_HOW_IT_WAS)
@task()
def tell_guests(gathering_ids: Sequence[int]) -> int:
    return enqueue_each(tell, [(message,) for message in queries.messages_to_send(gathering_ids)])


@on(ANSWER_INVITATION)
@on(BRING_COLLEAGUE)
@on(JOIN_GUESTS)
@task()
def tell_after_answers(guest_ids: Sequence[int]) -> int:
    """Whoever got a place, and whoever was registered by somebody else."""
    gatherings = Guest.objects.filter(pk__in=guest_ids).values("gathering")
    about = [Message.About.PLACED, Message.About.REGISTERED]
    waiting = Message.objects.filter(UNSENT, guest__gathering__in=gatherings, about__in=about)
    return enqueue_each(tell, [(message,) for message in waiting.order_by("pk").values_list("pk", flat=True)])


@on(MERGE_PARTNERS)
@task()
def join_guests(partner_ids: Sequence[int]) -> int:
    """Who was reached at both partners and is twice among the guests of a meeting has one seat, and gets one mail."""
    partners = Partner.objects.filter(pk__in=partner_ids).select_related("merged_into")
    pairs = [pair for partner in partners for pair in queries.doubles(partner)]
    for first, other in pairs:
        actions.join_guests(first, other, actor=CARETAKER)
    return len(pairs)


@task()
def tell(message_id: int) -> None:
    """One mail, once. May run twice: only one of two can claim it."""
    rows = Message.objects.select_related(
        "guest__contact__partner__host",
        "guest__contact__partner__merged_into",
        "guest__gathering__network__host",
        "guest__brought_by__contact",
    )
    message = rows.filter(UNSENT, pk=message_id).first()
    if message is None or _is_moot(message):
        return
    host = message.guest.gathering.network.host
    send_once(message, TELL_GUEST, host, actor=POSTMAN, send=by_mail(letters.envelope(message)))
    message.refresh_from_db(fields=["refused"])
    if message.refused.startswith(BOUNCED) and message.guest.contact.no_mail_since is None:
        actions.stop_writing(message.guest.contact, actor=POSTMAN)


def _is_moot(message: Message) -> bool:
    """Of a meeting that is cancelled nothing else is told."""
    return message.guest.gathering.cancelled_at is not None and message.about != Message.About.CANCELLED


@hourly
def remind() -> None:
    """On their days: who has not answered, who comes, and whose organisation took something home."""
    today = clock.today()
    ahead = Gathering.objects.filter(held_on__gte=today, cancelled_at=None).select_related("network__host")
    for gathering in ahead:
        for about, due in _due(gathering):
            if due <= today and gathering.guests.exists() and queries.to_remind(gathering, about):
                actions.remind(gathering, actor=CARETAKER, about=about)


@hourly
def forget_lecturers() -> None:
    for gathering in queries.lecturers_to_forget(clock.today()):
        actions.forget_lecturers(gathering, actor=CARETAKER)


def _due(gathering: Gathering) -> list[tuple[str, dt.date]]:
    due = [
        (Message.About.COMING.value, gathering.held_on - rules.COMING_BEFORE),
        (Message.About.PROMISED.value, gathering.held_on - rules.ASK_ABOUT_BEFORE),
    ]
    if clock.today() <= gathering.answer_by:
        due.append((Message.About.REMINDED.value, gathering.answer_by - rules.REMIND_BEFORE))
    return due
