"""Very many new rows, all or none: made ready while nobody waits for it, and stored in one short transaction.

SQLite lets one write at a time. To check, number and write out two hundred thousand rows takes ten times as long as to
store them, so whoever votes meanwhile would wait for all of that. Inside `stored_whole`, what rows.py is given is
numbered and put into tables that this connection alone has: they lock nothing, and go with it when it is killed. At the
end one transaction asks the guards once more and takes all of them over.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models, transaction

from . import progress, rows

P = ParamSpec("P")
T = TypeVar("T")
MEMORY = 96 * 1024  # KiB of changed pages: what does not fit is written twice, while others wait
AHEAD = 1000  # numbers set aside at once, at the most
AT_ONCE = 10_000  # rows between two words on how far it has come


@dataclass(frozen=True)
class _Room:
    """Where the new rows of one model lie meanwhile: a table of this connection alone."""

    model: type[models.Model]
    numbered: bool

    @property
    def table(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    @property
    def name(self) -> str:
        return connection.ops.quote_name(f"aside_{'numbered_' if self.numbered else ''}{self.model._meta.db_table}")

    def made(self) -> str:
        """Make it. Gives the columns that it has."""
        fields = [each for each in self.model._meta.local_concrete_fields if self.numbered or not each.primary_key]
        columns = ", ".join(connection.ops.quote_name(each.column) for each in fields)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}")
            like = f"SELECT {columns} FROM {self.table} WHERE 1 = 0"  # noqa: S608 names of our own tables
            cursor.execute(f"CREATE TEMPORARY TABLE {self.name} AS {like}")
        return columns


class Aside:
    """What has been put aside, and what has to be done when it is stored."""

    def __init__(self) -> None:
        self.again: list[Callable[[], object]] = []  # guards, to be asked under the lock
        self.around: list[Callable[[], AbstractContextManager[object]]] = []
        self.later: list[Callable[[], object]] = []  # what needs the stored rows
        self.count = 0
        self._numbers: defaultdict[type[models.Model], deque[int]] = defaultdict(deque)
        self._given: Counter[type[models.Model]] = Counter()
        self._rooms: dict[_Room, str] = {}  # where they lie, in the order of storing; and in which columns

    def put(self, new: Sequence[models.Model], *, numbered: bool) -> None:
        """numbered: whether anything asks for their numbers. Else they get the newest when they are stored."""
        room = _Room(type(new[0]), numbered)
        if room not in self._rooms:
            self._rooms[room] = room.made()
        if numbered:
            self._number(new)
        for start in range(0, len(new), AT_ONCE):
            rows.write_aside(new[start : start + AT_ONCE], into=room.name, numbered=numbered)
            self.count += len(new[start : start + AT_ONCE])
            progress.tell("storing", self.count, 0)

    def _number(self, new: Sequence[models.Model]) -> None:
        model = type(new[0])
        numbers = self._numbers[model]
        if len(numbers) < len(new):
            ahead = min(AHEAD, self._given[model])  # where rows come one by one, more of them will come
            numbers.extend(_set_aside(model, max(ahead, len(new) - len(numbers))))
        self._given[model] += len(new)
        for row in new:
            row.pk, row._state.adding, row._state.db = numbers.popleft(), False, DEFAULT_DB_ALIAS

    def pour(self) -> None:
        """Inside a transaction: everything to its place."""
        for guard in self.again:
            guard()
        with ExitStack() as frames, connection.cursor() as cursor:
            for frame in self.around:
                frames.enter_context(frame())
            for room, columns in self._rooms.items():
                # In the order in which they were put there: what another replaces comes first
                taken = f"SELECT {columns} FROM {room.name}"  # noqa: S608 names of our own tables
                cursor.execute(f"INSERT INTO {room.table} ({columns}) {taken}")
            for act in self.later:
                act()

    def clear(self) -> None:
        if connection.needs_rollback or connection.connection is None:  # then they go by themselves
            return
        with connection.cursor() as cursor:
            for room in self._rooms:
                cursor.execute(f"DROP TABLE IF EXISTS {room.name}")


_now: ContextVar[Aside | None] = ContextVar("aside", default=None)


@contextmanager
def stored_whole() -> Iterator[None]:
    """Rows that are made inside are stored at its end, all or none; inside another, at the end of that."""
    if _now.get():
        yield
        return
    aside = Aside()
    token, put = _now.set(aside), rows.put_aside.set(aside.put)
    try:
        try:
            yield
        finally:
            _now.reset(token)
            rows.put_aside.reset(put)
        with much_in_memory(), transaction.atomic():
            aside.pour()
    finally:
        aside.clear()


@contextmanager
def much_in_memory() -> Iterator[None]:
    """For a transaction that changes very many rows: on SQLite others wait for it."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = -{MEMORY}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {before}")


def whole(action: Callable[P, T]) -> Callable[P, T]:
    """The frame of an action that may store very many rows: one transaction, or a part of what is put aside."""

    @wraps(action)
    def framed(*args: P.args, **kwargs: P.kwargs) -> T:
        with nullcontext() if is_on() else transaction.atomic():
            return action(*args, **kwargs)

    return framed


def is_on() -> bool:
    return _now.get() is not None


def held(guard: Callable[[], T]) -> T:
    """What the guard says; where rows are put aside it is asked again before they are stored."""
    if aside := _now.get():
        aside.again.append(guard)
    return guard()


def framed(frame: Callable[[], AbstractContextManager[object]]) -> None:
    """Store what is put aside inside this frame."""
    aside = _now.get()
    assert aside is not None
    aside.around.append(frame)


def when_stored(act: Callable[[], object]) -> None:
    """Now; where rows are put aside, in the transaction that stores them."""
    if aside := _now.get():
        aside.later.append(act)
    else:
        act()


def _set_aside(model: type[models.Model], count: int) -> Sequence[int]:
    """So many numbers that no other row of the table will get."""
    table, column = model._meta.db_table, model._meta.pk.column
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asking = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(asking, [connection.ops.quote_name(table), column, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        found: Any = cursor.fetchall()
        if not found:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
            found = [(count,)]
        return range(found[0][0] - count + 1, found[0][0] + 1)
