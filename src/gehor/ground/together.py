"""Group commit: many callers wait, one thread commits for all of them.

SQLite with synchronous FULL flushes the disk once per commit, some hundred times a second. So on SQLite a single
writer thread takes whatever waits, runs each piece in its own savepoint inside one transaction, and commits once.
Nobody is answered before the commit. A piece that fails reaches its own caller; a commit that fails reaches everyone.
What comes by the hundreds and is alike is run as one piece: two hundred votes ask the database little more than one.
On PostgreSQL, which commits in groups by itself, the piece simply runs in its own transaction.
"""

import queue
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from . import few

T = TypeVar("T")
G = TypeVar("G")
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class _Waiting:
    """One who waits. The piece runs in another thread but in the caller's circumstances: language, and a clock that
    has been set; those that are alike in those of the first of them.
    """

    run: Callable[[list[Any]], list[Any]]  # what was given → what came of it, for all that are alike
    given: Any
    is_alike: bool = False
    done: "Future[Any]" = field(default_factory=Future)
    circumstances: Context = field(default_factory=copy_context)
    language: str | None = field(default_factory=translation.get_language)


_waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()  # None: the writer may go home
_starting = threading.Lock()
_writer: threading.Thread | None = None


def committed(piece: Callable[[], T]) -> T:
    """Run `piece` in a transaction, together with others where that is cheaper. Returns when it is on disk."""
    if _is_alone():
        with transaction.atomic():
            return piece()
    done: T = _wait(_Waiting(lambda _: [piece()], None))
    return done


def committed_alike(run: Callable[[list[G]], list[T]], given: G) -> T:
    """As committed, of what many do at the same moment: `run` gets what all of them gave, and gives as much back.

    It is one piece. Where it fails, whatever the reason, each is run by itself, so that nobody pays for another.
    """
    if _is_alone():
        with transaction.atomic():
            return run([given])[0]
    done: T = _wait(_Waiting(run, given, is_alike=True))
    return done


def _is_alone() -> bool:
    return not settings.GROUP_COMMIT or connection.in_atomic_block


def stop() -> None:
    """Let the writer finish what waits and close its connection. The next caller starts a new one."""
    with _starting:
        if _writer is not None and _writer.is_alive():
            _waiting.put(None)
            _writer.join()


def _wait(waiting: _Waiting) -> Any:
    global _writer
    connection.close_if_unusable_or_obsolete()  # another thread may have it meanwhile
    with _starting:
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_write_for_ever, name="gehor-writer", daemon=True)
            _writer.start()
        _waiting.put(waiting)
    few.give_up()
    return waiting.done.result()


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


def _write(batch: list[_Waiting]) -> None:
    outcomes: list[tuple[_Waiting, Any, BaseException | None]] = []
    try:
        with transaction.atomic():
            for piece in _pieces(batch):
                outcomes += _run(piece)
    except BaseException as failure:  # noqa: BLE001 nothing of the batch is stored, so everyone must know
        connection.close()
        for waiting in batch:
            waiting.done.set_exception(failure)
        return
    for waiting, value, failure in outcomes:
        if failure is None:
            waiting.done.set_result(value)
        else:
            waiting.done.set_exception(failure)


def _pieces(batch: list[_Waiting]) -> list[list[_Waiting]]:
    """In the order in which they came, those that are alike with the first of them."""
    pieces: dict[Hashable, list[_Waiting]] = {}
    for waiting in batch:
        pieces.setdefault(waiting.run if waiting.is_alike else id(waiting), []).append(waiting)
    return list(pieces.values())


def _run(piece: list[_Waiting]) -> list[tuple[_Waiting, Any, BaseException | None]]:
    first = piece[0]
    try:
        with transaction.atomic():
            values = first.circumstances.run(_speaking, first.language, first.run, [each.given for each in piece])
        return [(each, value, None) for each, value in zip(piece, values, strict=True)]
    except Exception as failure:  # noqa: BLE001 it is handed to the one who asked
        if len(piece) == 1:
            return [(first, None, failure)]
        return [outcome for each in piece for outcome in _run([each])]


def _speaking(language: str | None, run: Callable[[list[Any]], list[Any]], given: list[Any]) -> list[Any]:
    with translation.override(language):
        return run(given)
