"""Orders of preference counted together. Exact: whole numbers and fractions, no randomness, ties stay ties.

A ballot is what one person prefers, the best first; what is left out stands last, all of it equal.
"""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

Option = TypeVar("Option", bound=Hashable)
Duels = Mapping[tuple[Option, Option], int]  # (a, b) → how many prefer a to b


def borda(options: Sequence[Option], ballots: Sequence[Sequence[Option]]) -> dict[Option, Fraction]:
    """Points of every option: of m options the first on a ballot gets m − 1, the next m − 2, and so on to 0.

    Those that are left out share what is left equally. So each option gets one point for every other that it is
    preferred to, and half a point for every other that it stands equal with.
    Source: Borda (1784), Mémoire sur les élections au scrutin; of what is left out Dummett (1997), Principles of
    Electoral Reform.

    >>> borda("abc", ["ab", "ba", "a"])["a"]
    Fraction(5, 1)
    """
    points = dict.fromkeys(options, Fraction())
    for ballot in ballots:
        left = [option for option in options if option not in ballot]
        for place, option in enumerate(ballot):
            points[option] += len(options) - 1 - place
        for option in left:
            points[option] += Fraction(len(left) - 1, 2)
    return points


def duels(options: Sequence[Option], ballots: Sequence[Sequence[Option]]) -> dict[tuple[Option, Option], int]:
    """Of every two options how many prefer the one to the other."""
    found = {(a, b): 0 for a in options for b in options if a != b}
    for ballot in ballots:
        place = {option: at for at, option in enumerate(ballot)}
        last = len(ballot)
        for a, b in found:
            found[a, b] += place.get(a, last) < place.get(b, last)
    return found


def copeland(options: Sequence[Option], found: Duels[Option]) -> dict[Option, Fraction]:
    """Points of every option: one for every other that it beats, half a one for every other that it stands equal with.

    It beats another when more people prefer it than prefer the other. Two that nobody has compared stand equal.
    Source: Copeland (1951), A reasonable social welfare function, University of Michigan.

    >>> copeland("ab", {("a", "b"): 3, ("b", "a"): 2})
    {'a': Fraction(1, 1), 'b': Fraction(0, 1)}
    """
    points = dict.fromkeys(options, Fraction())
    for a, b in combinations(options, 2):
        for_a, for_b = found.get((a, b), 0), found.get((b, a), 0)
        points[a] += Fraction(1, 2) if for_a == for_b else int(for_a > for_b)
        points[b] += Fraction(1, 2) if for_a == for_b else int(for_b > for_a)
    return points


def places(points: Mapping[Option, Fraction | int]) -> dict[Option, int]:
    """Option → its place, the most points first, in the order given. Equal points share a place: 1, 2, 2, 4.

    >>> places({"a": 3, "b": 5, "c": 3})
    {'a': 2, 'b': 1, 'c': 2}
    """
    return {option: 1 + sum(other > mine for other in points.values()) for option, mine in points.items()}
