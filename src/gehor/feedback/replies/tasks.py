"""What follows when answers are released or written anew, and when a correction is replied to."""

from contextlib import suppress

from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, send_once
from gehor.feedback.models import Answer, Release
from gehor.feedback.stages.rules import BY_MACHINE
from gehor.ground.act import machine
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.relay import on
from gehor.ground.people.models import Contact
from gehor.process.steps import ANSWER_ANEW, ANSWER_CORRECTION, RELEASE_ANSWERS, REWRITE_ANSWER, TELL_REPLY

from . import actions, letters
from .models import Notice, Reply

POSTMAN = machine("postman")


@on(RELEASE_ANSWERS)
@on(ANSWER_ANEW)
@on(REWRITE_ANSWER)
@task()
def open_ratings(release_ids: list[int]) -> int:
    """Every answer that holds is put before those whom it concerns. Twice is harmless: asked once."""
    rows = Answer.objects.filter(dialogue__in=_dialogues(release_ids), decision__replaced_by__isnull=True)
    rows = rows.select_related("dialogue", "decision").order_by("pk")
    opened = 0
    for answer in rows:
        with suppress(WrongMoment):
            actions.open_rating(answer, actor=POSTMAN)
            opened += 1
    return opened


def _dialogues(release_ids: list[int]) -> list[int]:
    return list(Release.objects.filter(pk__in=release_ids).values_list("dialogue", flat=True))


@on(ANSWER_CORRECTION)
@task()
def tell_of_replies(reply_ids: list[int]) -> int:
    """Plan by which ways each is told, and let the messages set out. Twice is harmless: planned once."""
    rows = Reply.objects.select_related(
        "correction__dialogue__organisation", "correction__participant", "correction__contribution"
    )
    for reply in rows.filter(pk__in=reply_ids):
        for notice in actions.plan_notices(reply, actor=POSTMAN):
            if notice.way in BY_MACHINE:
                tell_one.enqueue(notice.pk)
    return len(reply_ids)


@task()
def tell_one(notice_id: int) -> None:
    """Send one message. May run twice: only one of two can claim it."""
    rows = Notice.objects.select_related(
        "participant", "reply__correction__dialogue__organisation", "reply__correction__contribution"
    )
    notice = rows.filter(UNSENT, pk=notice_id).first()
    if notice is None:
        return
    contact = Contact.objects.filter(
        participant=notice.participant_id, kind=notice.way, stopped_at__isnull=True
    ).first()
    # a fault in our own text shows before anything is claimed; without a contact they asked us to stop in between
    send = letters.sending(notice, contact) if contact else by_mail(None)
    send_once(notice, TELL_REPLY, notice.reply.correction.dialogue, actor=POSTMAN, send=send)
