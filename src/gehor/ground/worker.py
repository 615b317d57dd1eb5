"""The one worker of an installation: seals the journal, hands on what follows, and runs it.

`gehor worker` runs it by itself; `gehor serve` starts it beside the web server. Several may be started: one works, the
others stand by and take over when it dies. So whatever is found RUNNING at the start was cut off, and is tried again.
"""

import fcntl
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground import terminal
from gehor.ground.journal import relay, running

logger = logging.getLogger(__name__)
PAUSE = 0.5  # seconds between looks when nothing waits
TROUBLE = 5.0  # seconds to wait when the database does not answer
TIDYING = 3600.0  # seconds between clearings of done tasks
_forgetting: list[Callable[[], object]] = [running.forget_old]
WORKER_LOCK = 0x676577_6F726B  # the advisory lock of the one who works, on PostgreSQL


def main(*, once: bool = False) -> int:
    """For the command line: work until SIGTERM or SIGINT; with `once`, do what waits and stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if not once:
        run(stop)
        return 0
    with alone(stop, patient=False) as mine:
        if mine is None:
            with translation.override(terminal.language()):
                print(_("Another worker is at work: it does what waits."))
            return 0
        running.put_back()
        work_off(stop)
    return 0


def run(stop: threading.Event) -> None:
    """Work until `stop` is set; the task in hand is finished first. Waits as long as another worker is at work."""
    while not stop.is_set():
        try:
            with alone(stop) as mine:
                if mine:
                    _work(stop, mine)
        except (DatabaseError, InterfaceError, connection.Database.Error) as trouble:
            logger.error("The database does not answer; the worker tries again: %s", trouble)
            _let_go()
            stop.wait(TROUBLE)
    _let_go()


def work_off(stop: threading.Event | None = None) -> int:
    """Do everything that waits now, in this thread, and return how many tasks ran. For the demo, --once and tests."""
    relay.discover()
    ran = 0
    while not (stop and stop.is_set()):
        if running.run_one():
            ran += 1
        elif not relay.hand_on():
            break
    return ran


class Place:
    """The right to be the one worker, until the block ends or the process dies."""

    def still_mine(self) -> bool:
        return True


class _ServerPlace(Place):
    def __init__(self, session: Any) -> None:
        self.session = session

    def still_mine(self) -> bool:
        """The lock lives as long as its session: when the server was restarted, somebody else may hold it."""
        try:
            self.session.execute("SELECT 1")
        except connection.Database.Error as lost:
            logger.error("The worker's lock is lost: %s", lost)
            return False
        return True


def hourly(forget: Callable[[], object]) -> Callable[[], object]:
    """What is done once an hour: mostly forgetting what is kept only for a while. Said in a stage's tasks.py.

    It must be quick, since work waits for it: what takes time it enqueues.
    """
    if forget not in _forgetting:
        _forgetting.append(forget)
    return forget


def tidy() -> None:
    for forget in _forgetting:
        try:
            forget()
        except Exception:  # what is old may grow older; work may not wait for it
            logger.exception("What is done once an hour could not be done")


def _work(stop: threading.Event, place: Place) -> None:
    relay.discover()
    running.put_back()
    newness, looked, tidied = relay.Newness(), float("-inf"), float("-inf")
    while not stop.is_set() and place.still_mine():
        if time.monotonic() - tidied > TIDYING:
            tidy()
            tidied = time.monotonic()
        handed_on = 0
        if time.monotonic() - looked >= PAUSE:  # not after every task: looking is dearer than most of them
            looked = time.monotonic()
            handed_on = relay.hand_on() if newness.is_likely() else 0
        if not running.run_one() and not handed_on:
            stop.wait(PAUSE)


@contextmanager
def alone(stop: threading.Event, *, patient: bool = True) -> Iterator[Place | None]:
    """The worker's place, waited for while another has it; None when asked to stop meanwhile, or when not patient."""
    with _on_server() if connection.vendor == "postgresql" else _on_file() as take:
        place = take()
        while place is None and patient and not stop.wait(PAUSE):
            place = take()
        yield place


@contextmanager
def _on_file() -> Iterator[Callable[[], Place | None]]:
    with (settings.HOME / "worker.lock").open("w") as file:
        yield lambda: Place() if _locked(file) else None


def _locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel lets go when the process dies
    except BlockingIOError:
        return False
    return True


@contextmanager
def _on_server() -> Iterator[Callable[[], Place | None]]:
    # A session of its own: the lock must neither travel through the pool nor end with a query's connection
    with connection.Database.connect(**connection.get_connection_params(), autocommit=True) as session:
        asking = "SELECT pg_try_advisory_lock(%s)"
        try:
            yield lambda: _ServerPlace(session) if session.execute(asking, [WORKER_LOCK]).fetchone()[0] else None
        finally:
            # At once: the server notices a closed session some moments later
            with suppress(connection.Database.Error):
                session.execute("SELECT pg_advisory_unlock_all()")


def _let_go() -> None:
    with suppress(DatabaseError, InterfaceError):
        connection.close()
