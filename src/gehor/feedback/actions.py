"""Every write of this stage. What leaves the house is in delivering.py, which calls the machine's steps here."""

from collections.abc import Collection

from django.db import transaction

from gehor.decision.models import Decision
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Contact, Participant
from gehor.planning.models import Dialogue
from gehor.process.step import Step
from gehor.process.steps import (
    DELIVER,
    HAND_OVER,
    RELEASE_ANSWERS,
    SEND_RECEIPT,
    SETTLE_DELIVERY,
    STOP_MESSAGES,
    WRITE_ANSWER,
)

from . import queries
from .attempts import begin_attempt, end_attempt
from .models import Answer, Delivery, ReceiptMessage, Release, Sending
from .queries import facts, release_facts
from .rules import State
from .stages import keeping as stages

MOST_AT_ONCE = 1000
GREETING_MOST = 2000


@transaction.atomic
def write_answer(decision: Decision, *, actor: Actor, text: LocalText, version: int) -> Answer:
    """Write or change the answer to a decision. version: of the answer that the writer saw, 0 where there was none.

    Raises WrongMoment answer_changed when somebody else has written meanwhile.
    """
    act = begin(WRITE_ANSWER, decision.dialogue, actor=actor, facts=facts)
    answer = Answer.objects.filter(decision=decision).first()
    if version != (answer.version if answer else 0):
        raise WrongMoment("answer_changed", version=answer.version if answer else 0)
    answer = answer or Answer(decision=decision, dialogue=decision.dialogue, version=0)
    answer.text = written.local(text, decision.dialogue.source_language, field="text")
    answer.version += 1
    answer.written_at = clock.now()
    answer.written_by_id = actor.account_id
    answer.save()
    record(act, subject=answer, decision=decision.pk, version=answer.version)
    return answer


@transaction.atomic
def release_answers(dialogue: Dialogue, *, actor: Actor, greeting: LocalText) -> Release:
    """Make all answers public at one time, and set one delivery on its way to each participant by each way."""
    act = begin(RELEASE_ANSWERS, dialogue, actor=actor, facts=facts)
    release = Release.objects.create(
        dialogue=dialogue,
        released_at=clock.now(),
        released_by_id=actor.account_id,
        greeting=written.local(
            greeting, dialogue.source_language, field="greeting", required=False, longest=GREETING_MOST
        ),
    )
    deliveries = [
        Delivery(
            release=release,
            participant_id=reach.participant_id,
            way=way,
            done_at=release.released_at if way == Delivery.Way.PAGE else None,
        )
        for reach in queries.reaches(dialogue)
        for way in sorted(reach.ways)
    ]
    Delivery.objects.bulk_create(deliveries, batch_size=500)
    stages.tell_decision(
        dialogue, greeting=release.greeting, released_at=release.released_at, released_by=actor.account_id
    )
    record(act, subject=release, deliveries=len(deliveries))
    return release


@transaction.atomic
def hand_over(release: Release, *, actor: Actor, deliveries: Collection[Delivery]) -> int:
    """Note that sheets have been handed over or posted. Returns how many had not been before."""
    act = begin(HAND_OVER, release.dialogue, actor=actor, facts=release_facts)
    rows = _chosen(release, deliveries)
    if any(row.way != Delivery.Way.SHEET for row in rows):
        raise WrongInput("not_a_sheet")
    new = [row for row in rows if row.done_at is None]
    Delivery.objects.filter(pk__in=[row.pk for row in new]).update(done_at=clock.now())
    record_each(act, [(row, {}) for row in new])
    return len(new)


@transaction.atomic
def leave_to_page(release: Release, *, actor: Actor, deliveries: Collection[Delivery]) -> int:
    """Note that these ways lead nowhere: the receipt page is the answer. Returns how many were not done before.

    For sheets that cannot be handed over, and for messages that the mail server has refused.
    """
    act = begin(SETTLE_DELIVERY, release.dialogue, actor=actor, facts=release_facts)
    new = [row for row in _chosen(release, deliveries) if row.done_at is None]
    if any(row.way == Delivery.Way.EMAIL and queries.state_of(row) is not State.REFUSED for row in new):
        raise WrongMoment("not_left_to_page")
    Delivery.objects.filter(pk__in=[row.pk for row in new]).update(done_at=clock.now(), left_to_page=True)
    record_each(act, [(row, {"left_to_page": True}) for row in new])
    return len(new)


