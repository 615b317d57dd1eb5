"""The inputs of both sides of `against_lottery.py`: (quotas, people, seats), from files or made. Knows numpy only."""

import csv
from pathlib import Path

from pools import made

REAL = {"example_small_20": 20, "foundation_fixture": 22, "example_large_200": 200}


def case(name, data="", people=0, seats=0, features=0):
    """Quotas (feature → value → (min, max)), people (id → column → cell), seats."""
    if name == "made":
        return (*made(people, seats, features, seed=1), seats)
    folder = Path(data) / "sortition" / name
    older = (folder / "categories.csv").exists()
    quotas: dict[str, dict[str, tuple[int, int]]] = {}
    for row in _rows(folder / ("categories.csv" if older else "features.csv")):
        feature, value = (row["category"], row["feature"]) if older else (row["feature"], row["value"])
        quotas.setdefault(feature, {})[value] = (int(row["min"]), int(row["max"]))
    rows = _rows(folder / ("respondents.csv" if older else "candidates.csv"))
    return quotas, {f"p{i:05d}": {name: row[name] for name in quotas} for i, row in enumerate(rows)}, REAL[name]


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
