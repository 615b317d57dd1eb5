"""Conversations for `against_opinion.py`: real ones, read here for both sides alike, and made ones. numpy only."""

import csv
from pathlib import Path

import numpy as np


def real(folder):
    """(participant, statement, value) as three arrays of the file's own numbers; of two votes the later counts."""
    folder, votes = Path(folder), {}
    if (folder / "votes.csv").exists():
        with (folder / "votes.csv").open(encoding="utf-8", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
        votes = {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in rows}
    else:
        with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for name, cell in row.items():
                    if name.isdecimal() and cell:
                        votes[int(row["participant"]), int(name)] = int(cell)
    both = np.array(list(votes), dtype=np.int64)
    return both[:, 0], both[:, 1], np.array(list(votes.values()), dtype=np.int8)


def made(people, statements, *, seed, each=30):
    """Three camps in a space of few directions; how many votes somebody casts is lognormal, `each` on the mean."""
    rng = np.random.default_rng([seed, people, statements])
    many = np.clip(rng.lognormal(np.log(each) - 0.32, 0.8, people).astype(np.int64), 1, statements)
    who = np.repeat(np.arange(people, dtype=np.int32), many)
    start = np.repeat(np.concatenate(([0], np.cumsum(many)[:-1])), many)
    stride = 1 + 2 * rng.integers(0, statements // 2, people)
    stride[np.gcd(stride, statements) > 1] = 1  # so that nobody votes twice on one
    what = np.repeat(rng.integers(0, statements, people), many) + (np.arange(len(who)) - start) * np.repeat(
        stride, many
    )
    what = (what % statements).astype(np.int32)
    del start
    camps = rng.normal(size=(3, 4))
    person = (camps[rng.integers(0, 3, people)] + rng.normal(scale=0.5, size=(people, 4))).astype(np.float32)
    lean = rng.normal(size=(statements, 4)).astype(np.float32)
    value = np.empty(len(who), dtype=np.int8)
    for at in range(0, len(who), 1 << 20):
        part = slice(at, at + (1 << 20))
        drawn = (person[who[part]] * lean[what[part]]).sum(axis=1) + rng.normal(scale=1.0, size=len(who[part]))
        value[part] = np.where(drawn > 0.5, 1, np.where(drawn < -0.5, -1, 0))
    return who, what, value


def in_camps(people, statements, *, blur, each, seed):
    """(participant, statement, value, camp of each participant). people: of each camp. blur: how far they stray."""
    rng = np.random.default_rng([seed, *people])
    camp = np.repeat(np.arange(len(people)), people)
    lean = rng.normal(size=(len(people), statements))
    many = np.clip(rng.lognormal(np.log(each) - 0.18, 0.6, len(camp)).astype(int), 7, statements)
    who = np.repeat(np.arange(len(camp)), many)
    what = np.concatenate([rng.choice(statements, own, replace=False) for own in many])
    drawn = lean[camp[who], what] + blur * rng.normal(size=len(who))
    return who, what, np.where(drawn > 0.4, 1, np.where(drawn < -0.4, -1, 0)), camp


def of(case):
    return real(case["folder"]) if "folder" in case else made(case["people"], case["statements"], seed=case["seed"])
