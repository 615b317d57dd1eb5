"""Panels by lot beside sortition-algorithms 0.12.15 (GPL-3.0): its maximin against our whole leximin.

Its leximin needs a solver that must be paid for, so it is not among it; its maximin of 2,000 people did not end in 40
minutes, so that is measured alone.
"""

from pathlib import Path

from .sides import alone, both, measured

TOGETHER = ("example_small_20", "foundation_fixture")
ALONE = ((1000, 100, 6), (1000, 100, 8), (2000, 110, 7), (5000, 200, 8), (20000, 200, 8))


def run(data: Path | None, tries: int) -> None:
    with both("lottery") as (peer, ours):
        print("case                       peer s     ours s    ratio   memory   lowest chance, difference   gap")
        for name in TOGETHER if data else ():
            found = measured(peer, ours, tries=tries, name=name, data=str(data))
            off = found.our_result["lowest"] - found.peer_result["lowest"]
            print(
                f"{name:24} {found.peer:9.3f} {found.ours:9.4f} {found.ratio:8.0f}x {found.memory:7.1f}x   "
                f"{off:+.1e}   {found.our_result['gap']:.1e}"
            )
        found = measured(peer, ours, tries=1, name="made", people=200, seats=40, features=4)
        off = found.our_result["lowest"] - found.peer_result["lowest"]
        print(
            f"{'made 200/40/4':24} {found.peer:9.3f} {found.ours:9.4f} {found.ratio:8.0f}x {found.memory:7.1f}x   "
            f"{off:+.1e}   {found.our_result['gap']:.1e}"
        )
        print("alone:")
        cases = [{"name": "example_large_200", "data": str(data)}] if data else []
        cases += [{"name": "made", "people": n, "seats": k, "features": f} for n, k, f in ALONE]
        for each in cases:
            seconds, peak, result = alone(ours, tries=1, **each)
            label = "/".join(str(value) for key, value in each.items() if key != "data")
            print(
                f"{label:24} {seconds:9.3f} s {peak / 1e6:7.0f} MB   gap {result['gap']:.1e}   "
                f"{result['panels']} panels",
                flush=True,
            )
