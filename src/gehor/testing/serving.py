"""The product as it is served, with a home and a database of its own: for what a test client cannot see.

    with Served(tmp_path) as served:
        served.fill(contributions=100)
        served.start()
        … served.address …
        served.kill()

`gehor serve` runs in demo mode, which differs from production only in what it needs to start. Standard library only.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

SOURCE = Path(__file__).resolve().parents[2]
PATIENCE = 120.0


class Process(Protocol):
    """What is asked of a process here: of subprocess.Popen, or of warm.Process."""

    pid: int

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


def cold(
    arguments: Sequence[str], *, environment: Mapping[str, str], folder: Path, output: IO[bytes], errors: IO[bytes]
) -> Process:
    """Python with these arguments, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
        stderr=errors, start_new_session=True,
    )  # fmt: skip


class Served:
    """One installation and, while it runs, its server. Leaving the block stops it; the folder is the caller's."""

    def __init__(
        self,
        home: Path,
        *,
        database_url: str = "",
        port: int | None = None,
        born: Callable[..., Process] = cold,
        **environment: str,
    ) -> None:
        self.home, self.port, self.born = home, port or free_port(), born
        self.log = home / "server.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GEHOR_", "DATABASE_"))},
            "GEHOR_MODE": "demo",
            "GEHOR_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "gehor.site.settings",
            "PYTHONPATH": str(SOURCE),
            **({"DATABASE_URL": database_url} if database_url else {}),
            **environment,
        }
        self._group: Process | None = None

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: object) -> str:
        """Run Python with these arguments in the installation; what it printed."""
        done = self.ended(*arguments)
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done.stdout

    def ended(self, *arguments: object, **environment: str | None) -> subprocess.CompletedProcess[str]:
        """Python with these arguments, run to its end. An environment of None takes a variable away."""
        words = [str(argument) for argument in arguments]
        changed = {**self.environment, **environment}
        kept = {name: value for name, value in changed.items() if value is not None}
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            process = self.born(words, environment=kept, folder=self.home, output=output, errors=errors)
            try:
                code = process.wait(PATIENCE)
            finally:
                process.kill()
            printed = [_whole(file) for file in (output, errors)]
        return subprocess.CompletedProcess(words, code, *printed)

    def fill(self, *, contributions: int) -> None:
        self.run("-m", "gehor.testing.installation", contributions)

    def start(self, *options: str) -> float:
        """Serve. Returns the seconds until the first answer."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            words = ["-m", "gehor.cli", "serve", "--port", str(self.port), *options]
            self._group = self.born(words, environment=self.environment, folder=self.home, output=log, errors=log)
        while time.monotonic() - began < PATIENCE:
            if self._group.poll() is not None:
                break
            with contextlib.suppress(OSError):
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                    return time.monotonic() - began
            time.sleep(0.02)
        self.kill()
        raise RuntimeError(f"The server did not start: {self.log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """Ask the server to stop, as systemd does."""
        if self._group is not None and self._group.poll() is None:
            self._group.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._group.wait(timeout=30)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to everything that `gehor serve` started, in the middle of whatever it does."""
        if self._group is None:
            return
        while left := self.processes():
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._group.poll()
            time.sleep(0.01)
        self._group.wait(timeout=30)
        self._group = None

    def processes(self) -> dict[int, str]:
        """Process id → command line of everything that `gehor serve` started and that lives."""
        return dict(_session(self._group.pid)) if self._group else {}


def _session(leader: int) -> Iterator[tuple[int, str]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError):
                state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(session) == leader and state != "Z":
                    yield int(folder.name), (folder / "cmdline").read_text().replace("\0", " ").strip()


def _whole(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
