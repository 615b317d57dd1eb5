"""Groups of opinion beside red-dwarf 0.4.0 (MPL-2.0): the same votes, the same groups, then better ones."""

from pathlib import Path
from statistics import median

import numpy as np

from gehor.calc.opinion import adjusted_rand

from .conversations import made
from .sides import Measured, alone, both, measured
from .steadiness import tables

GROWN = ((5_000, 200), (20_000, 500))
LIVE = ((2_000, 200), (10_000, 200), (2_000, 900))
ALONE = ((100_000, 500), (1_000_000, 1_000))


def run(data: Path | None, tries: int) -> None:
    """data: a folder with a folder `polis`, of exports."""
    folders = sorted(each for each in (data / "polis").iterdir() if each.is_dir()) if data else []
    with both("opinion") as (peer, ours):
        print("conversation                           peer ms   ours ms   ratio  memory  alike: groups, order, typical")
        ratios = []
        for folder in folders:
            found = measured(peer, ours, tries=tries, folder=str(folder))
            ratios.append(found.ratio)
            print(_line(folder.name, found))
        if ratios:
            print(f"median ratio of the real ones: {median(ratios):.1f}x")
        for people, statements in GROWN:
            found = measured(peer, ours, tries=min(tries, 2), people=people, statements=statements, seed=1)
            print(_line(f"made, {people:,} x {statements}", found))
        for what in ("like_peer", "own"):
            for folder in folders:
                seconds, _, _ = alone(ours, tries=tries, folder=str(folder), what=what)
                print(f"{folder.name:36} {what:9} {1000 * seconds:7.1f} ms")
    with both("opinion") as (_, ours):
        for people, statements in LIVE:
            case = {"people": people, "statements": statements, "seed": 1}
            votes = len(made(people, statements, seed=1)[0])
            each, fresh, whole = (alone(ours, tries=1, what=what, **case)[0] for what in ("votes", "refresh", "map"))
            print(
                f"live, {people:,} x {statements}: {1e6 * each / votes:.1f} µs a vote, "
                f"{1000 * fresh / 200:.2f} ms with its axes, {whole:.2f} s the whole map"
            )
    for people, statements in ALONE:
        with both("opinion") as (_, ours):
            seconds, peak, told = alone(ours, tries=1, people=people, statements=statements, seed=1, what="own")
            print(f"made, {people:,} x {statements}: {seconds:.2f} s, {peak / 1e6:.0f} MB, {told['groups']} groups")

    for line in tables(data):
        print(line)


def _line(name: str, found: Measured) -> str:
    theirs, ours = found.peer_result, found.our_result
    alike = adjusted_rand(*(np.array(each["labels"]) + 1 for each in (theirs, ours)))
    order = theirs["order"] == ours["order"]
    typical = sorted(map(sorted, theirs["representative"])) == sorted(map(sorted, ours["representative"]))
    return (
        f"{name:36} {1000 * found.peer:9.1f} {1000 * found.ours:9.1f} {found.ratio:6.1f}x {found.memory:6.1f}x  "
        f"{alike:.4f}, {'same' if order else 'other'}, {'same' if typical else 'other'}"
    )
