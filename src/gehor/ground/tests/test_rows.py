"""A row that is stored by the short way is the row that Django would have stored."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models

from gehor.ground import clock, rows
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
from gehor.ground.people.models import Participant
from gehor.ground.rows import _statement, among, insert, insert_many

NUMBERED = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("gehor.") and model._meta.auto_field and model._meta.local_concrete_fields
]


def stored(row: models.Model) -> dict[str, Any]:
    return type(row)._base_manager.values().get(pk=row.pk)


def entry(**codes: Any) -> Entry:
    return Entry(
        at=clock.now(), organisation_id=1, step="a", actor="resident", subject_kind="b", subject_id=2, codes=codes
    )


@pytest.mark.parametrize("codes", [{}, {"å": ["1", 2], "nothing": None}])
def test_it_holds_the_same(db: None, codes: dict[str, Any]) -> None:
    short, long = insert(entry(**codes)), entry(**codes)
    long.save()
    assert short.pk and short.pk != long.pk
    assert {**stored(short), "id": 0} == {**stored(long), "id": 0}


def test_many_in_one_statement_hold_the_same(db: None) -> None:
    insert_many([], numbered=False)
    insert_many([entry(a=1), entry(a=2)], numbered=False)
    long = entry(a=2)
    long.save()
    short = Entry.objects.exclude(pk=long.pk).order_by("pk")
    assert [each.codes for each in short] == [{"a": 1}, {"a": 2}]
    assert {**stored(short[1]), "id": 0, "at": 0} == {**stored(long), "id": 0, "at": 0}


@pytest.mark.both
def test_very_many_hold_the_same_and_know_their_numbers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_HOLES", 20)
    many = insert_many([entry(a=n) for n in range(5)])
    long = entry(a=4)
    long.save()
    assert [stored(each)["codes"] for each in many] == [{"a": n} for n in range(5)]
    assert {**stored(many[4]), "id": 0, "at": 0} == {**stored(long), "id": 0, "at": 0}
    assert insert_many([]) == []


def test_it_is_known_to_be_stored(organisation: Organisation) -> None:
    row = insert(Participant(organisation=organisation, receipt="AAAAAAAAAA", created_at=clock.now()))
    row.erased_at = clock.now() + dt.timedelta(days=1)
    row.save(update_fields=["erased_at"])
    assert stored(row)["erased_at"] == row.erased_at


def test_a_constraint_holds_as_ever(organisation: Organisation) -> None:
    for expected in (True, False):
        row = Participant(organisation=organisation, receipt="AAAAAAAAAA", created_at=clock.now())
        if expected:
            insert(row)
        else:
            with pytest.raises(IntegrityError):
                insert(row)


@pytest.mark.both
@pytest.mark.parametrize("model", NUMBERED, ids=lambda model: model._meta.label_lower)
def test_every_table_of_ours_could_be_stored_so(db: None, model: type[models.Model]) -> None:
    _, fields = _statement(model, connection.vendor)
    assert len(fields) == len(model._meta.local_concrete_fields) - 1


@pytest.mark.both
def test_thousands_of_numbers_are_one_value_in_a_condition(db: None) -> None:
    one, two, three = insert_many([entry(a=n) for n in range(3)])
    asked = Entry.objects.filter(pk__in=among([one.pk, three.pk, *range(10**9, 10**9 + 40_000)]))
    assert set(asked.values_list("pk", flat=True)) == {one.pk, three.pk} and two.pk
    assert not Entry.objects.filter(pk__in=among([])).exists()
