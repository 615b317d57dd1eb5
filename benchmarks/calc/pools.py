"""Pools of volunteers that are made, not found: skewed against the population, with features that hang together.

The quotas are the tightest that a population share allows: for each value the whole numbers on either side of
share × seats. A value that nobody in the pool has gets no seat. Real quotas are often looser, and then easier.
"""

from __future__ import annotations

import numpy as np


def made(
    people: int, seats: int, features: int, *, seed: int, households: float = 0.0
) -> tuple[dict[str, dict[str, tuple[int, int]]], dict[str, dict[str, str]]]:
    """Quotas (feature → value → (min, max)) and people (id → column → cell).

    households: share of the people who live with the one before them (column address). A panel that meets the quotas
    always exists: they are opened until a panel drawn from the population's own shares fits.
    """
    rng = np.random.default_rng([seed, people, seats, features])
    sizes = [2, 5, 4, 6, 3, 8, 5, 5, 4, 7][:features]
    lean = rng.normal(size=people)  # what makes somebody volunteer: one hidden trait that colours every feature
    codes = np.empty((people, features), dtype=int)
    shares = []
    for f, values in enumerate(sizes):
        share = rng.dirichlet(np.full(values, 6.0))
        shares.append(share)
        skew = share * np.exp(rng.normal(scale=0.7, size=values))
        place = np.argsort(rng.normal(size=values))
        logits = np.log(skew / skew.sum())[None, :] + 0.5 * lean[:, None] * (place - values / 2)[None, :] / values
        codes[:, f] = np.argmax(logits + rng.gumbel(size=(people, values)), axis=1)
    chosen = _near(codes, shares, seats, rng)
    quotas: dict[str, dict[str, tuple[int, int]]] = {}
    for f, values in enumerate(sizes):
        counts = np.bincount(codes[chosen, f], minlength=values)
        quotas[f"feature{f}"] = {}
        for v in range(values):
            want = shares[f][v] * seats
            low, high = int(min(np.floor(want), counts[v])), int(max(np.ceil(want), counts[v]))
            quotas[f"feature{f}"][f"v{v}"] = (low, high)
    names = rng.permutation(people)
    address, here = [], 0
    for i in range(people):
        here = here if i and rng.random() < households else i
        address.append(f"street {here}")
    rows = {
        f"p{names[i]:06d}": {**{f"feature{f}": f"v{codes[i, f]}" for f in range(features)}, "address": address[i]}
        for i in range(people)
    }
    return quotas, rows


def _near(codes: np.ndarray, shares: list[np.ndarray], seats: int, rng: np.random.Generator) -> np.ndarray:
    """Some panel as near to the shares as a thousand swaps of chance get it: places of its people."""
    people, features = codes.shape
    inside = rng.choice(people, size=seats, replace=False)
    out = np.setdiff1d(np.arange(people), inside)
    counts = [np.bincount(codes[inside, f], minlength=len(shares[f])).astype(float) for f in range(features)]
    wants = [share * seats for share in shares]

    def off(count: np.ndarray, want: np.ndarray) -> float:
        return float(np.maximum(0, np.maximum(np.floor(want) - count, count - np.ceil(want))).sum())

    total = sum(off(c, w) for c, w in zip(counts, wants, strict=True))
    for _ in range(40 * seats * features):
        if not total:
            break
        a, b = rng.integers(seats), rng.integers(len(out))
        left, came = codes[inside[a]], codes[out[b]]
        new = 0.0
        for f in range(features):
            counts[f][left[f]] -= 1
            counts[f][came[f]] += 1
            new += off(counts[f], wants[f])
        if new <= total or rng.random() < np.exp((total - new) * 3):
            total = new
            inside[a], out[b] = out[b], inside[a]
        else:
            for f in range(features):
                counts[f][left[f]] += 1
                counts[f][came[f]] -= 1
    return inside
