"""Bringing in a file of contributions, and taking all of it away again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gehor.analysis.models import Reading
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Contact, Participant
from gehor.participation.actions import close_participation, import_contributions, undo_import
from gehor.participation.models import Contribution, Import, Wording
from gehor.participation.reading import Row
from gehor.planning.models import Activity, Dialogue

ROWS = [
    Row(2, "Mer utemiljö.", title="Skolgården", category="skolgard", channel="paper", email="dana@example.org"),
    Row(3, "Cold food", language="en", received=dt.date(2026, 2, 20), reference="Dnr 7"),
]
NUMBER = Row(4, "Ring min granne på 070-123 45 67.")


def bring(activity: Activity, actor: Actor, rows: list[Row] = ROWS, **given: Any) -> Import:
    given = {"file_name": "svar.csv", "file_hash": "a" * 64, "mapping": {"text": "Svar"}, **given}
    return import_contributions(activity, actor=actor, rows=rows, **given)


def test_every_row_becomes_a_contribution(opened: Dialogue, with_categories: Activity, alma: Actor) -> None:
    imported = bring(with_categories, alma)
    first, second = Contribution.objects.order_by("values__row")
    assert (first.channel, first.values) == ("paper", {"category": "skolgard", "row": 2})
    assert (second.channel, second.values) == ("import", {"row": 3, "file_reference": "Dnr 7"})
    assert {each.imported_in for each in (first, second)} == {imported}
    assert {each.entered_by_id for each in (first, second)} == {alma.account_id}
    assert (first.received_at, second.received_at.date()) == (clock.now(), dt.date(2026, 2, 20))
    assert [each.wordings.get().language for each in (first, second)] == ["sv", "en"]
    assert Contact.objects.get().participant == first.participant
    assert (imported.rows, imported.file_name, imported.undone_at) == (2, "svar.csv", None)


def test_a_row_that_looks_as_if_it_held_personal_data_waits(
    opened: Dialogue, with_categories: Activity, alma: Actor
) -> None:
    bring(with_categories, alma, [*ROWS, NUMBER])
    waits = Contribution.objects.filter(published_at=None)
    assert [each.values["row"] for each in waits] == [4]


def test_every_contribution_has_its_entry_in_the_journal(
    opened: Dialogue, with_categories: Activity, alma: Actor
) -> None:
    imported = bring(with_categories, alma)
    entries = Entry.objects.filter(step="participation.import")
    assert entries.filter(subject_kind="participation.contribution").count() == 2
    whole = entries.get(subject_kind="participation.import")
    assert (whole.subject_id, whole.codes) == (imported.pk, {"activity": with_categories.pk, "rows": 2})
    assert "Skolgården" not in str(list(entries.values_list("codes", flat=True)))


def test_all_rows_or_none(opened: Dialogue, activity: Activity, alma: Actor) -> None:
    with pytest.raises(WrongInput) as refusal:
        bring(activity, alma, [Row(2, "Bra"), Row(3, "Sol", category="sol")])
    assert refusal.value.code == "unknown_category"
    assert not (Contribution.objects.exists() or Import.objects.exists() or Participant.objects.exists())


def test_the_same_file_is_brought_in_once(opened: Dialogue, with_categories: Activity, alma: Actor) -> None:
    imported = bring(with_categories, alma)
    with pytest.raises(WrongMoment) as refusal:
        bring(with_categories, alma)
    assert refusal.value.code == "imported_before"
    undo_import(imported, actor=alma)
    bring(with_categories, alma)
    assert Contribution.objects.count() == 2


def test_a_file_without_rows_is_refused(opened: Dialogue, activity: Activity, alma: Actor) -> None:
    with pytest.raises(WrongInput) as refusal:
        bring(activity, alma, [])
    assert refusal.value.code == "no_rows_to_import"


@pytest.mark.parametrize("who", ["tove", "cilla", "farid"])
def test_whoever_may_not_import_does_not(
    opened: Dialogue, with_categories: Activity, actors: dict[str, Actor], who: str
) -> None:
    with pytest.raises(WrongPerson):
        bring(with_categories, actors[who])


def test_nothing_is_brought_in_before_it_has_opened(planned: Dialogue, activity: Activity, alma: Actor) -> None:
    with pytest.raises(NotYet):
        bring(activity, alma)


def test_many_rows_are_brought_in_together(
    opened: Dialogue, activity: Activity, alma: Actor, django_assert_max_num_queries: Any
) -> None:
    rows = [Row(number, f"Svar {number}") for number in range(2_000)]
    with django_assert_max_num_queries(100):
        bring(activity, alma, rows)
    assert Contribution.objects.values("reference").distinct().count() == 2_000
    assert Participant.objects.values("receipt").distinct().count() == 2_000


# Undoing


def test_an_undone_import_leaves_nothing_but_its_trace(
    opened: Dialogue, with_categories: Activity, alma: Actor, said: Callable[..., Contribution]
) -> None:
    other = said("Något annat")
    imported = undo_import(bring(with_categories, alma), actor=alma)
    assert imported.undone_at == clock.now()
    assert list(Contribution.objects.all()) == [other]
    assert list(Participant.objects.all()) == [other.participant]
    assert Wording.objects.count() == 1
    assert not Contact.objects.exists()
    entry = Entry.objects.get(step="participation.undo_import")
    assert (entry.subject_id, entry.codes["rows"]) == (imported.pk, 2)


def test_somebody_who_has_said_more_since_stays(
    opened: Dialogue, with_categories: Activity, alma: Actor, send: Callable[..., Contribution]
) -> None:
    imported = bring(with_categories, alma)
    participant = Contribution.objects.get(values__row=2).participant
    more = send("En sak till", participant=participant)
    undo_import(imported, actor=alma)
    assert list(Contribution.objects.all()) == [more]
    assert Contact.objects.get().participant == participant


def test_what_has_been_read_is_not_taken_away(
    opened: Dialogue, with_categories: Activity, alma: Actor, accounts: dict[str, Account]
) -> None:
    imported = bring(with_categories, alma)
    read = Contribution.objects.get(values__row=3)
    Reading.objects.create(contribution=read, dialogue=opened, read_at=clock.now(), read_by=accounts["bo"])
    with pytest.raises(WrongMoment) as refusal:
        undo_import(imported, actor=alma)
    assert refusal.value.code == "already_used"
    assert Contribution.objects.count() == 2
    imported.refresh_from_db()
    assert imported.undone_at is None


def test_an_import_is_undone_once(opened: Dialogue, with_categories: Activity, alma: Actor) -> None:
    imported = bring(with_categories, alma)
    undo_import(imported, actor=alma)
    with pytest.raises(WrongMoment) as refusal:
        undo_import(imported, actor=alma)
    assert refusal.value.code == "undone_before"


def test_nothing_is_undone_after_it_has_closed(opened: Dialogue, with_categories: Activity, alma: Actor) -> None:
    imported = bring(with_categories, alma)
    close_participation(with_categories, actor=alma, reason={"sv": "Alla har svarat."})
    with pytest.raises(NotYet):
        undo_import(imported, actor=alma)


def test_whoever_may_not_import_does_not_undo(
    opened: Dialogue, with_categories: Activity, alma: Actor, tove: Actor, farid: Actor
) -> None:
    imported = bring(with_categories, alma)
    for actor in (tove, farid):
        with pytest.raises(WrongPerson):
            undo_import(imported, actor=actor)
