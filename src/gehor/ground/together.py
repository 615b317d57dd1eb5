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

_waiting: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any], str | None]] = queue.SimpleQueue()
_starting = threading.Lock()
_writer: threading.Thread | None = None


def committed(piece: Callable[[], T]) -> T:
    """Run `piece` in a transaction, together with others where that is cheaper. Returns when it is on disk."""
    if not settings.GROUP_COMMIT or connection.in_atomic_block:
        with transaction.atomic():
            return piece()
    _ensure_writer()
    done: Future[T] = Future()
    # The piece runs in another thread but in the caller's circumstances: a clock that has been set, for one.
    _waiting.put((partial(copy_context().run, piece), done, translation.get_language()))
    return done.result()


def _ensure_writer() -> None:
    global _writer
    with _starting:
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_write_for_ever, name="gehor-writer", daemon=True)
            _writer.start()


def _write_for_ever() -> None:
    while True:
        batch = [_waiting.get()]
        while len(batch) < MOST_AT_ONCE and not _waiting.empty():
            batch.append(_waiting.get())
        _write(batch)


def _write(batch: list[tuple[Callable[[], Any], Future[Any], str | None]]) -> None:
    outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
    try:
        with transaction.atomic():
            for piece, done, language in batch:
                outcomes.append((done, *_run(piece, language)))
    except BaseException as failure:  # noqa: BLE001 nothing of the batch is stored, so everyone must know
        connection.close()
        for _, done, _ in batch:
            done.set_exception(failure)
        return
    for done, value, failure in outcomes:
        if failure is None:
            done.set_result(value)
        else:
            done.set_exception(failure)


def _run(piece: Callable[[], Any], language: str | None) -> tuple[Any, BaseException | None]:
    try:
        with translation.override(language), transaction.atomic():
            return piece(), None
    except Exception as failure:  # noqa: BLE001 it is handed to the one who asked
        return None, failure
