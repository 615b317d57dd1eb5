"""Which message follows which step."""

from collections.abc import Sequence

from django.db import transaction
from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.process.steps import (
    CONTRIBUTE,
    ENTER,
    MASK,
    PUBLISH_CONTRIBUTION,
    RULE,
    SETTLE_AMENDMENT,
    TELL_AUTHOR,
    WITHHOLD,
)

from . import letters, queries
from .models import Notice

POSTMAN = machine("postman")


@on(RULE)
@task()
def tell_of_rulings(ruling_ids: list[int]) -> int:
    return _write(queries.rulings(ruling_ids))


@on(WITHHOLD)
@task()
def tell_of_withheld(contribution_ids: list[int]) -> int:
    return _write(queries.withheld(contribution_ids))


@on(MASK)
@task()
def tell_of_masking(wording_ids: list[int]) -> int:
    return _write(queries.masked(wording_ids))


@on(CONTRIBUTE)
@on(ENTER)
@task()
def tell_of_suggested(contribution_ids: list[int]) -> int:
    return _write(queries.suggested(contribution_ids))


@on(PUBLISH_CONTRIBUTION)
@task()
def tell_of_published(contribution_ids: list[int]) -> int:
    return _write([*queries.withheld(contribution_ids), *queries.suggested(contribution_ids)])


@on(SETTLE_AMENDMENT)
@task()
def tell_of_settled(verdict_ids: list[int]) -> int:
    return _write(queries.settled(verdict_ids))


@task()
def tell_one(notice_id: int) -> None:
    """Claim the message and send it. May run twice: only one of two can claim it."""
    rows = Notice.objects.select_related(
        "participant",
        "contribution__dialogue__organisation",
        "ruling__contribution",
        "wording",
        "amendment__contribution",
        "verdict__amendment__contribution",
    )
    notice = rows.filter(UNSENT, pk=notice_id).first()
    contact = (
        queries.addresses(notice.contribution).filter(participant=notice.participant_id).first() if notice else None
    )
    if notice is None or contact is None or not queries.still_holds(notice):
        return
    envelope = letters.notice_envelope(notice, contact)  # a fault in our own text shows before anything is claimed
    send_once(notice, TELL_AUTHOR, notice.contribution.dialogue, actor=POSTMAN, send=by_mail(envelope))


def _write(done: Sequence[queries.Done]) -> int:
    """A message for everybody with an address whose text it is. Twice is harmless."""
    rows = [
        Notice(participant_id=contact.participant_id, **each)
        for each in done
        for contact in queries.addresses(each["contribution"])
    ]
    with transaction.atomic():
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Notice.objects.filter(UNSENT, contribution__in={each["contribution"].pk for each in done})
    return enqueue_each(tell_one, list(waiting.order_by("pk").values_list("pk")))
