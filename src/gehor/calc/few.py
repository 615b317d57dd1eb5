"""Of few people nothing is told, since somebody might be recognised. One rule, for pages, files and calculations alike.

Pure Python, so that a page does not load numpy for it. Tables of two variables: calc/sample/hiding.py.
"""

from collections.abc import Sequence
from itertools import compress
from operator import index

FEWEST = 5  # people; of fewer nothing is told


def hidden_in_row(counts: Sequence[int], *, fewest: int = FEWEST) -> tuple[bool, ...]:
    """Which counts of one variable are hidden, where their sum is known.

    counts: people per value, >= 0 (else ValueError), the unknown among them. Of what is hidden, whoever subtracts what
    is shown must hold everything from 1 to fewest - 1 for possible. If two small ones hide each other too badly, or
    one stands alone, the smallest of the others goes with them, until it is enough; at last all do, those of nobody
    too.

    >>> hidden_in_row([3, 57, 40, 0])
    (True, False, True, False)
    """
    try:
        counts = [index(count) for count in counts]
    except TypeError:
        raise ValueError("counts are whole numbers") from None
    if any(count < 0 for count in counts):
        raise ValueError("counts are whole numbers, none negative")
    hidden = [0 < count < fewest for count in counts]
    others = sorted((count, at) for at, count in enumerate(counts) if count >= fewest)
    while any(hidden) and not _keeps_apart(list(compress(counts, hidden)), fewest):
        if not others:
            return (True,) * len(counts)
        hidden[others.pop(0)[1]] = True
    return tuple(hidden)


def _keeps_apart(hidden: Sequence[int], fewest: int) -> bool:
    """Each may be anything from 1 to fewest - 1, as far as the sum tells."""
    return len(hidden) > 1 and sum(hidden) - (len(hidden) - 1) >= fewest - 1
