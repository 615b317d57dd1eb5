"""Group commit: one commit for many, and nobody is told before it is on disk."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils.translation import get_language, override

from gehor.ground import clock, few, together
from gehor.ground.organisations.models import Body, Organisation
from gehor.ground.people.models import Contact
from gehor.ground.together import committed, committed_alike
from gehor.testing.threads import PATIENCE


class Gate:
    """Holds the writer while the next pieces gather, so that they are committed as one batch."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()
        self.keeper = Caller(self._hold)
        assert self.reached.wait(PATIENCE)

    def _hold(self) -> None:
        self.reached.set()
        assert self.open.wait(PATIENCE)

    def let_through(self, *callers: "Caller") -> None:
        while together._waiting.qsize() < len(callers):
            threading.Event().wait(0.001)
        self.open.set()
        for caller in (self.keeper, *callers):
            caller.thread.join(PATIENCE)


class Caller:
    """Somebody who waits for a piece to be committed."""

    def __init__(self, piece: Any, commit: Callable[..., Any] = committed) -> None:
        self.commit = commit
        self.answer: Any = None
        self.failure: BaseException | None = None
        self.is_answered = threading.Event()
        self.thread = threading.Thread(target=self._call, args=(piece,), daemon=True)
        self.thread.start()

    def _call(self, piece: Any) -> None:
        try:
            self.answer = self.commit(piece)
        except BaseException as failure:  # noqa: BLE001 the test looks at it
            self.failure = failure
        finally:
            self.is_answered.set()
            connection.close()


@pytest.fixture
def gate(written_together: None) -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open.set()


@pytest.fixture
def here(written_together: None, organisation: Organisation) -> Organisation:
    return organisation


def named(name: str, organisation: Organisation) -> Callable[[], Body]:
    return lambda: Body.objects.create(organisation=organisation, name=name)


def fail() -> None:
    raise ValueError("mine alone")


def test_who_waits_keeps_no_connection_from_others(here: Organisation, gate: Gate) -> None:
    wrappers: list[Any] = []

    def commit(piece: Callable[[], Any]) -> Any:
        Body.objects.count()
        wrappers.append(connections["default"])
        return committed(piece)

    caller = Caller(lambda: wrappers[0].connection, commit)
    gate.let_through(caller)
    assert caller.failure is None and caller.answer is None


def test_who_waits_lets_others_in(here: Organisation, gate: Gate) -> None:
    def commit(piece: Callable[[], int]) -> int:
        return few.few_at_a_time(lambda environ, answer: committed(piece))({}, None)

    callers = [Caller(lambda: few._places._value, commit) for _ in range(few.PLACES + 2)]
    gate.let_through(*callers)
    assert [caller.answer for caller in callers] == [few.PLACES] * len(callers)


def bodies() -> set[str]:
    return set(Body.objects.values_list("name", flat=True))


def test_what_is_answered_is_stored(here: Organisation) -> None:
    body = committed(named("Nämnden", here))
    assert Body.objects.get() == body


def test_a_piece_that_fails_reaches_its_own_caller_only(here: Organisation, gate: Gate) -> None:
    first, second, third = Caller(named("A", here)), Caller(fail), Caller(named("B", here))
    gate.let_through(first, second, third)
    assert isinstance(second.failure, ValueError)
    assert (first.failure, third.failure) == (None, None)
    assert bodies() == {"A", "B"}


def test_half_a_piece_is_never_stored(here: Organisation, gate: Gate) -> None:
    def half() -> None:
        named("Half", here)()
        named("Half", here)()  # a body is named once

    first, second = Caller(half), Caller(named("A", here))
    gate.let_through(first, second)
    assert isinstance(first.failure, IntegrityError)
    assert bodies() == {"A"}


def test_what_is_alike_is_one_piece(here: Organisation, gate: Gate) -> None:
    pieces: list[list[str]] = []

    def named_all(names: list[str]) -> list[str]:
        pieces.append(names)
        return [named(name, here)().name for name in names]

    callers = [Caller(name, partial(committed_alike, named_all)) for name in "ABC"]
    gate.let_through(*callers)
    assert sorted(str(caller.answer) for caller in callers) == ["A", "B", "C"]
    assert bodies() == {"A", "B", "C"} and [sorted(names) for names in pieces] == [["A", "B", "C"]]


def test_of_what_is_alike_nobody_pays_for_another(here: Organisation, gate: Gate) -> None:
    def named_all(names: list[str]) -> list[str]:
        return [named(name, here)().name for name in names]

    callers = [Caller(name, partial(committed_alike, named_all)) for name in "AAB"]  # a body is named once
    gate.let_through(*callers)
    assert sorted(type(caller.failure).__name__ for caller in callers) == ["IntegrityError", "NoneType", "NoneType"]
    assert bodies() == {"A", "B"}


def test_a_commit_that_fails_reaches_everyone_and_stores_nothing(here: Organisation, gate: Gate) -> None:
    """A foreign key is checked when the transaction ends: the piece itself comes through."""

    def to_nobody() -> None:
        Contact.objects.create(participant_id=987654321, kind="email", address="x@example.org", given_at=clock.now())

    callers = [Caller(named("A", here)), Caller(to_nobody), Caller(named("B", here))]
    gate.let_through(*callers)
    assert [type(caller.failure) for caller in callers] == [IntegrityError] * 3
    assert bodies() == set()


def test_after_a_failed_commit_the_writer_goes_on(here: Organisation) -> None:
    def to_nobody() -> None:
        Contact.objects.create(participant_id=987654321, kind="email", address="x@example.org", given_at=clock.now())

    with pytest.raises(IntegrityError):
        committed(to_nobody)
    committed(named("A", here))
    assert bodies() == {"A"}


def test_nobody_is_answered_before_the_commit(here: Organisation, gate: Gate) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        assert may_end.wait(PATIENCE)

    first, second = Caller(named("A", here)), Caller(slow)
    while together._waiting.qsize() < 2:
        threading.Event().wait(0.001)
    gate.open.set()
    assert begun.wait(PATIENCE)  # the first piece has run, the second is running, nothing is committed
    assert not first.is_answered.wait(0.05)
    assert bodies() == set()
    may_end.set()
    assert first.is_answered.wait(PATIENCE)
    assert bodies() == {"A"}
    second.thread.join(PATIENCE)


def test_a_piece_runs_at_its_callers_time_and_in_their_language(written_together: None) -> None:
    moment = dt.datetime(2031, 5, 6, tzinfo=dt.UTC)
    with clock.at(moment), override("sv"):
        assert committed(lambda: (clock.now(), get_language())) == (moment, "sv")


def test_inside_a_transaction_the_piece_belongs_to_it(here: Organisation) -> None:
    def change_my_mind() -> None:
        with transaction.atomic():
            committed(named("A", here))
            fail()

    with pytest.raises(ValueError):
        change_my_mind()
    assert bodies() == set()


def test_a_stopped_writer_has_written_everything_and_a_new_one_comes(here: Organisation, gate: Gate) -> None:
    callers = [Caller(named(name, here)) for name in "ABC"]
    gate.let_through(*callers)
    together.stop()
    assert bodies() == {"A", "B", "C"}
    committed(named("D", here))
    assert "D" in bodies()
