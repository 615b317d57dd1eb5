"""Raking beside rimpy 0.5.0 (MIT, Rust): the same people, the same shares, the same weights."""

import math
from pathlib import Path

from .sides import alone, both, measured

PEOPLE = (10_000, 100_000, 1_000_000, 10_000_000)


def run(data: Path | None, tries: int) -> None:
    """No real file of people with backgrounds is public, so all are made."""
    with both("sample") as (peer, ours):
        print(
            "raking, 5 variables, 3,600 cells       peer s    ours s    ratio   memory   largest difference of weights"
        )
        for people in PEOPLE:
            found = measured(peer, ours, tries=tries, people=people, seed=1)
            far = max(
                abs(a - b) / b
                for a, b in zip(found.peer_result["some"], found.our_result["some"], strict=True)
                if not math.isnan(a)
            )
            print(
                f"{people:>12,} people              {found.peer:9.4f} {found.ours:9.4f} {found.ratio:7.1f}x "
                f"{found.memory:7.1f}x   {far:.1e}"
            )
        seconds, _, _ = alone(ours, tries=tries, people=100_000, seed=1, what="live")
        print(f"one more answer, weighed anew: {seconds / 200 * 1000:.2f} ms (mean of 200)")
        seconds, _, _ = alone(ours, tries=tries, people=1_000_000, seed=1, what="replicates")
        print(f"200 samples drawn anew of 1,000,000 people: {seconds:.2f} s")
