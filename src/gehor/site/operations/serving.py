"""`gehor serve`: prepare the database, then run the web server and the worker in one process group."""

import contextlib
import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gehor.ground.organisations.models import Organisation

from . import CannotDo


def prepare() -> None:
    """Bring the database to the current shape, collect static files, and load the demo into an empty database."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMO and not Organisation.objects.exists():
        from gehor.site.demo.build import build

        print("Loading the demo dialogues …", flush=True)
        build(say=lambda line: print(f"  {line}", flush=True))


def serve(*, host: str, port: int, processes: int | None, with_worker: bool) -> int:
    """Serve until stopped. If the web server or the worker dies, the other is stopped and the exit code is 1."""
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite and processes not in (None, 1):
        raise CannotDo("SQLite has one writing process. Use --processes 1, or PostgreSQL by DATABASE_URL.")
    prepare()
    connection.close()
    web = [
        sys.executable,
        *("-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(processes or (1 if on_sqlite else 2))),
        *("--blocking-threads", "32" if on_sqlite else "12"),
        *("--respawn-failed-workers", "--log-level", "warning"),
        "gehor.site.wsgi:application",
    ]
    commands = [web] + ([[sys.executable, "-m", "gehor.cli", "worker"]] if with_worker else [])
    # In groups of their own, so that Ctrl+C reaches only us and each child is told once, and in order, to stop
    children = [subprocess.Popen(command, env=_environment(), process_group=0) for command in commands]
    _say_where(host, port)
    return _watch(children)


def _environment() -> dict[str, str]:
    return {**os.environ, "GEHOR_MODE": settings.MODE, "GEHOR_HOME": str(settings.HOME)}


def _say_where(host: str, port: int) -> None:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    print(f"\n  Gehör is at http://{shown}:{port}/", flush=True)
    if settings.DEMO:
        print(f"  Sign in with one click as a demo person: http://{shown}:{port}/account/login/")
        print(f"  Messages that would have been sent: http://{shown}:{port}/outbox/")
    print("  Stop with Ctrl+C.\n", flush=True)


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    stopping = False

    def stop(signal_number: int, frame: object) -> None:
        nonlocal stopping
        stopping = True

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=15)
        # Whatever it started and left behind would keep the port
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return 0 if stopping else 1
