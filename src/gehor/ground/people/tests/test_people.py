"""Participants behind pseudonyms, and how they are reached."""

from typing import Any

import pytest

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
from gehor.ground.people import keeping, receipt
from gehor.ground.people.actions import erase, give_contact, new_participant, new_participants
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.queries import participant_by_receipt

HERE = {"kind": "email", "name": "Dana", "address": "dana@example.org", "language": "sv"}


@pytest.fixture
def participant(organisation: Organisation) -> Participant:
    return new_participant(organisation)


def test_a_participant_is_a_code_and_nothing_else(participant: Participant) -> None:
    assert receipt.is_valid(participant.receipt)
    assert (participant.people, participant.created_at, participant.erased_at) == (1, clock.now(), None)


def test_a_table_speaks_for_several(organisation: Organisation) -> None:
    assert new_participant(organisation, people=7).people == 7
    with pytest.raises(WrongInput):
        new_participant(organisation, people=0)


def test_many_at_once_have_codes_of_their_own(organisation: Organisation, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        many = new_participants(organisation, 500)
    assert len({each.receipt for each in many}) == 500
    assert all(each.pk for each in many)


def test_a_code_that_is_taken_is_drawn_again(
    organisation: Organisation, participant: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([participant.receipt, "23456789AB"])
    monkeypatch.setattr(keeping.receipt, "new_code", lambda: next(drawn))
    assert new_participants(organisation, 1)[0].receipt == "23456789AB"


def test_somebody_is_found_by_the_code_as_they_type_it(participant: Participant) -> None:
    typed = f" {receipt.shown(participant.receipt).lower()} "
    assert participant_by_receipt(typed) == participant


@pytest.mark.parametrize("typed", ["", "hej", "23456-789AB", "x" * 5000, "'; DROP TABLE"])
def test_nobody_is_found_by_anything_else(participant: Participant, typed: str) -> None:
    assert participant_by_receipt(typed) is None


def test_dana_says_how_she_wants_to_be_reached(participant: Participant, dana: Actor) -> None:
    contact = give_contact(participant, actor=dana, **HERE)
    assert (contact.name, contact.address, contact.given_at) == ("Dana", "dana@example.org", clock.now())
    entry = Entry.objects.get(step="people.give_contact")
    assert (entry.subject_id, entry.codes) == (participant.pk, {"kind": "email"})


def test_a_new_address_takes_the_place_of_the_old_and_starts_anew(participant: Participant, dana: Actor) -> None:
    first = give_contact(participant, actor=dana, **HERE)
    Contact.objects.update(stopped_at=clock.now())
    give_contact(participant, actor=dana, **{**HERE, "address": "ny@example.org"})
    contact = Contact.objects.get()
    assert (contact.pk, contact.address, contact.stopped_at) == (first.pk, "ny@example.org", None)


def test_a_letter_has_lines(participant: Participant, dana: Actor) -> None:
    address = " Storgatan 1 \r\n\r\n 123 45   Älvsala "
    contact = give_contact(participant, actor=dana, **{**HERE, "kind": "letter", "address": address})
    assert contact.address == "Storgatan 1\n123 45 Älvsala"


def test_a_number_is_kept_as_the_whole_world_writes_it(participant: Participant, dana: Actor) -> None:
    contact = give_contact(participant, actor=dana, **{**HERE, "kind": "sms", "address": " 070-123 45 67 "})
    assert contact.address == "+46701234567"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"address": "dana"}, "email_wrong"),
        ({"address": "a" * 250 + "@example.org"}, "email_wrong"),
        ({"address": "dana@example.org\nBcc: all@example.org"}, "email_wrong"),
        ({"kind": "pigeon"}, "unknown_contact_kind"),
        ({"kind": "sms", "address": "ring mig"}, "phone_wrong"),
        ({"kind": "sms", "address": "08-123 456 78"}, "phone_wrong"),  # a line in the wall takes no messages
        ({"kind": "sms", "address": "070-123 45 6"}, "phone_wrong"),
        ({"kind": "sms", "address": "+1234567890123456"}, "phone_wrong"),
        ({"kind": "letter", "address": " \n "}, "text_missing"),
        ({"kind": "letter", "address": "x" * 501}, "text_too_long"),
        ({"name": "x" * 121}, "text_too_long"),
        ({"name": "Da\x00na"}, "null_character"),
    ],
)
def test_an_address_that_reaches_nobody_is_refused(
    participant: Participant, dana: Actor, given: dict[str, str], code: str
) -> None:
    with pytest.raises(WrongInput) as refusal:
        give_contact(participant, actor=dana, **{**HERE, **given})
    assert refusal.value.code == code
    assert not Contact.objects.exists()


def test_whoever_works_elsewhere_gives_no_address(participant: Participant, farid: Actor, bo: Actor) -> None:
    for actor in (farid, bo):
        with pytest.raises(WrongPerson):
            give_contact(participant, actor=actor, **HERE)


def test_an_erased_person_leaves_no_address_and_the_code_stays(
    participant: Participant, dana: Actor, actors: dict[str, Actor]
) -> None:
    give_contact(participant, actor=dana, **HERE)
    erase(participant, actor=dana)
    participant.refresh_from_db()
    assert (Contact.objects.count(), participant.erased_at) == (0, clock.now())
    assert participant_by_receipt(participant.receipt) == participant
    assert Entry.objects.filter(step="people.erase", subject_id=participant.pk).count() == 1


def test_the_registrar_erases_on_request_and_others_do_not(participant: Participant, actors: dict[str, Actor]) -> None:
    for who in ("alma", "bo", "farid"):
        with pytest.raises(WrongPerson):
            erase(participant, actor=actors[who])
    erase(participant, actor=actors["rut"])


def test_nothing_is_added_to_an_erased_person(participant: Participant, dana: Actor) -> None:
    erase(participant, actor=dana)
    for step in (lambda: erase(participant, actor=dana), lambda: give_contact(participant, actor=dana, **HERE)):
        with pytest.raises(WrongMoment) as refusal:
            step()
        assert refusal.value.code == "erased"
