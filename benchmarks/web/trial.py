"""One installation on one database, served, loaded and watched."""

import contextlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gehor.testing.installation import SLUG
from gehor.testing.postgresql import DURABLE, Cluster
from gehor.testing.serving import Served

from .load import Plan
from .watching import Memory, children, memory, processor_seconds

ROOT = Path(__file__).resolve().parents[2]
LIST, DIALOGUE, RESULT = f"/d/{SLUG}/contributions/", f"/d/{SLUG}/", f"/d/{SLUG}/result/"
FORM = f"/d/{SLUG}/take-part/1/"


@dataclass
class Trial:
    served: Served
    cluster: Cluster | None

    def processes(self) -> list[int]:
        """Everything of ours that runs, the database server included."""
        server = [self.cluster.postmaster, *children(self.cluster.postmaster)] if self.cluster else []
        return [*self.served.processes(), *server]

    def contributions(self) -> int:
        count = "import django; django.setup(); from gehor.participation.models import Contribution as C; "
        return int(self.served.run("-c", count + "print(C.objects.count())"))

    def load(self, **plan: Any) -> "Load":
        """Visitors in a process of their own; what they saw, and what it cost here."""
        plan = asdict(Plan(port=self.served.port, **plan))
        before = processor_seconds(self.processes())
        began, visiting = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.web.load", json.dumps(plan)],
            cwd=ROOT, env=self.served.environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        took, visited = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        used = processor_seconds(self.processes()) - before
        seen = json.loads(done.stdout)
        visitors = visited.ru_utime + visited.ru_stime - visiting.ru_utime - visiting.ru_stime
        return Load(Seen(**seen["views"]), Seen(**seen["contributions"]), used, visitors, took)

    def web_memory(self) -> Memory:
        """Of the largest process: the one that serves pages."""
        return max((memory(pid) for pid in self.served.processes()), key=lambda each: each.resident)

    def memory_of_all(self) -> float:
        return sum(memory(pid).proportional for pid in self.served.processes())


@dataclass(frozen=True)
class Seen:
    seconds: list[float]
    wrong: dict[str, int]
    bytes: int
    lasted: float

    @property
    def count(self) -> int:
        return len(self.seconds)

    @property
    def per_second(self) -> float:
        return self.count / self.lasted if self.lasted else 0.0

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        if len(self.seconds) < 2:
            return 1000 * sum(self.seconds)
        return 1000 * statistics.quantiles(self.seconds, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True)
class Load:
    views: Seen
    contributions: Seen
    processor: float  # seconds
    visitors: float  # seconds of a processor that they took themselves
    took: float

    @property
    def each(self) -> float:
        """Milliseconds of processor time per answer."""
        return 1000 * self.processor / max(1, self.views.count + self.contributions.count)

    @property
    def wrong(self) -> dict[str, int]:
        return {**self.views.wrong, **self.contributions.wrong}


@contextlib.contextmanager
def trial(database: str, *, contributions: int) -> Iterator[Trial]:
    """An installation with so many contributions, not yet served."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gehor-benchmark-")))
        cluster = None
        if database == "postgresql":
            cluster = Cluster(DURABLE)
            stack.callback(cluster.stop)
            cluster.start()
        served = stack.enter_context(
            Served(home, database_url=cluster.url if cluster else "", GEHOR_LIMITS="off", GEHOR_POOL="16")
        )
        served.environment["PYTHONPATH"] += f":{ROOT}"
        # As `make run` does: else, where bytecode may not be written, each start compiles everything anew
        served.environment["PYTHONPYCACHEPREFIX"] = str(ROOT / ".venv" / "compiled")
        served.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        served.fill(contributions=contributions)
        served.run("-m", "gehor.cli", "worker", "--once")  # else what came in is still being sealed while we measure
        if cluster:
            analyse = [cluster.binaries / "vacuumdb", "-q", "-z", "-h", cluster.folder, "-U", "gehor", "gehor"]
            subprocess.run(analyse, check=True, cwd="/")
        yield Trial(served, cluster)


def loop() -> float:
    """Milliseconds that a fixed piece of Python takes here and now: tells a busy machine from an idle one."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        sum(number * number for number in range(100_000))
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)
