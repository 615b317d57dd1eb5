"""Python processes that are born with the packages loaded that each would load first: more than half of a start.

One process loads them, reads no settings, and forks. What is forked is a process like any other from then on: it gets
its own environment, folder and standard files, reads its settings, runs what Python was asked to run, and ends as
Python ends. Standard library only, but for what is loaded.

    process = warm.born(["-m", "gehor.cli", "doctor"], environment=…, folder=…, output=file, errors=file)
    process.wait()
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

SOURCE = Path(__file__).resolve().parents[2]
MOST = 200_000  # bytes of an order
# What needs no settings to be loaded; whatever is forgotten here is loaded by each for itself.
PACKAGES = (
    "argparse", "asgiref.sync", "babel.dates", "concurrent.futures.thread", "csp.constants", "csp.middleware",
    "dateutil.easter", "dj_database_url", "django.conf.locale.sv.formats", "django.conf.urls.i18n",
    "django.core.cache.backends.locmem", "django.core.files.storage", "django.core.mail.backends.smtp",
    "django.core.management", "django.core.paginator", "django.core.serializers.json", "django.core.signing",
    "django.core.validators", "django.core.wsgi", "django.db.backends.sqlite3.base",
    "django.db.migrations.autodetector", "django.db.migrations.executor", "django.db.models.functions",
    "django.forms", "django.http", "django.middleware.clickjacking", "django.middleware.common",
    "django.middleware.csrf", "django.middleware.gzip", "django.middleware.http", "django.middleware.locale",
    "django.middleware.security", "django.shortcuts", "django.template.backends.django",
    "django.template.context_processors", "django.template.defaulttags", "django.template.loader",
    "django.template.loader_tags", "django.templatetags.i18n", "django.urls", "django.utils.log",
    "django.utils.module_loading", "django.views.decorators.csrf", "django.views.defaults", "django.views.generic",
    "django.views.i18n", "django_htmx.middleware", "django_stubs_ext", "email.mime.text", "fido2.server", "granian",
    "multiprocessing.popen_fork", "PIL.ImageDraw", "psycopg_pool", "qrcode", "smtplib", "sqlite3", "ssl",
    "stdnum.luhn", "tomllib", "whitenoise.middleware", "whitenoise.storage", "zipfile", "zoneinfo",
)  # fmt: skip


class Process:
    """As much of subprocess.Popen as tests need, of a process whose parent is another."""

    def __init__(self, arguments: Sequence[str], told: socket.socket) -> None:
        self.args, self._told, self._listening = arguments, told, threading.Lock()
        self.returncode: int | None = None
        weakref.finalize(self, told.close)  # however it ends, and whether or not anybody waits for it
        self.pid = int(told.recv(20))

    def poll(self) -> int | None:
        return self._heard(0)

    def wait(self, timeout: float | None = None) -> int:
        if self._heard(timeout) is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _heard(self, timeout: float | None) -> int | None:
        if self._listening.acquire(timeout=-1 if timeout is None else timeout):  # one thread at a time
            try:
                if self.returncode is None and select.select([self._told], [], [], timeout)[0]:
                    self.returncode = int(self._told.recv(20))
                    self._told.close()
            finally:
                self._listening.release()
        return self.returncode


def born(
    arguments: Sequence[str], *, environment: Mapping[str, str], folder: Path, output: IO[bytes], errors: IO[bytes]
) -> Process:
    """Python with these arguments, in a session of its own."""
    order = {"arguments": arguments, "environment": dict(environment), "folder": str(folder)}
    told, tells = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with tells, open(os.devnull, "rb") as nothing:
        files = [file.fileno() for file in (nothing, output, errors, tells)]
        socket.send_fds(_line(), [json.dumps(order).encode()], files)
    return Process(arguments, told)


_lines: list[socket.socket] = []


def _line() -> socket.socket:
    """To the process that forks; it is started when it is first needed, and ends with this one."""
    if not _lines:
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GEHOR_", "DJANGO_"))}
        with its:
            process = subprocess.Popen(
                [sys.executable, "-m", "gehor.testing.warm", str(its.fileno())],
                env={**kept, "PYTHONPATH": str(SOURCE)}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                pass_fds=[its.fileno()], start_new_session=True,
            )  # fmt: skip
        _lines.append(ours)
        atexit.register(_end, ours, process)
    return _lines[0]


def _end(line: socket.socket, process: subprocess.Popen[bytes]) -> None:
    line.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)


# From here on in the process that forks


def main(line: socket.socket) -> None:
    for package in [*PACKAGES, *_pure()]:
        importlib.import_module(package)
    gc.collect()
    gc.freeze()
    while (received := socket.recv_fds(line, MOST, 4))[0]:
        order, files = json.loads(received[0]), received[1]
        if not os.fork():
            line.close()
            _keep(order, files)
            return
        for file in files:
            os.close(file)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _pure() -> list[str]:
    """Our own modules that know no Django, and so no settings: tests/test_architecture.py sees to that."""
    files = [*SOURCE.glob("gehor/process/*.py"), *SOURCE.glob("gehor/**/rules.py")]
    return [
        ".".join(file.relative_to(SOURCE).with_suffix("").parts) for file in sorted(files) if file.stem != "__init__"
    ]


def _keep(order: dict, files: list[int]) -> None:
    """Fork what was ordered, and stay to tell how it ends."""
    *standard, tells = files
    if child := os.fork():
        for file in standard:
            os.close(file)
        os.write(tells, b"%d" % child)
        with contextlib.suppress(OSError):  # nobody listens any more
            os.write(tells, b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        os._exit(0)
    os.close(tells)
    os.setsid()
    for number, file in enumerate(standard):
        os.dup2(file, number)
        os.close(file)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    _run(order["arguments"])


def _run(arguments: list[str]) -> None:
    """As `python …` does."""
    if arguments[:2] == ["-W", "ignore"]:
        warnings.simplefilter("ignore")
        arguments = arguments[2:]
    if arguments[0] == "-c":
        sys.argv, sys.path[0] = ["-c", *arguments[2:]], ""
        exec(compile(arguments[1], "<string>", "exec"), {"__name__": "__main__"})
    elif arguments[0] == "-m":
        sys.argv, sys.path[0] = arguments[1:], os.getcwd()
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv, sys.path[0] = arguments, str(Path(arguments[0]).parent)
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
