"""Few connections for many threads: bounded, given on in good order, and nobody waits without end."""

import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections

from gehor.ground.sqlite import base
from gehor.ground.sqlite.base import MOST, DatabaseWrapper
from gehor.testing.threads import PATIENCE


@pytest.fixture
def wrapper(tmp_path: Path, django_db_blocker: Any) -> Iterator[Callable[[], DatabaseWrapper]]:
    """Makes what a thread has of its own, all for one file that nobody else knows."""
    made: list[DatabaseWrapper] = []
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
    own = {"ENGINE": "gehor.ground.sqlite", "NAME": tmp_path / "few.sqlite3", "OPTIONS": options}
    new = sqlite3.connect(own["NAME"])
    new.execute("PRAGMA journal_mode=WAL")  # as `migrate` leaves it: no two may change a file to it at the same time
    new.close()
    shape = {**connections.settings["default"], **own}

    def make() -> DatabaseWrapper:
        made.append(DatabaseWrapper(shape, alias="few"))
        made[-1].inc_thread_sharing()  # closed by the test's own thread
        return made[-1]

    with django_db_blocker.unblock():
        yield make
        for each in made:
            each.close()
            each.close_pool()


def asked(wrapper: DatabaseWrapper, statement: str = "SELECT 1") -> Any:
    with wrapper.cursor() as cursor:
        return cursor.execute(statement).fetchone()


def test_what_one_gives_back_the_next_takes(wrapper):
    first, second = wrapper(), wrapper()
    asked(first)
    raw = first.connection
    first.close()
    asked(second)
    assert second.connection is raw
    assert first.connection is None and asked(first) == (1,)


def test_thirty_threads_have_no_more_connections_than_a_few(wrapper):
    begin, seen, lock = threading.Barrier(30), set(), threading.Lock()

    def ask() -> None:
        own = wrapper()
        begin.wait(PATIENCE)
        for _ in range(20):
            asked(own)
            with lock:
                seen.add(own.connection)
            own.close()

    threads = [threading.Thread(target=ask) for _ in range(30)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(PATIENCE)
    assert 1 <= len(seen) <= MOST


def test_when_all_are_in_use_for_long_one_more_is_opened_and_later_closed(wrapper, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.01)
    holders = [wrapper() for _ in range(MOST + 1)]
    for each in holders:
        asked(each)
    beyond = holders[-1].connection
    holders[-1].close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        beyond.execute("SELECT 1")


def test_a_thread_that_ended_without_giving_back_is_not_counted(wrapper):
    for _ in range(MOST):
        asked(DatabaseWrapper(wrapper().settings_dict, alias="few"))
    gc.collect()
    assert not wrapper()._pool._lent


@pytest.mark.parametrize("fault", ["open transaction", "failed statement"])
def test_what_is_not_as_new_is_closed(wrapper, fault):
    own = wrapper()
    asked(own, "CREATE TABLE said (text TEXT)")
    raw = own.connection
    if fault == "open transaction":
        asked(own, "BEGIN IMMEDIATE")
        asked(own, "INSERT INTO said VALUES ('half')")
    else:
        with pytest.raises(DatabaseError):
            asked(own, "SELECT nothing FROM nowhere")
    own.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        raw.execute("SELECT 1")
    assert asked(wrapper(), "SELECT count(*) FROM said") == (0,)


def test_nothing_is_left_open_before_a_fork(wrapper):
    own = wrapper()
    asked(own)
    raw = own.connection
    own.close()
    own.close_pool()
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        raw.execute("SELECT 1")
