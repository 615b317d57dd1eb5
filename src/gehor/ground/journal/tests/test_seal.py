"""The chain finds what was changed, removed or slipped in, and says which."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from gehor.ground import clock
from gehor.ground.journal.models import Entry, Seal
from gehor.ground.journal.seal import Fault, digest, marked, seal_new, verify

pytestmark = pytest.mark.django_db


def entry(number: int) -> Entry:
    made = unwritten(number)
    marked(made).save(force_insert=True)
    return made


def unwritten(number: int) -> Entry:
    return Entry(
        pk=100 + 3 * number,
        at=clock.now(),
        organisation_id=11,
        dialogue_id=31,
        step="planning.assess",
        actor="account:7",
        subject_kind="planning.assessment",
        subject_id=number,
        codes={"outcome": "run", "reason": None, "pages": [2, 1]},
    )


@pytest.fixture
def sealed() -> list[Entry]:
    entries = [entry(number) for number in range(5)]
    seal_new()
    return entries


@contextmanager
def somebody_with_the_keys() -> Iterator[None]:
    """A person who may switch the triggers off, as a database administrator can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE journal_seal DISABLE TRIGGER USER")
        else:
            for table in ("journal_entry", "journal_seal"):
                cursor.execute(f"DROP TRIGGER {table}_no_update")
                cursor.execute(f"DROP TRIGGER {table}_no_delete")
        yield


@pytest.mark.usefixtures("sealed")
def test_an_untouched_journal_is_whole() -> None:
    assert verify().whole
    assert verify().sealed == 5


@pytest.mark.both
@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [Entry, Seal])
@pytest.mark.usefixtures("sealed")
def test_the_database_refuses_to_change_or_remove(model: type[Entry | Seal], change: str) -> None:
    rows = model._base_manager.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(id=999) if change == "update" else rows._raw_delete(rows.db)


def test_a_changed_entry_is_named(sealed: list[Entry]) -> None:
    with somebody_with_the_keys():
        Entry.objects.filter(pk=sealed[2].pk).update(actor="account:8")
    assert [(fault.code, fault.entry_id) for fault in verify().faults] == [("changed", sealed[2].pk)]


def test_a_removed_entry_is_named(sealed: list[Entry]) -> None:
    with somebody_with_the_keys():
        Entry.objects.filter(pk=sealed[1].pk).delete()
    assert [(fault.code, fault.entry_id) for fault in verify().faults] == [("missing", sealed[1].pk)]


def test_an_entry_slipped_in_with_a_seal_of_its_own_is_named(sealed: list[Entry]) -> None:
    with somebody_with_the_keys():
        slipped = entry(9)
        Seal.objects.filter(pk=3).update(entry_id=slipped.pk)
    faults = verify().faults
    assert [(fault.code, fault.entry_id) for fault in faults] == [("changed", slipped.pk)]
    assert verify().unsealed == 1, "the entry that lost its seal stands without one"


def test_a_removed_seal_is_named(sealed: list[Entry]) -> None:
    with somebody_with_the_keys():
        Seal.objects.filter(pk=2).delete()
    assert ("seal_missing", 2) in [(fault.code, fault.number) for fault in verify().faults]


def test_a_cut_off_end_shows_against_a_head_that_was_kept(sealed: list[Entry]) -> None:
    verdict = verify()
    with somebody_with_the_keys():
        Seal.objects.filter(pk=5).delete()
        Entry.objects.filter(pk=sealed[4].pk).delete()
    assert verify().whole, "nothing inside the chain tells"
    assert [fault.code for fault in verify(kept_head=(5, verdict.head)).faults] == ["head_differs"]


def test_an_entry_that_commits_late_is_sealed_all_the_same(sealed: list[Entry]) -> None:
    late = unwritten(77)
    late.pk = 50
    marked(late).save(force_insert=True)
    assert [each.pk for each in seal_new()] == [late.pk]
    assert verify().whole


def test_what_is_done_twice_in_one_moment_is_no_copy(sealed: list[Entry]) -> None:
    for pk in (150, 151):
        once_more = Entry.objects.get(pk=sealed[3].pk)
        once_more.pk = pk
        marked(once_more).save(force_insert=True)
    assert (verify().whole, len(seal_new()), verify().whole) == (True, 2, True)


@pytest.mark.both
def test_an_entry_slipped_in_at_the_end_is_named_before_and_after_it_is_sealed(sealed: list[Entry]) -> None:
    slipped, copied = unwritten(9), Entry.objects.get(pk=sealed[3].pk)
    slipped.mark, copied.pk = sealed[4].mark, 140
    Entry.objects.bulk_create([slipped, copied])
    named = [("slipped_in", slipped.pk), ("copied", copied.pk)]
    assert [(fault.code, fault.entry_id) for fault in verify().faults] == named and verify().unsealed == 2
    seal_new()
    assert [(fault.code, fault.entry_id) for fault in verify().faults] == named and verify().unsealed == 0


def test_a_chain_made_anew_over_a_changed_entry_is_found_without_a_kept_head(sealed: list[Entry]) -> None:
    with somebody_with_the_keys():
        Entry.objects.filter(pk=sealed[2].pk).update(actor="account:8")
        before = "0" * 64
        for seal in Seal.objects.order_by("pk"):
            before = digest(before, Entry.objects.get(pk=seal.entry_id))
            Seal.objects.filter(pk=seal.pk).update(hash=before)
    assert [(fault.code, fault.entry_id) for fault in verify().faults] == [("slipped_in", sealed[2].pk)]


def test_a_replaced_key_is_told_in_one_fault_until_the_former_is_given(sealed: list[Entry], settings) -> None:
    settings.SECRET_KEY, former = "another" * 9, settings.SECRET_KEY
    verdict = verify()
    assert verdict.faults == (Fault("slipped_in", None, sealed[0].pk, sealed[4].pk),)
    assert verdict.holds and not verdict.whole
    settings.FORMER_KEYS = [former]
    assert verify().whole
