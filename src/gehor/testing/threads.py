"""A database that many threads write to at the same time, and many threads to do it."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any

import pytest
from django.db import connection, connections

PATIENCE = 60  # seconds


@pytest.fixture
def written_together(transactional_db: None, tmp_path: Any, settings: Any) -> Iterator[None]:
    """The database as it runs in production: several connections, and one writer for mass input.

    Ask for it before the rows. SQLite's test database lies in memory and cannot be shared by threads, so a copy of it
    in a file takes its place.
    """
    from gehor.ground import together

    settings.GROUP_COMMIT = True
    together.stop()
    if connection.vendor == "postgresql":
        yield
        together.stop()
        return
    memory = connections["default"]
    memory.ensure_connection()
    name, path = memory.settings_dict["NAME"], tmp_path / "together.sqlite3"
    file = sqlite3.connect(path)
    memory.connection.backup(file)
    file.close()
    memory.settings_dict["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        together.stop()
        connections["default"].close()
        connections["default"] = memory
        memory.settings_dict["NAME"] = name


def side_by_side(*pieces: Callable[[], Any]) -> list[Any]:
    """Run all pieces at once, each in a thread of its own, at the test's own time; what each returned or raised."""
    outcomes: list[Any] = [None] * len(pieces)
    ready = threading.Barrier(len(pieces))

    def run(number: int, piece: Callable[[], Any]) -> None:
        try:
            ready.wait(PATIENCE)
            outcomes[number] = piece()
        except BaseException as failure:  # noqa: BLE001 it is handed to the test
            outcomes[number] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=copy_context().run, args=(run, *pair)) for pair in enumerate(pieces)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return outcomes
