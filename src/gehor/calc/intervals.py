"""How sure a share is. Closed forms, no randomness."""

from math import sqrt


def wilson_interval(successes: int, trials: int, *, z: float = 1.96) -> tuple[float, float]:
    """Interval for a share, honest for small groups.

    successes, trials: counts, 0 <= successes <= trials, trials > 0 (else ValueError)
    z: standard normal quantile, positive; 1.96 gives 95 %
    Returns (low, high), shares in [0, 1]. Closed form, no randomness.
    Source: Wilson (1927), JASA 22, p. 209–212.

        (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)        p = successes / n, n = trials

    >>> tuple(round(x, 3) for x in wilson_interval(8, 10))
    (0.49, 0.943)
    """
    if trials <= 0 or not 0 <= successes <= trials:
        raise ValueError("successes out of trials, and at least one trial")
    if z <= 0:
        raise ValueError("z is positive")
    return wilson_of_share(successes / trials, trials, z=z)


def wilson_of_share(p: float, n: float, *, z: float = 1.96) -> tuple[float, float]:
    """wilson_interval for a share p among n, where n need not be whole: an effective number of people.

    p: in [0, 1]; n > 0 (else ValueError).
    """
    if not 0 <= p <= 1 or n <= 0:
        raise ValueError("a share, of more than nothing")
    middle = p + z * z / (2 * n)
    reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At 0 and at n the formula gives exactly 0 and 1; rounding must not carry it past them.
    low = 0.0 if p == 0 else max(0.0, (middle - reach) / scale)
    high = 1.0 if p == 1 else min(1.0, (middle + reach) / scale)
    return low, high