@transaction.atomic
def settle_delivery(delivery: Delivery, *, actor: Actor, left: bool) -> Delivery:
    """Say what only a person can find out: that a message which was cut off did leave, or that it shall be sent again.

    left=False is also for a refused message, when the address or the mail server has been mended.
    """
    act = begin(SETTLE_DELIVERY, delivery.release.dialogue, actor=actor, facts=release_facts)
    delivery.refresh_from_db(from_queryset=Delivery.objects.select_for_update())
    if delivery.way != Delivery.Way.EMAIL:
        raise WrongInput("not_an_email")
    state = queries.state_of(delivery)
    refusal = {
        State.WAITING: "not_started",
        State.IN_HAND: "in_hand",
        State.ARRIVED: "already_delivered",
        State.LEFT_TO_PAGE: "already_delivered",
    }.get(state)
    if refusal:
        raise WrongMoment(refusal)
    if left and state is State.REFUSED:
        raise WrongMoment("was_refused")
    if left:
        delivery.done_at = clock.now()
    else:
        delivery.started_at, delivery.attempts, delivery.refused = None, 0, ""
    delivery.save(update_fields=["done_at", "started_at", "attempts", "refused"])
    record(act, subject=delivery, left=left)
    return delivery


@transaction.atomic
def stop_messages(contact: Contact, *, actor: Actor) -> None:
    """No more messages to this address. What is on its way there becomes a matter for the receipt page."""
    act = begin(STOP_MESSAGES, contact.participant.organisation, actor=actor, lock=False)
    Contact.objects.filter(pk=contact.pk, stopped_at__isnull=True).update(stopped_at=clock.now())
    record(act, subject=contact.participant, kind=contact.kind)


# The machine's steps: before something leaves, and after. Between them lies no transaction.


@transaction.atomic
def start_delivery(delivery: Delivery, *, actor: Actor) -> Delivery:
    """Claim a delivery: from here on nobody else sends it. Raises WrongMoment when somebody already has."""
    act = begin(DELIVER, delivery.release.dialogue, actor=actor, facts=release_facts, lock=False)
    begin_attempt(delivery)
    record(act, subject=delivery, attempt=delivery.attempts)
    return delivery


@transaction.atomic
def end_delivery(delivery: Delivery, *, actor: Actor, left: bool, refused: str = "", nowhere: bool = False) -> None:
    """Note what became of it. Not left and not refused: it waits for the next attempt. nowhere: no address is left."""
    act = begin(DELIVER, delivery.release.dialogue, actor=actor, facts=release_facts, lock=False)
    if nowhere:
        now = clock.now()
        Delivery.objects.filter(pk=delivery.pk, done_at__isnull=True).update(
            done_at=now, left_to_page=True, started_at=None, refused=""
        )
    else:
        end_attempt(delivery, left=left, refused=refused)
    record(act, subject=delivery, left=left, refused=refused or None, left_to_page=nowhere or None)


@transaction.atomic
def plan_receipt(participant: Participant, dialogue: Dialogue, *, actor: Actor) -> ReceiptMessage:
    """One receipt message for somebody who gave an address. Raises WrongMoment when there is one already.

    One that was refused is tried again: perhaps the address has been mended.
    """
    act = begin(SEND_RECEIPT, dialogue, actor=actor, lock=False)
    message, is_new = ReceiptMessage.objects.get_or_create(participant=participant, defaults={"dialogue": dialogue})
    if not is_new and not message.refused:
        raise WrongMoment("already_planned")
    ReceiptMessage.objects.filter(pk=message.pk).update(refused="", attempts=0)
    record(act, subject=message)
    return message


@transaction.atomic
def start_message(message: Sending, step: Step, dialogue: Dialogue, *, actor: Actor) -> None:
    """As start_delivery, for any other message that goes out, by the step that sends it."""
    act = begin(step, dialogue, actor=actor, lock=False)
    begin_attempt(message)
    record(act, subject=message, attempt=message.attempts)


@transaction.atomic
def end_message(
    message: Sending, step: Step, dialogue: Dialogue, *, actor: Actor, left: bool, refused: str = ""
) -> None:
    """As end_delivery, for any other message. Refused for good, a person takes it over where there is a way."""
    act = begin(step, dialogue, actor=actor, lock=False)
    end_attempt(message, left=left, refused=refused)
    record(act, subject=message, left=left, refused=refused or None)


def _chosen(release: Release, deliveries: Collection[Delivery]) -> list[Delivery]:
    ids = {row.pk for row in deliveries}
    if not ids:
        raise WrongInput("nothing_chosen")
    if len(ids) > MOST_AT_ONCE:
        raise WrongInput("too_many_at_once", most=MOST_AT_ONCE)
    rows = list(Delivery.objects.select_for_update().filter(release=release, pk__in=ids))
    if len(rows) != len(ids):
        raise WrongInput("not_of_this_release")
    return rows
