"""`python -m benchmarks.budget [FILE.pb …]`: each rule on the same ballots in the same run, beside counting the votes.

Without files: ballots made up, 5,000 voters and 200 projects. Processor seconds, the least of some tries, in turn.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gehor.calc.budget import Project, by_votes, equal_shares, pabulib, phragmen, shares_filled_up, votes_of

TRIES = 3
Election = tuple[tuple[Project, ...], int, list[tuple[str, ...]]]


def made_up(voters: int = 5000, projects: int = 200, *, seed: int = 3) -> Election:
    """Wanted by few and by many, dear and cheap; up to nine on a ballot."""
    rng = random.Random(seed)
    costs = [rng.choice([20, 25, 40, 50, 75, 100, 150, 200, 300]) * 1000 + rng.randrange(1000) for _ in range(projects)]
    listed = tuple(Project(f"p{number}", cost) for number, cost in enumerate(costs))
    wanted = [1 / (1 + place) ** 0.6 for place in range(projects)]
    rng.shuffle(wanted)
    keys = [each.key for each in listed]
    ballots = [tuple(sorted(set(rng.choices(keys, wanted, k=rng.randint(1, 9))))) for _ in range(voters)]
    return listed, sum(costs) // 7, ballots


def seconds(rule: Callable[[], object]) -> float:
    begun = time.process_time()
    rule()
    return time.process_time() - begun


def measured(name: str, election: Election) -> None:
    projects, cap, ballots = election
    rules: dict[str, Callable[[], object]] = {
        "counting the votes": lambda: votes_of(projects, ballots),
        "by votes": lambda: by_votes(projects, cap, votes_of(projects, ballots)),
        "Phragmén": lambda: phragmen(projects, cap, ballots),
        "equal shares, once": lambda: equal_shares(projects, cap, ballots),
        "equal shares, filled up": lambda: shares_filled_up(projects, cap, ballots),
    }
    least = dict.fromkeys(rules, float("inf"))
    for _ in range(TRIES):
        for rule, run in rules.items():
            least[rule] = min(least[rule], seconds(run))
    print(f"{name}: {len(ballots)} voters, {len(projects)} projects")
    for rule, took in least.items():
        print(f"  {rule:<26}{took * 1000:10.1f} ms {took / least['counting the votes']:10.0f}x")


if __name__ == "__main__":
    if not sys.argv[1:]:
        measured("made up", made_up())
    for path in map(Path, sys.argv[1:]):
        found = pabulib.read(path.read_bytes())
        measured(path.stem, (found.projects, found.cap, [each.keys for each in found.choices]))
