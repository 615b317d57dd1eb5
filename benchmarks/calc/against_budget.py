"""Rules of participatory budgets beside pabutools 1.2.3 (exact rationals, gmpy2): the same files, the same winners."""

import statistics
import tempfile
from pathlib import Path

from .elections import made
from .sides import alone, both, measured

RULES = ("greedy", "cost", "cardinality", "phragmen")
MADE = ((1_000, 30), (5_000, 80), (20_000, 100))
CITY = (28_943, 175)


def run(data: Path | None, tries: int) -> None:
    """data: its folder pabulib is read. Both sides are measured from read and merged ballots to the winners."""
    real = sorted((data / "pabulib").glob("*.pb")) if data else []
    with tempfile.TemporaryDirectory() as folder, both("budget") as (peer, ours):
        ratios: dict[str, list[float]] = {rule: [] for rule in RULES}
        print(f"{'':44}{'rule':14}{'peer s':>10}{'ours s':>10}{'ratio':>9}{'memory':>9}  winners")
        for path in [*real, *(made(voters, projects, seed=1, folder=Path(folder)) for voters, projects in MADE)]:
            order = ours.does(path=str(path), rule="order")["result"]
            for rule in RULES:
                found = measured(peer, ours, tries=tries, path=str(path), rule=rule, order=order)
                same = "same" if found.peer_result == found.our_result else "DIFFER"
                if path in real:
                    ratios[rule].append(found.ratio)
                print(
                    f"{path.stem[:42]:44}{rule:14}{found.peer:10.4f}{found.ours:10.5f}{found.ratio:8.0f}x"
                    f"{found.memory:8.1f}x  {same}",
                    flush=True,
                )
        for rule, each in ratios.items():
            if each:
                print(f"median over the real files, {rule}: {statistics.median(each):.0f}x")
        city = str(made(*CITY, seed=1, folder=Path(folder)))
        for rule in ("cost", "add1"):
            seconds, peak, _ = alone(ours, tries=1 if rule == "add1" else tries, path=city, rule=rule)
            what = f"a city in forints, {CITY[0]:,} voters × {CITY[1]} projects, {rule}"
            print(f"{what}: {seconds:.3f} s, {peak / 1e6:.0f} MB")
