"""What follows in the background: a release is delivered, a contribution is thanked for."""

from django_tasks import task

from gehor.ground.act import machine
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.relay import on
from gehor.ground.people.models import Participant
from gehor.planning.models import Dialogue
from gehor.process.steps import (
    ANSWER_ANEW,
    CAST,
    CONTRIBUTE,
    ENTER,
    ENTER_CAST,
    GIVE_CONTACT,
    RELEASE_ANSWERS,
    REWRITE_ANSWER,
    SETTLE_DELIVERY,
)

from . import actions, delivering, queries
from .attempts import UNSENT
from .models import Delivery, ReceiptMessage

POSTMAN = machine("postman")


@on(ANSWER_ANEW)
@on(REWRITE_ANSWER)
@on(RELEASE_ANSWERS)
@task()
def deliver_released(release_ids: list[int]) -> int:
    """One task for each message that waits. Twice is harmless: only one of two tasks can claim a delivery."""
    return _enqueue_each(queries.waiting_emails(release_ids=release_ids))


@on(SETTLE_DELIVERY)
@task()
def deliver_again(delivery_ids: list[int]) -> int:
    return _enqueue_each(queries.waiting_emails(delivery_ids=delivery_ids))


@task()
def deliver_one(delivery_id: int) -> None:
    rows = Delivery.objects.select_related("release__dialogue__organisation", "participant")
    delivery = rows.filter(UNSENT, pk=delivery_id).first()
    if delivery is not None:
        delivering.deliver(delivery, actor=POSTMAN)


@on(CONTRIBUTE)
@on(ENTER)
@task()
def send_receipts(contribution_ids: list[int]) -> int:
    """A receipt by e-mail to those who gave an address with what they said."""
    return delivering.enqueue_each(send_receipt, queries.wants_receipt(contributions=contribution_ids))


@on(CAST)
@on(ENTER_CAST)
@task()
def send_receipts_to_voters(voter_ids: list[int]) -> int:
    return delivering.enqueue_each(send_receipt, queries.wants_receipt(voted=voter_ids))


@on(GIVE_CONTACT)
@task()
def send_receipts_to(participant_ids: list[int]) -> int:
    """The same to those who gave their address afterwards."""
    return delivering.enqueue_each(send_receipt, queries.wants_receipt(participants=participant_ids))


@task()
def send_receipt(participant_id: int, dialogue_id: int) -> None:
    try:
        participant = Participant.objects.get(pk=participant_id)
        actions.plan_receipt(participant, Dialogue.objects.get(pk=dialogue_id), actor=POSTMAN)
    except WrongMoment:
        pass  # planned by an earlier run of this task, which may have been cut off
    rows = ReceiptMessage.objects.select_related("dialogue__organisation", "participant")
    message = rows.filter(UNSENT, participant=participant_id).first()
    if message is not None:
        delivering.deliver_receipt(message, actor=POSTMAN)


def _enqueue_each(delivery_ids: list[int]) -> int:
    return delivering.enqueue_each(deliver_one, [(delivery_id,) for delivery_id in delivery_ids])
