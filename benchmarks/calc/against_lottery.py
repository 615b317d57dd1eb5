"""Panels beside sortition-algorithms 0.12.15 (GPL-3.0): its maximin and its leximin against our whole leximin.

Its leximin needs a solver that must be paid for beyond 2,000 columns; its maximin of 2,000 people did not end in 40
minutes, so that is measured alone.
"""

from collections.abc import Sequence
from pathlib import Path

from .sides import Side, alone, both, measured

TOGETHER = ("example_small_20", "foundation_fixture")
MADE = {"name": "made", "people": 200, "seats": 40, "features": 4}
ALONE = ((1000, 100, 6), (1000, 100, 8), (2000, 110, 7), (5000, 200, 8), (20000, 200, 8))
ALIKE = 1e-6  # chances this near to each other are one chance: the peer's solver rounds more than ours


def run(data: Path | None, tries: int) -> None:
    with both("lottery") as (peer, ours):
        real = [{"name": name, "data": str(data)} for name in TOGETHER] if data else []
        for algorithm in ("maximin", "leximin"):
            print(f"{algorithm:24}    peer s     ours s    ratio   memory   lowest chance, difference   leximin   gap")
            for each in [*real, MADE]:
                _together(peer, ours, algorithm, each, tries=tries)
        print("alone:")
        cases = [{"name": "example_large_200", "data": str(data)}] if data else []
        cases += [{"name": "made", "people": n, "seats": k, "features": f} for n, k, f in ALONE]
        for each in cases:
            seconds, peak, result = alone(ours, tries=1, **each)
            print(
                f"{_label(each):24} {seconds:9.3f} s {peak / 1e6:7.0f} MB   gap {result['gap']:.1e}   "
                f"{result['panels']} panels",
                flush=True,
            )


def _together(peer: Side, ours: Side, algorithm: str, case: dict[str, object], *, tries: int) -> None:
    found = measured(peer, ours, tries=tries, algorithm=algorithm, **case)
    ours_sorted, peers = found.our_result["chances"], found.peer_result["chances"]
    peers = [0.0] * (len(ours_sorted) - len(peers)) + peers  # who is on none of its panels
    print(
        f"{_label(case):24} {found.peer:9.3f} {found.ours:9.4f} {found.ratio:8.0f}x {found.memory:7.1f}x   "
        f"{ours_sorted[0] - peers[0]:+.1e}   {fairer(ours_sorted, peers)}   {found.our_result['gap']:.1e}",
        flush=True,
    )


def fairer(ours: Sequence[float], peers: Sequence[float]) -> str:
    """In the order of leximin: the first chance from below that differs decides."""
    for place, (one, other) in enumerate(zip(ours, peers, strict=True), start=1):
        if abs(one - other) > ALIKE:
            return f"{'ours' if one > other else 'PEER'} by {abs(one - other):.1e} (chance {place})"
    return "alike"


def _label(case: dict[str, object]) -> str:
    return "/".join(str(value) for key, value in case.items() if key != "data")
