"""How even the chances are, in the figures that papers use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .pool import Floats


@dataclass(frozen=True)
class Fairness:
    """lowest, highest: chances. gini: 0 all alike to 1. geometric_mean: 0 where somebody has no chance. none: people
    who are on no panel. equal: everybody's chance if there were no quotas."""

    lowest: float
    highest: float
    gini: float
    geometric_mean: float
    none: int
    equal: float


def fairness(chances: Floats) -> Fairness:
    """chances: (n,), n >= 1. Gini by the sorted sum (Gini 1912; Sen 1973, On Economic Inequality, p. 31).

    >>> fairness(np.array([0.5, 0.5])).gini, round(fairness(np.array([0.0, 1.0])).gini, 12)
    (0.0, 0.5)
    """
    n = len(chances)
    ordered = np.sort(chances)
    gini = float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / (n * ordered.sum()))
    none = int((chances <= 0).sum())
    mean = 0.0 if none else float(np.exp(np.log(chances).mean()))
    return Fairness(float(ordered[0]), float(ordered[-1]), max(gini, 0.0), mean, none, float(chances.mean()))
