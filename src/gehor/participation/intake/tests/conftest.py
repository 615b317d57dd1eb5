"""Two people at once: functions that run in threads, each with a connection of its own to one real database."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def side_by_side(written_together: None, settings: Any) -> Iterator[Callable[[Callable[[], Any]], Future[Any]]]:
    """`side_by_side(function)` starts it in a thread and returns its future. Everybody writes for themselves."""
    settings.GROUP_COMMIT = False

    def alone(function: Callable[[], Any]) -> Any:
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        yield lambda function: threads.submit(copy_context().run, alone, function)
