"""How far long work has come: whoever does it tells, and whoever waits may listen. Nobody needs to.

with telling(listener):            # as the worker does for a large file
    read_table(…)                  # which goes through its rows by `through("reading", …)`
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
Listener = Callable[[str, int, int], object]  # what is done, how many are done, of how many: 0 where nobody knows
EVERY = 500

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def telling(listener: Listener) -> Iterator[None]:
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(part: str, done: int, of: int) -> None:
    if listener := _listener.get():
        listener(part, done, of)


def through(part: str, rows: Iterable[T], of: int = 0) -> Iterable[T]:
    """The same rows; now and then it is told how many have been taken."""
    return _told(part, rows, of) if _listener.get() else rows


def _told(part: str, rows: Iterable[T], of: int) -> Iterator[T]:
    tell(part, 0, of)
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if not done % EVERY:
            tell(part, done, of)
    tell(part, done, of)
