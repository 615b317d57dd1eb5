"""Rules of participatory budgets beside pabutools 1.2.3 (exact rationals, gmpy2): the same files, the same winners."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .elections import made
from .sides import Side, alone, both, measured

RULES = ("greedy", "cost", "cardinality", "phragmen")
POINTED = ("points, cost", "points, cardinality")
MADE = ((1_000, 30, "approval"), (5_000, 80, "approval"), (20_000, 100, "approval"))
MADE_POINTED = ((2_000, 40, "ordinal"), (2_000, 40, "cumulative"))
FEW = 20  # projects, of the real files whose shares the peer is made to raise unit by unit
CITY = (28_943, 175, "approval")


def run(data: Path | None, tries: int) -> None:
    """data: its folder pabulib is read. Both sides are measured from read and merged ballots to the winners."""
    real = sorted((data / "pabulib").glob("*.pb")) if data else []
    with tempfile.TemporaryDirectory() as folder, both("budget") as (peer, ours):
        ratios: dict[str, list[float]] = {}
        print(f"{'':44}{'rule':20}{'peer s':>10}{'ours s':>10}{'ratio':>9}{'memory':>9}  winners")
        for path in [*real, *(made(*each, seed=1, folder=Path(folder)) for each in (*MADE, *MADE_POINTED))]:
            for rule, more, times in _cases(ours, path, tries, is_real=path in real):
                found = measured(peer, ours, tries=times, path=str(path), rule=rule, **more)
                same = "same" if found.peer_result == found.our_result else "DIFFER"
                if path in real:
                    ratios.setdefault(rule, []).append(found.ratio)
                print(
                    f"{path.stem[:42]:44}{rule:20}{found.peer:10.4f}{found.ours:10.5f}{found.ratio:8.0f}x"
                    f"{found.memory:8.1f}x  {same}",
                    flush=True,
                )
        for rule, each in ratios.items():
            print(f"median over the real files, {rule}: {statistics.median(each):.0f}x")
        city = str(made(*CITY, seed=1, folder=Path(folder)))
        for rule in ("cost", "add1"):
            seconds, peak, _ = alone(ours, tries=tries, path=city, rule=rule)
            what = f"a city in forints, {CITY[0]:,} voters × {CITY[1]} projects, {rule}"
            print(f"{what}: {seconds:.4f} s, {peak / 1e6:.0f} MB")


def _cases(ours: Side, path: Path, tries: int, *, is_real: bool) -> Iterator[tuple[str, dict[str, Any], int]]:
    """Rule, what both sides are told beside, and how often."""
    head, _, rest = path.read_text(encoding="utf-8").partition("PROJECTS\n")
    more = {"order": ours.does(path=str(path), rule="order")["result"]}
    yield from ((rule, more, tries) for rule in RULES)
    if is_real and rest.partition("VOTES\n")[0].count("\n") <= FEW:
        yield "add1", more, 1
    if "vote_type;approval" not in head:
        order, points = (ours.does(path=str(path), rule=each)["result"] for each in ("order of points", "points"))
        yield from ((rule, {"order": order, "points": points}, tries) for rule in POINTED)
