"""Handing over sheets, leaving answers to the receipt page, and settling what the worker could not."""

import pytest

from gehor.feedback.actions import (
    hand_over,
    leave_to_page,
    release_answers,
    settle_delivery,
    start_delivery,
    stop_messages,
)
from gehor.feedback.models import Delivery
from gehor.feedback.queries import facts, state_of
from gehor.feedback.rules import State
from gehor.ground import clock
from gehor.ground.act import RESIDENT, machine
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry

POSTMAN = machine("postman")


@pytest.fixture
def sheet(released):
    return released.deliveries.get(way="sheet")


@pytest.fixture
def email(released):
    return released.deliveries.select_related("release__dialogue").get(way="email")


@pytest.fixture
def cut_off(email, later):
    """A message that was being sent when the worker died, ten minutes ago."""
    start_delivery(email, actor=POSTMAN)
    with later(minutes=10):
        yield email


@pytest.mark.both
@pytest.mark.parametrize("name", ["alma", "kim", "tove", "rut"])
def test_a_sheet_is_handed_over_once(released, sheet, actors, name):
    assert hand_over(released, actor=actors[name], deliveries=[sheet]) == 1
    assert hand_over(released, actor=actors[name], deliveries=[sheet]) == 0
    sheet.refresh_from_db()
    assert state_of(sheet) is State.ARRIVED
    assert Entry.objects.filter(step="feedback.hand_over", subject_id=sheet.pk).count() == 1


@pytest.mark.parametrize("name", ["bo", "cilla", "ada", "odd", "nour", "farid"])
def test_others_hand_nothing_over_and_settle_nothing(released, sheet, cut_off, actors, name):
    with pytest.raises(WrongPerson):
        hand_over(released, actor=actors[name], deliveries=[sheet])
    with pytest.raises(WrongPerson):
        leave_to_page(released, actor=actors[name], deliveries=[sheet])
    with pytest.raises(WrongPerson):
        settle_delivery(cut_off, actor=actors[name], left=True)


def test_a_table_secretary_hands_over_but_does_not_settle(released, cut_off, tove):
    with pytest.raises(WrongPerson):
        settle_delivery(cut_off, actor=tove, left=True)


def test_only_sheets_are_handed_over(released, email, alma):
    with pytest.raises(WrongInput) as refusal:
        hand_over(released, actor=alma, deliveries=[email])
    assert refusal.value.code == "not_a_sheet"


def test_nothing_chosen_and_too_much_chosen_are_refused(released, alma):
    with pytest.raises(WrongInput) as refusal:
        hand_over(released, actor=alma, deliveries=[])
    assert refusal.value.code == "nothing_chosen"
    with pytest.raises(WrongInput) as refusal:
        hand_over(released, actor=alma, deliveries=[Delivery(pk=number) for number in range(1001)])
    assert refusal.value.code == "too_many_at_once"


def test_a_delivery_of_another_dialogue_is_refused(released, alma):
    with pytest.raises(WrongInput) as refusal:
        hand_over(released, actor=alma, deliveries=[Delivery(pk=999_999)])
    assert refusal.value.code == "not_of_this_release"


def test_a_sheet_that_nobody_can_hand_over_is_left_to_the_page(released, sheet, answered, alma):
    before = facts(answered).undelivered
    assert leave_to_page(released, actor=alma, deliveries=[sheet]) == 1
    sheet.refresh_from_db()
    assert state_of(sheet) is State.LEFT_TO_PAGE
    assert facts(answered).undelivered == before - 1


def test_a_message_that_goes_out_by_itself_is_not_left_to_the_page(released, email, alma):
    with pytest.raises(WrongMoment) as refusal:
        leave_to_page(released, actor=alma, deliveries=[email])
    assert refusal.value.code == "not_left_to_page"


def test_a_refused_message_is_left_to_the_page_or_sent_again(released, email, alma):
    Delivery.objects.filter(pk=email.pk).update(refused="recipient 550", attempts=1)
    with pytest.raises(WrongMoment) as refusal:
        settle_delivery(email, actor=alma, left=True)
    assert refusal.value.code == "was_refused"

    settle_delivery(email, actor=alma, left=False)
    email.refresh_from_db()
    assert state_of(email) is State.WAITING and email.attempts == 0

    Delivery.objects.filter(pk=email.pk).update(refused="recipient 550")
    leave_to_page(released, actor=alma, deliveries=[email])
    email.refresh_from_db()
    assert state_of(email) is State.LEFT_TO_PAGE


def test_a_person_who_has_looked_says_that_it_left(cut_off, answered, alma):
    assert state_of(cut_off) is State.UNCERTAIN
    settle_delivery(cut_off, actor=alma, left=True)
    cut_off.refresh_from_db()
    assert state_of(cut_off) is State.ARRIVED
    assert Entry.objects.get(step="feedback.settle_delivery").codes == {"left": True}
    with pytest.raises(WrongMoment) as refusal:
        settle_delivery(cut_off, actor=alma, left=False)
    assert refusal.value.code == "already_delivered"


def test_or_that_it_shall_be_sent_again(cut_off, alma):
    settle_delivery(cut_off, actor=alma, left=False)
    cut_off.refresh_from_db()
    assert state_of(cut_off) is State.WAITING


def test_what_is_being_sent_or_not_begun_needs_nobody(email, sheet, alma):
    with pytest.raises(WrongMoment) as refusal:
        settle_delivery(email, actor=alma, left=True)
    assert refusal.value.code == "not_started"
    start_delivery(email, actor=POSTMAN)
    with pytest.raises(WrongMoment) as refusal:
        settle_delivery(email, actor=alma, left=True)
    assert refusal.value.code == "in_hand"
    with pytest.raises(WrongInput) as refusal:
        settle_delivery(sheet, actor=alma, left=True)
    assert refusal.value.code == "not_an_email"


def test_only_a_machine_delivers_and_only_what_is_released(email, alma, answered):
    with pytest.raises(WrongPerson):
        start_delivery(email, actor=alma)
    with pytest.raises(WrongPerson):
        start_delivery(email, actor=RESIDENT)
    start_delivery(email, actor=POSTMAN)
    with pytest.raises(WrongMoment) as refusal:
        start_delivery(email, actor=POSTMAN)
    assert refusal.value.code == "already_started"


def test_nothing_is_handed_over_before_the_release(answered, alma, released):
    other = type(released)(dialogue=answered)
    Delivery.objects.all().delete()
    released.delete()
    with pytest.raises(NotYet) as refusal:
        hand_over(other, actor=alma, deliveries=[])
    assert refusal.value.missing == ("released",)


def test_a_resident_stops_messages_and_nobody_else_does_it_for_them(answered, contributions, reachable, alma):
    contact = reachable(contributions[0], "dana@example.se")
    with pytest.raises(WrongPerson):
        stop_messages(contact, actor=alma)
    stop_messages(contact, actor=RESIDENT)
    first = clock.now()
    stop_messages(contact, actor=RESIDENT)
    contact.refresh_from_db()
    assert contact.stopped_at == first
    assert release_answers(answered, actor=alma, greeting={}).deliveries.filter(way="email").count() == 0
