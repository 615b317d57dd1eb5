"""Elections that are made, not found: areas, projects that are popular there, ballots of three to seven projects."""

import random
from pathlib import Path


def made(voters: int, projects: int, *, seed: int, folder: Path) -> Path:
    """A Pabulib file in whole forints."""
    path = folder / f"made-{voters}-{projects}-{seed}.pb"
    if path.exists():
        return path
    chance = random.Random(f"{voters} {projects} {seed}")
    cap, areas = 1_000_000_000, 10
    costs = [min(cap // 4, max(10**6, round(chance.lognormvariate(0, 0.8) * cap / 30, -6))) for _ in range(projects)]
    home = [chance.randrange(areas) for _ in range(projects)]
    liked = [chance.lognormvariate(0, 1) for _ in range(projects)]
    weights = [[like * (8 if at == area else 1) for at, like in zip(home, liked, strict=True)] for area in range(areas)]
    lines = ["META", "key;value", f"budget;{cap}", "vote_type;approval", "PROJECTS", "project_id;cost"]
    lines += [f"p{at};{int(cost)}" for at, cost in enumerate(costs)]
    lines += ["VOTES", "voter_id;vote"]
    for voter in range(voters):
        chosen = dict.fromkeys(
            chance.choices(range(projects), weights[chance.randrange(areas)], k=chance.randint(3, 7))
        )
        lines.append(f"{voter};" + ",".join(f"p{at}" for at in chosen))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
