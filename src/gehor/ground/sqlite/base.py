"""A few connections for many threads: what one gives back, the next takes.

A connection knows the whole schema by heart and keeps pages and statements beside: a megabyte. Threads wait most of
their time, for a commit or for the interpreter, and need none meanwhile: with CONN_MAX_AGE 0 they give theirs back
after each request, and `together` does before it waits. PostgreSQL has a pool of its own in Django; this is SQLite's.
"""

from collections import defaultdict, deque
from sqlite3 import Connection
from threading import Condition
from typing import Any
from weakref import WeakSet

from django.db.backends.sqlite3 import base

MOST = 4  # open at the same time, in a process
PATIENCE = 0.5  # seconds to wait for one of them; then one more is opened, so that nobody waits for each other for ever


class Pool:
    """Connections to one file. Whoever is gone without giving back, as a thread that has ended, is not counted."""

    def __init__(self) -> None:
        self._idle: deque[Connection] = deque()  # taken from the end, where they are warm
        self._lent: WeakSet[DatabaseWrapper] = WeakSet()
        self._back = Condition()

    def lend(self, to: "DatabaseWrapper") -> Connection | None:
        """One that is open; None if a new one may be opened."""
        with self._back:
            self._back.wait_for(lambda: self._idle or len(self._lent) < MOST, PATIENCE)
            self._lent.add(to)
            return self._idle.pop() if self._idle else None

    def take_back(self, by: "DatabaseWrapper", connection: Connection | None) -> bool:
        """Whether it is kept: there may be enough of them. None when there is nothing to give back."""
        with self._back:
            self._lent.discard(by)
            is_kept = connection is not None and len(self._idle) + len(self._lent) < MOST
            if connection is not None and is_kept:
                self._idle.append(connection)
            self._back.notify()
            return is_kept

    def empty(self) -> None:
        with self._back:
            while self._idle:
                self._idle.pop().close()


_pools: defaultdict[str, Pool] = defaultdict(Pool)


class DatabaseWrapper(base.DatabaseWrapper):
    """What each thread has of its own in Django, with or without a connection in hand."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        lent = self._pool.lend(self)
        if lent is not None:
            return lent
        try:
            return super().get_new_connection(conn_params)
        except base.Database.Error:
            self._pool.take_back(self, None)
            raise

    def _close(self) -> None:
        is_as_new = not (self.errors_occurred or self.in_atomic_block or self.connection.in_transaction)
        if not self._pool.take_back(self, self.connection if is_as_new else None):
            super()._close()

    def close_pool(self) -> None:
        """Close what nobody has in hand, as before a fork."""
        self._pool.empty()

    @property
    def _pool(self) -> Pool:
        return _pools[str(self.settings_dict["NAME"])]
