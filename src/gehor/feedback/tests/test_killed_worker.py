"""A real worker, killed with SIGKILL between sending and noting: the others go out, and nobody gets it twice."""

import contextlib
import json
import os
import secrets
import signal
import socket
import threading
import time
import uuid
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller

from gehor.testing import migrated, warm

HERE = Path(__file__).resolve()
SOURCES = HERE.parents[3]
PATIENCE = 60


class KillingServer:
    """Takes every message. While it takes number `at`, it kills whoever sends it, before it says thank you."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.victim: warm.Process | None = None
        self.taken: list[str] = []
        self.ids: list[str] = []
        self.changed = threading.Condition()

    async def handle_DATA(self, server, session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        with self.changed:
            self.taken.append(envelope.rcpt_tos[0])
            self.ids.append(str(letter["Message-ID"]))
            kill = len(self.taken) == self.at
            self.changed.notify_all()
        if kill:
            self.victim.kill()
            self.victim.wait(PATIENCE)
        return "250 Thank you"

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.taken) >= count, timeout=PATIENCE), self.taken


@pytest.fixture
def environment(tmp_path, database_of_its_own):
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GEHOR_", "DATABASE_"))},
        **database_of_its_own,
        "GEHOR_MODE": "production",
        "GEHOR_HOME": str(tmp_path),
        "GEHOR_SECRET_KEY": secrets.token_hex(32),
        "GEHOR_HOSTS": "dialog.example",
        "DJANGO_SETTINGS_MODULE": "gehor.site.settings",
        "PYTHONPATH": str(SOURCES),
    }


@pytest.fixture
def database_of_its_own(tmp_path):
    """On PostgreSQL one that several processes share and that goes away afterwards; on SQLite the home's file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        migrated.copy_sqlite(tmp_path / "gehor.sqlite3")
        yield {}
        return
    server, name = url.rpartition("/")[0], f"killed_worker_{os.getpid()}"
    template = migrated.postgresql_template(server)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as session:
        session.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        session.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield {"DATABASE_URL": f"{server}/{name}"}
        session.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.contextmanager
def mail(server: KillingServer):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def begun(environment, *arguments) -> tuple[warm.Process, Path]:
    """A process of its own, and the file with what it prints; beside that lies what it complains about."""
    folder = Path(environment["GEHOR_HOME"])
    said = folder / f"said-{uuid.uuid4()}"
    words = [str(argument) for argument in arguments]
    with said.open("wb") as output, said.with_suffix(".errors").open("wb") as errors:
        return warm.born(words, environment=environment, folder=folder, output=output, errors=errors), said


def run(environment, *arguments) -> str:
    process, said = begun(environment, *arguments)
    try:
        assert process.wait(PATIENCE) == 0, said.with_suffix(".errors").read_text()
    finally:
        process.kill()
    return said.read_text()


@contextlib.contextmanager
def worker(environment):
    process, said = begun(environment, "-m", "gehor", "worker")
    try:
        yield process
    finally:
        process.kill()
    errors = said.with_suffix(".errors").read_text()
    assert "Traceback" not in errors, errors


def stopped(process: warm.Process) -> int:
    """Asked to stop once it listens for that: until then it would end as any process does."""
    until = time.monotonic() + PATIENCE
    while not _hears_sigterm(process.pid):
        assert time.monotonic() < until, "no handler for SIGTERM"
        time.sleep(0.02)
    process.terminate()
    return process.wait(PATIENCE)


def _hears_sigterm(pid: int) -> bool:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
    return bool(caught >> (signal.SIGTERM - 1) & 1)


@pytest.mark.first
def test_a_worker_killed_between_send_and_mark_doubles_nothing(environment):
    server = KillingServer(at=2)
    with mail(server) as port:
        environment["GEHOR_MAIL"] = f"smtp://127.0.0.1:{port}"
        run(environment, HERE.with_name("installation.py"), "build", "5")

        with worker(environment) as server.victim:
            assert server.victim.wait(PATIENCE) == -signal.SIGKILL
        found = json.loads(run(environment, HERE.with_name("installation.py"), "states"))
        assert sorted(found["deliveries"]) == [[False, False, 0]] * 3 + [[True, False, 1], [True, True, 1]]
        assert "RUNNING" in found["tasks"]  # as the dead worker left it

        with worker(environment) as first, worker(environment) as second:  # one works, the other stands by
            server.wait_for(5)
            assert stopped(first) == 0 and stopped(second) == 0

        run(environment, "-m", "gehor", "worker", "--once")  # and once more, for nothing
        found = json.loads(run(environment, HERE.with_name("installation.py"), "states"))

    assert Counter(server.taken) == Counter({f"person{number}@example.se": 1 for number in range(5)})
    assert len(set(server.ids)) == 5
    uncertain = [row for row in found["deliveries"] if row == [True, False, 1]]
    done = [row for row in found["deliveries"] if row == [True, True, 1]]
    assert (len(uncertain), len(done)) == (1, 4)  # the one that was cut off waits for a person
    assert set(found["tasks"]) == {"SUCCESSFUL"}
