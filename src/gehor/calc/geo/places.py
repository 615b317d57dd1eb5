"""What a pair of numbers is: a place in Sweden, one with its numbers swapped, or metres of some map."""

import math
from enum import StrEnum

from .sweden import in_sweden

Place = tuple[float, float]  # (longitude, latitude), degrees
Box = tuple[float, float, float, float]  # (west, south, east, north), degrees

# The box round Sweden with its sea, a little wider than the economic zone: see sweden.py for what lies in it
SWEDEN: Box = (10.0, 54.9, 24.3, 69.2)

# Metres of SWEREF 99 TM (north, east), of its twelve local zones, and of RT 90, that may lie in Sweden
_NORTHINGS = (6_100_000, 7_700_000)
_EASTINGS_TM = (260_000, 930_000)
_EASTINGS_LOCAL = (50_000, 250_000)
_EASTINGS_RT90 = (1_200_000, 1_900_000)

EARTH_RADIUS = 6_371_008.8  # metres, mean of GRS 80


class Looks(StrEnum):
    SWEDEN = "sweden"  # longitude, latitude
    SWAPPED = "swapped"  # latitude, longitude
    TM = "tm"  # metres of SWEREF 99 TM, in one order or the other
    LOCAL = "local"  # metres of one of the local zones of SWEREF 99
    RT90 = "rt90"
    METRES = "metres"  # of some other projection
    ELSEWHERE = "elsewhere"  # degrees outside Sweden


def looks(first: float, second: float) -> Looks:
    """What the pair most likely is, told by its size. No two of these overlap.

    >>> looks(17.64, 59.86).value, looks(59.86, 17.64).value, looks(6_640_000, 648_000).value
    ('sweden', 'swapped', 'tm')
    """
    if in_sweden((first, second)):
        return Looks.SWEDEN
    if in_sweden((second, first)):
        return Looks.SWAPPED
    low, high = sorted((first, second))
    if _within(high, _NORTHINGS):
        for eastings, what in ((_EASTINGS_TM, Looks.TM), (_EASTINGS_LOCAL, Looks.LOCAL), (_EASTINGS_RT90, Looks.RT90)):
            if _within(low, eastings):
                return what
    # Also what is not a number at all, such as infinity
    return Looks.ELSEWHERE if abs(low) <= 180 and abs(high) <= 180 else Looks.METRES


def distance(one: Place, other: Place) -> float:
    """Metres between two places along a great circle of a sphere; right to 0.5 %.

    Source: Sinnott (1984), Virtues of the Haversine, Sky and Telescope 68, p. 159.

    >>> round(distance((17.0, 59.0), (17.0, 60.0)) / 1000, 1)
    111.2
    """
    (lon_1, lat_1), (lon_2, lat_2) = (tuple(map(math.radians, each)) for each in (one, other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half)))


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
