"""A PostgreSQL of our own for one test run: made from the installed binaries, gone afterwards.

It listens on a socket in a private folder and nowhere else, so it needs no free port and no password.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from .tools import postgresql

# Durability is tested elsewhere, with a server that has it. Here it would only cost time.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "autovacuum": "off",
    "jit": "off",
}

# As a server is meant to run: what is answered is on disk.
DURABLE = {"listen_addresses": "", "max_connections": "200", "jit": "off"}

# Whoever started the server may be killed. The shell waits on a pipe that closes with its parent, then cleans up.
GUARD = 'trap "" INT TERM; "$@" & read -r _; kill -INT $!; wait $!; rm -rf "$FOLDER"'


class NoPostgreSQL(Exception):
    """The server could not be had; the message says why."""


class Cluster:
    def __init__(self, settings: Mapping[str, str] = SETTINGS) -> None:
        self.settings = settings
        self.binaries = postgresql()
        if self.binaries is None:
            raise NoPostgreSQL("PostgreSQL's server is not installed (Debian: apt install postgresql)")
        self.folder = Path(tempfile.mkdtemp(prefix="gehor-pg-"))
        self.log = self.folder / "log"
        self._owner = _unprivileged()
        self._guard: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://gehor@{quote(str(self.folder), safe='')}/gehor"

    @property
    def postmaster(self) -> int:
        """The process id of the server, whose children do the work."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def start(self, *, seconds: float = 60) -> "Cluster":
        if self._owner:
            os.chown(self.folder, self._owner["user"], self._owner["group"])
        data = self.folder / "data"
        initdb = [self.binaries / "initdb", "-D", data, "-U", "gehor", "-A", "trust", "-E", "UTF8", "--no-sync"]
        done = subprocess.run(
            [*initdb, "--locale=C.UTF-8"], capture_output=True, text=True, check=False, cwd=self.folder, **self._owner
        )
        if done.returncode:
            raise NoPostgreSQL(f"initdb failed: {done.stderr.strip()}")
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        server = [self.binaries / "postgres", "-D", data, "-k", self.folder, *options]
        with self.log.open("wb") as log:
            self._guard = subprocess.Popen(
                ["/bin/sh", "-c", GUARD, "guard", *server],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
                env={**os.environ, "FOLDER": str(self.folder)}, **self._owner,
            )  # fmt: skip
        self._wait(seconds)
        subprocess.run([self.binaries / "createdb", "-h", self.folder, "-U", "gehor", "gehor"], check=True, cwd="/")
        return self

    def _wait(self, seconds: float) -> None:
        ready = [self.binaries / "pg_isready", "-q", "-h", self.folder, "-U", "gehor", "-d", "postgres"]
        until = time.monotonic() + seconds
        while subprocess.run(ready, check=False, cwd="/").returncode:
            if time.monotonic() > until or self._guard.poll() is not None:
                said = self.log.read_text(errors="replace")
                self.stop()
                raise NoPostgreSQL(f"PostgreSQL did not start: {said}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self._guard:
            self._guard.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._guard.wait(timeout=30)
            self._guard = None
        shutil.rmtree(self.folder, ignore_errors=True)


def _unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root, so root starts it as somebody else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            somebody = pwd.getpwnam(name)
            return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}
    raise NoPostgreSQL("PostgreSQL cannot run as root, and there is no user postgres or nobody to run it as")
