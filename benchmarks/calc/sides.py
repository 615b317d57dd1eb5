"""Peer and Gehör side by side: the same input, in turns, in one run; processor time, never the clock."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = HERE / "peers"
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS"), "1"
)


class Side:
    def __init__(self, python: str, script: Path) -> None:
        paths = [str(HERE), str(ROOT / "src")] if python == sys.executable else [str(HERE)]
        environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(paths)}
        self.process = subprocess.Popen(
            [python, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def does(self, **case: Any) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args} ended")
        told: dict[str, Any] = json.loads(line)
        return told


@contextmanager
def both(name: str) -> Iterator[tuple[Side, Side]]:
    """(peer, Gehör): peers/<name>.py in the environment that peers/<name>.txt describes, and ours_<name>.py in ours."""
    sides = Side(peer_python(name), PEERS / f"{name}.py"), Side(sys.executable, HERE / f"ours_{name}.py")
    try:
        yield sides
    finally:
        for side in sides:
            side.process.kill()
            side.process.wait()


def peer_python(name: str) -> str:
    """Its interpreter, after its environment has been made. The first line of the .txt names the version of Python.

    "listed whole" there: what the packages ask for beside is not installed.
    """
    wanted = PEERS / f"{name}.txt"
    version = re.search(r"python (\d+\.\d+)", wanted.read_text(encoding="utf-8").splitlines()[0])
    folder = ROOT / ".venv" / "peers" / name
    python = folder / "bin" / "python"
    done = folder / "done"
    if not done.exists() or done.read_text() != wanted.read_text(encoding="utf-8"):
        shutil.rmtree(folder, ignore_errors=True)
        uv = shutil.which("uv", path=os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ["PATH"]]))
        if uv is None:
            raise SystemExit("The peer is installed with uv, which is not here.")
        print(f"Installing the peer ({wanted.name}) …", file=sys.stderr)
        chosen = ["--python", python_of(version[1])] if version else []
        subprocess.run([uv, "venv", "--quiet", *chosen, str(folder)], check=True)
        alone = ["--no-deps"] if "listed whole" in wanted.read_text(encoding="utf-8").splitlines()[0] else []
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--python", str(python), *alone, "-r", str(wanted)], check=True
        )
        done.write_text(wanted.read_text(encoding="utf-8"))
    return str(python)


def python_of(version: str) -> str:
    """An interpreter of this version that works here; else the version itself, for uv to find."""
    managed = sorted(Path.home().glob(f".pyenv/versions/{version}*/bin/python"))
    for found in [shutil.which(f"python{version}"), *map(str, managed)]:
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            return found
    return version


@dataclass(frozen=True)
class Measured:
    """Medians over the tries. ratio: how many times our processor time the peer took; memory: likewise its peak."""

    peer: float
    ours: float
    ratio: float
    memory: float
    peer_result: Any
    our_result: Any


def measured(peer: Side, ours: Side, *, tries: int = 5, **case: Any) -> Measured:
    """In turns, so that whatever else the machine does meets both."""
    pairs = [(peer.does(**case), ours.does(**case)) for _ in range(tries)]
    last = pairs[-1]
    return Measured(
        statistics.median(one["seconds"] for one, _ in pairs),
        statistics.median(other["seconds"] for _, other in pairs),
        statistics.median(one["seconds"] / max(other["seconds"], 1e-9) for one, other in pairs),
        last[0]["peak"] / last[1]["peak"],
        last[0]["result"],
        last[1]["result"],
    )


def alone(ours: Side, *, tries: int = 5, **case: Any) -> tuple[float, int, Any]:
    """Where the peer does not finish: (median seconds, peak, result)."""
    told = [ours.does(**case) for _ in range(tries)]
    return statistics.median(each["seconds"] for each in told), told[-1]["peak"], told[-1]["result"]
