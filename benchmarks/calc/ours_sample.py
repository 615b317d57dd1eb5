"""Gehör's side of `against_sample.py`."""

import hashlib

import numpy as np
from samples import SIZES, made
from side import serve

from gehor.calc.sample import Live, cells_of, rake, replicates


def prepare(people, seed, what="rake"):
    codes, targets = made(people, seed=seed)
    if what == "rake":
        return lambda: rake(codes, targets).weights
    cells = cells_of(codes, SIZES)
    if what == "replicates":
        answers = np.random.default_rng(seed).integers(0, 2, people).astype(np.int16)
        shares = [np.array(each) for each in targets]
        return lambda: replicates(answers, 2, cells, shares, seed=seed, times=200)
    live = Live(cells, targets)
    live.refresh()
    rows = list(zip(*(each[:200].tolist() for each in codes), strict=True))

    def follow():
        for row in rows:
            live.add(row)
            live.refresh()
        return np.array(list(live.factors().values()))

    return follow


def told(weights):
    """Enough to compare millions of weights by: some of them, and a digest."""
    return {"some": weights.ravel()[:1000].tolist(), "digest": hashlib.sha256(weights.tobytes()).hexdigest()}


serve(prepare, told)
