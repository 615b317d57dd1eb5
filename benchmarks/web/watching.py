"""What processes cost, as Linux counts it: processor time and memory, threads and children included."""

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")


def children(parent: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return []


def processor_seconds(processes: Iterable[int]) -> float:
    """Used so far by these processes and by their children that have ended."""
    total = 0.0
    for pid in processes:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15])) * TICK
    return total


@dataclass(frozen=True)
class Memory:
    """In MB. proportional: what several processes share is divided among them."""

    resident: float
    proportional: float


def memory(pid: int) -> Memory:
    found = {"Rss": 0.0, "Pss": 0.0}
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, _, rest = line.partition(":")
            if name in found:
                found[name] = int(rest.split()[0]) / 1024
    return Memory(found["Rss"], found["Pss"])
