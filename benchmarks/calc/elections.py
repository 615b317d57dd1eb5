"""Elections that are made, not found: areas, projects that are popular there, ballots of three to seven projects."""

import random
from pathlib import Path


def made(voters: int, projects: int, kind: str = "approval", *, seed: int, folder: Path) -> Path:
    """A Pabulib file in whole forints. kind: approval, ordinal (the liked first) or cumulative (ten points)."""
    path = folder / f"made-{kind}-{voters}-{projects}-{seed}.pb"
    if path.exists():
        return path
    chance = random.Random(f"{voters} {projects} {seed}")
    cap, areas = 1_000_000_000, 10
    costs = [min(cap // 4, max(10**6, round(chance.lognormvariate(0, 0.8) * cap / 30, -6))) for _ in range(projects)]
    home = [chance.randrange(areas) for _ in range(projects)]
    liked = [chance.lognormvariate(0, 1) for _ in range(projects)]
    weights = [[like * (8 if at == area else 1) for at, like in zip(home, liked, strict=True)] for area in range(areas)]
    lines = ["META", "key;value", f"budget;{cap}", f"vote_type;{kind}", "PROJECTS", "project_id;cost"]
    lines += [f"p{at};{int(cost)}" for at, cost in enumerate(costs)]
    lines += ["VOTES", "voter_id;vote;points" if kind == "cumulative" else "voter_id;vote"]
    for voter in range(voters):
        area = chance.randrange(areas)
        chosen = dict.fromkeys(chance.choices(range(projects), weights[area], k=chance.randint(3, 7)))
        cells = [str(voter), ",".join(f"p{at}" for at in chosen)]
        if kind == "cumulative":
            given = [1] * len(chosen)
            for _ in range(10 - len(chosen)):
                given[chance.randrange(len(chosen))] += 1
            cells.append(",".join(map(str, given)))
        lines.append(";".join(cells))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
