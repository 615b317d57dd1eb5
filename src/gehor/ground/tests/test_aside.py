"""Very many rows: made ready where nobody waits, and stored all at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.aside import framed, held, stored_whole, when_stored, whole
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
from gehor.ground.people.keeping import NewContact, keep_contact, new_participants
from gehor.ground.people.models import Contact, Participant
from gehor.ground.rows import insert, insert_many

pytestmark = pytest.mark.both


def with_contacts(organisation: Organisation, count: int) -> list[Participant]:
    people = new_participants(organisation, count)
    contacts = [
        Contact(participant=each, kind="email", address=f"{each.pk}@x.se", given_at=clock.now()) for each in people
    ]
    insert_many(contacts, numbered=False)
    return people


def test_what_is_put_aside_is_numbered_and_seen_by_nobody_before_the_end(organisation: Organisation) -> None:
    before = insert(Participant(organisation=organisation, receipt="AAAAAAAAAA", created_at=clock.now()))
    with stored_whole():
        people = with_contacts(organisation, 3)
        meanwhile = keep_contact(before, NewContact("0701234567", "sms"))
        one_more = insert(Participant(organisation=organisation, receipt="BBBBBBBBBB", created_at=clock.now()))
        assert Participant.objects.count() == Contact.objects.count() == 1
    after = insert(Participant(organisation=organisation, receipt="CCCCCCCCCC", created_at=clock.now()))
    numbers = [before.pk, *(each.pk for each in people), one_more.pk, after.pk]
    assert numbers == sorted(set(numbers)) == list(Participant.objects.order_by("pk").values_list("pk", flat=True))
    contacts = Contact.objects.filter(participant__in=people)
    assert {each.address for each in contacts} == {f"{each.pk}@x.se" for each in people}
    assert all(each.pk > meanwhile.pk for each in contacts), "newer than what came meanwhile"
    assert Participant.objects.get(pk=people[2].pk).pseudonym == people[2].pseudonym


@pytest.mark.parametrize("when", ["while it is made ready", "while it is stored"])
def test_what_fails_leaves_nothing_and_nothing_in_the_way(organisation: Organisation, when: str) -> None:
    def store() -> None:
        with transaction.atomic(), stored_whole():
            with_contacts(organisation, 2)
            if when == "while it is stored":
                when_stored(lambda: 1 / 0)
            else:
                assert 1 / 0

    with pytest.raises(ZeroDivisionError):
        store()
    assert not Participant.objects.exists()
    with stored_whole():
        with_contacts(organisation, 1)
    assert Participant.objects.count() == Contact.objects.count() == 1


def test_guards_are_asked_again_inside_the_transaction_and_rows_are_stored_inside_its_frames(
    organisation: Organisation,
) -> None:
    asked: list[str] = []

    @contextmanager
    def let_in() -> Iterator[None]:
        asked.append("opened")
        yield
        asked.append(f"closed after {Participant.objects.count()}")

    with stored_whole():
        held(lambda: asked.append("guard"))
        framed(let_in)
        with stored_whole():  # one inside another is stored with it
            new_participants(organisation, 2)
        when_stored(lambda: asked.append(f"{Participant.objects.count()} are there"))
    assert asked == ["guard", "guard", "opened", "2 are there", "closed after 2"]


def test_alone_such_an_action_is_one_transaction(organisation: Organisation) -> None:
    @whole
    def act() -> Entry:
        assert connection.in_atomic_block
        when_stored(new_participants(organisation, 1)[0].refresh_from_db)
        return insert(
            Entry(at=clock.now(), organisation_id=1, step="s", actor=machine("m").key, subject_kind="k", subject_id=1)
        )

    done = act()
    assert Entry.objects.get() == done
