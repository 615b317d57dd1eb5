"""`gehor serve`: prepare what has changed, then run the web server and the worker beside each other.

Both are forked from here when everything is loaded: they start at once and share the memory of what never changes.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground import memory, together
from gehor.ground.files import why
from gehor.ground.organisations.models import Account, Organisation

from . import CannotDo, fresh

STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
GRACE = 15  # seconds that a child gets to finish what it has in hand
PR_SET_PDEATHSIG = 1  # of Linux's prctl
SWITCH = 0.02  # seconds that a thread may keep the interpreter; at Python's 0.005 handing over costs more than it gives


def prepare() -> None:
    """Bring the database to the current shape, collect static files, and load the demo into an empty database."""
    differing = fresh.migrations()
    if differing.unknown:
        said = _("The database is from another version of Gehör ({step}). Upgrade the code.")
        raise CannotDo(said.format(step=" ".join(differing.unknown[-1])) + _or_away())
    if differing.waiting:
        _migrate()
    if lacking := fresh.lacking():
        raise CannotDo(_too_old(_("it has no {column}").format(column=lacking[0])))
    if fresh.static_files_have_changed():
        call_command("collectstatic", verbosity=0, interactive=False)
        fresh.note_static_files()
    call_command("clearsessions", verbosity=0)
    if not settings.DEMO:
        return
    if not Organisation.objects.exists():
        print(_("Loading the demo dialogues …"), flush=True)
        _load_demo()
    elif not Account.objects.filter(is_demo=True).exists():
        raise CannotDo(
            _("This is not the demo's database, and the demo is not served from it: set another GEHOR_HOME.")
        )


def _migrate() -> None:
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as failure:
        raise CannotDo(_too_old(str(failure))) from None


def _too_old(why: str) -> str:
    said = _(
        "The database is from an earlier version of Gehör and cannot be brought along ({why}). "
        "Start with the version that it is from."
    )
    return said.format(why=why) + _or_away()


def _or_away() -> str:
    """What else to do where the database is the demo's."""
    said = _("Or move {folder} away, and the demo makes a new one.")
    return " " + said.format(folder=settings.HOME) if settings.DEMO else ""


def _load_demo() -> None:
    """In a process of its own. Making its PDFs starts threads, which no child that is forked later would have: each PDF
    there would wait for them without end.
    """
    _leave_the_database()
    loading = multiprocessing.get_context("fork").Process(target=_build_demo)
    loading.start()
    loading.join()
    if loading.exitcode:
        said = _("The demo could not be loaded; why stands above. Remove {folder} and start again.")
        raise CannotDo(said.format(folder=settings.HOME))


def _build_demo() -> None:
    from gehor.site.demo.build import build

    translation.deactivate()
    build(say=lambda line: print(f"  {line}", flush=True))
    _leave_the_database()


def serve(*, host: str, port: int, processes: int | None, with_worker: bool) -> int:
    """Serve until stopped. If the web server or the worker dies, the other is stopped and the exit code is 1."""
    memory.keep_little()
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite and processes not in (None, 1):
        raise CannotDo(_("SQLite has one writing process. Use --processes 1, or PostgreSQL by DATABASE_URL."))
    _ask_for(host, port)
    prepare()
    with memory.loading():
        import gehor.site.urls  # what every page needs
        import gehor.site.wsgi  # noqa: F401 loaded before the children are forked

        gc.freeze()  # what is loaded stays: no child need look through it, and all share it
    _leave_the_database()
    stopping: list[int] = []
    for number in STOP:
        signal.signal(number, lambda number, frame: stopping.append(number))
    web = partial(_serve_pages, host, port, processes or (1 if on_sqlite else 2), 32 if on_sqlite else 12)
    children = [_born(run) for run in ([web, _work] if with_worker else [web])]
    _watch(children, stopping, ready=lambda: _is_listening(host, port) and _say_where(host, port))
    _end(children)
    return 0 if stopping else 1


def _ask_for(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((host, port))
        except OSError as failure:
            said = _("{place} cannot be listened to: {why}. Choose another --port.")
            raise CannotDo(said.format(place=f"{host}:{port}", why=why(failure))) from None


def _leave_the_database() -> None:
    """A child may inherit neither a connection nor a thread."""
    together.stop()
    connection.close()
    connection.close_pool()


def _serve_pages(host: str, port: int, processes: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    sys.setswitchinterval(SWITCH)
    Granian(
        "gehor.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE - 5,
        log_level=LogLevels.error,
    ).serve()


def _work() -> None:
    from gehor.ground import worker

    worker.main()


def _born(run: Callable[[], None]) -> multiprocessing.Process:
    child = multiprocessing.get_context("fork").Process(target=_live, args=(run, os.getpid()))
    child.start()
    return child


def _live(run: Callable[[], None], parent: int) -> None:
    """In a group of its own, so that Ctrl+C reaches the parent alone and each child is told once to stop.

    The terminal's language is not that of readers.
    """
    translation.deactivate()
    for number in STOP:
        signal.signal(number, signal.SIG_DFL)
    os.setpgrp()
    with contextlib.suppress(OSError, AttributeError):  # only Linux can
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:
        run()


def _is_listening(host: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((_reachable(host), port), timeout=1):
        return True
    return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _say_where(host: str, port: int) -> bool:
    shown = f"[{_reachable(host)}]" if ":" in host else _reachable(host)
    here = f"http://{shown}:{port}"
    lines = [_("Gehör is at {address}").format(address=f"{here}/")]
    if settings.DEMO:
        lines += [
            _("Sign in with one click as a demo person: {address}").format(address=f"{here}/account/login/"),
            _("Messages that would have been sent: {address}").format(address=f"{here}/outbox/"),
        ]
    print("", *lines, _("Stop with Ctrl+C."), sep="\n  ", end="\n\n", flush=True)
    return True


def _watch(children: list[multiprocessing.Process], stopping: list[int], *, ready: Callable[[], bool]) -> None:
    """Until somebody says stop, or a child has died."""
    said = False
    while not stopping and all(child.is_alive() for child in children):
        said = said or ready()
        time.sleep(0.2 if said else 0.02)


def _end(children: list[multiprocessing.Process]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        child.join(GRACE)
        # Whatever it started and left behind would keep the port
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.join()
