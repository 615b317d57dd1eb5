"""Samples that are made, not found: five variables that hang together, and shares that they are to have."""

import numpy as np

SIZES = (6, 4, 5, 6, 5)  # 3,600 cells


def made(people: int, *, seed: int) -> tuple[list[np.ndarray], list[list[float]]]:
    """Codes of each variable, (people,) int8, and target shares."""
    rng = np.random.default_rng([seed, people])
    lean = rng.normal(size=people)
    codes, targets = [], []
    for size in SIZES:
        shares = rng.dirichlet(np.full(size, 12.0))
        ends = np.cumsum(shares)[:-1]
        ranks = (np.argsort(np.argsort(0.4 * lean + rng.normal(size=people))) + 0.5) / people
        codes.append(np.searchsorted(ends, ranks).astype(np.int8))
        targets.append(rng.dirichlet(shares * 60).tolist())
    return codes, targets
