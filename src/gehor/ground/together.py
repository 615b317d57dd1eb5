"""Group commit: many callers wait, one thread commits for all of them.

SQLite with synchronous FULL flushes the disk once per commit, some hundred times a second. So on SQLite a single
writer thread takes whatever waits, runs each piece in its own savepoint inside one transaction, and commits once.
Nobody is answered before the commit. A piece that fails reaches its own caller; a commit that fails reaches everyone.
On PostgreSQL, which commits in groups by itself, the piece simply runs in its own transaction.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

T = TypeVar("T")
MOST_AT_ONCE = 200

Waiting = tuple[Callable[[], Any], "Future[Any]"]
_waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()  # None: the writer may go home
_starting = threading.Lock()
_writer: threading.Thread | None = None


def committed(piece: Callable[[], T]) -> T:
    """Run `piece` in a transaction, together with others where that is cheaper. Returns when it is on disk."""
    if not settings.GROUP_COMMIT or connection.in_atomic_block:
        with transaction.atomic():
            return piece()
    done: Future[T] = Future()
    # The piece runs in another thread but in the caller's circumstances: language, and a clock that has been set.
    _hand_in((partial(copy_context().run, _speaking, translation.get_language(), piece), done))
    return done.result()


def stop() -> None:
    """Let the writer finish what waits and close its connection. The next caller starts a new one."""
    with _starting:
        if _writer is not None and _writer.is_alive():
            _waiting.put(None)
            _writer.join()


def _hand_in(waiting: Waiting) -> None:
    global _writer
    with _starting:
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_write_for_ever, name="gehor-writer", daemon=True)
            _writer.start()
        _waiting.put(waiting)


def _write_for_ever() -> None:
    at_work = True
    while at_work:
        taken = [_waiting.get()]
        while taken[-1] is not None and len(taken) < MOST_AT_ONCE and not _waiting.empty():
            taken.append(_waiting.get())
        at_work = taken[-1] is not None
        batch = [each for each in taken if each is not None]
        if batch:
            _write(batch)
    connection.close()


def _write(batch: list[Waiting]) -> None:
    outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
    try:
        with transaction.atomic():
            for piece, done in batch:
                outcomes.append((done, *_run(piece)))
    except BaseException as failure:  # noqa: BLE001 nothing of the batch is stored, so everyone must know
        connection.close()
        for _, done in batch:
            done.set_exception(failure)
        return
    for done, value, failure in outcomes:
        if failure is None:
            done.set_result(value)
        else:
            done.set_exception(failure)


def _speaking(language: str | None, piece: Callable[[], Any]) -> Any:
    with translation.override(language):
        return piece()


def _run(piece: Callable[[], Any]) -> tuple[Any, BaseException | None]:
    try:
        with transaction.atomic():
            return piece(), None
    except Exception as failure:  # noqa: BLE001 it is handed to the one who asked
        return None, failure
