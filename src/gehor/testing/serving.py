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
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PATIENCE = 120.0


class Served:
    """One installation and, while it runs, its server. Leaving the block stops it; the folder is the caller's."""

    def __init__(self, home: Path, *, database_url: str = "", port: int | None = None, **environment: str) -> None:
        self.home, self.port = home, port or free_port()
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
        self._group: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: object) -> str:
        """Run Python with these arguments in the installation; what it printed."""
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            env=self.environment, capture_output=True, text=True, check=False, cwd=self.home,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done.stdout

    def fill(self, *, contributions: int) -> None:
        self.run("-m", "gehor.testing.installation", contributions)

    def start(self, *options: str) -> float:
        """Serve. Returns the seconds until the first answer."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._group = subprocess.Popen(
                [sys.executable, "-m", "gehor.cli", "serve", "--port", str(self.port), *options],
                env=self.environment, stdout=log, stderr=log, cwd=self.home, start_new_session=True,
            )  # fmt: skip
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


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
