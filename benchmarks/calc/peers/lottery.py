"""The peer's side of `against_lottery.py`: sortition-algorithms (GPL-3.0), panels with HiGHS."""

import os
import sys

from lotteries import case
from side import serve
from sortition_algorithms import Settings, read_in_features, read_in_people
from sortition_algorithms.committee_generation import find_distribution_leximin, find_distribution_maximin

WAYS = {"maximin": find_distribution_maximin, "leximin": find_distribution_leximin}


def prepare(algorithm, **asked):
    quotas, rows, seats = case(**asked)
    body = [
        {"feature": feature, "value": value, "min": str(low), "max": str(high)}
        for feature, values in quotas.items()
        for value, (low, high) in values.items()
    ]
    features = read_in_features(["feature", "value", "min", "max"], body)[0]
    settings = Settings(id_column="id", columns_to_keep=[])
    people = [{"id": key, **{name: row[name] for name in quotas}} for key, row in rows.items()]
    pool = read_in_people(["id", *quotas], people, features, settings)[0]
    return lambda: WAYS[algorithm](features, pool, seats, [])


def told(result):
    panels, weights = result[0], result[1]
    chance = {}
    for panel, weight in zip(panels, weights, strict=True):
        for person in panel:
            chance[person] = chance.get(person, 0.0) + weight
    return {"chances": sorted(chance.values())}


# Its solver talks on the process's own output, past Python.
sys.stdout = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
serve(prepare, told)
