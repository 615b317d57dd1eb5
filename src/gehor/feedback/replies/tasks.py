"""What follows when answers are released or written anew, and when a correction is replied to."""

from contextlib import suppress

from django_tasks import task

from gehor.feedback.delivering import post
from gehor.feedback.models import Answer, Release
from gehor.ground.act import machine
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.relay import on
from gehor.ground.journal.running import TryLater
from gehor.ground.people.models import Contact
from gehor.process.steps import ANSWER_ANEW, ANSWER_CORRECTION, RELEASE_ANSWERS, REWRITE_ANSWER

from . import actions, letters
from .models import Notice, Reply
from .rules import Way

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
    for reply_id in reply_ids:
        tell_one.enqueue(reply_id)
    return len(reply_ids)


@task()
def tell_one(reply_id: int) -> None:
    """Plan how, and send it where it goes by e-mail. May run twice: only one of two can claim it."""
    rows = Reply.objects.select_related(
        "correction__dialogue__organisation", "correction__participant", "correction__contribution"
    )
    reply = rows.get(pk=reply_id)
    notice = Notice.objects.filter(reply=reply).first() or actions.plan_notice(reply, actor=POSTMAN)
    if notice.way != Way.EMAIL or notice.started_at or notice.done_at or notice.refused:
        return
    notice.reply, notice.participant = reply, reply.correction.participant
    reached = Contact.objects.filter(kind=Contact.Kind.EMAIL, stopped_at__isnull=True)
    contact = reached.filter(participant=notice.participant_id).first()
    if contact is None:  # asked us to stop in between: a person or the page takes it over
        with suppress(WrongMoment):
            actions.start_notice(notice, actor=POSTMAN)
            actions.end_notice(notice, actor=POSTMAN, left=False, refused="address")
        return
    message = letters.notice_envelope(notice, contact)  # a fault in our own text shows before anything is claimed
    with suppress(WrongMoment):
        actions.start_notice(notice, actor=POSTMAN)
        outcome = post(message, attempt=notice.attempts)
        actions.end_notice(notice, actor=POSTMAN, left=outcome.left, refused=outcome.refused)
        if not outcome.left and not outcome.refused:
            raise TryLater
