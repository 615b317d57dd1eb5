"""Two people at once: functions that run in threads, each with a connection of its own to one real database."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def side_by_side(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Callable[[], Any]], Future[Any]]]:
    """`side_by_side(function)` starts it in a thread and returns its future.

    On SQLite the threads see a copy on disk of what was stored before the first of them: the tests' own database lies
    in memory, where no two connections can wait for each other.
    """
    path = tmp_path / "side-by-side.sqlite3"

    def copy_to_disk() -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        monkeypatch.setitem(connections.settings, "default", {**connections.settings["default"], "NAME": str(path)})

    def alone(function: Callable[[], Any]) -> Any:
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=4) as threads:

        def start(function: Callable[[], Any]) -> Future[Any]:
            if connection.vendor == "sqlite" and not path.exists():
                copy_to_disk()
            return threads.submit(copy_context().run, alone, function)

        yield start
