"""Where Sweden ends, as coarsely as it takes to tell a place in Sweden from one in a neighbouring country.

For each of some latitudes how far Sweden and its sea reach, drawn some five to ten kilometres outside the border on
land, so that nobody who lives at it is refused; in Öresund and at Torne älv, where two towns are nearer than that,
along the water. Between the latitudes straight lines.
"""

from bisect import bisect_right

# (latitude, longitude), from south to north
_WEST = (
    *((54.9, 12.6), (55.2, 12.55), (55.35, 12.62), (55.45, 12.7), (55.55, 12.84), (55.66, 12.84), (55.74, 12.79)),
    *((55.85, 12.66), (55.92, 12.63), (56.0, 12.65), (56.05, 12.65), (56.09, 12.6), (56.13, 12.52), (56.2, 12.35)),
    *((56.3, 12.2), (56.5, 12.0), (56.7, 11.85), (57.0, 11.7), (57.2, 11.45), (57.45, 11.25), (57.75, 10.95)),
    *((58.0, 10.6), (58.3, 10.2), (58.6, 10.4), (58.88, 10.6), (58.95, 10.85), (59.0, 11.08), (59.1, 11.15)),
    *((59.15, 11.6), (59.6, 11.55), (59.7, 11.7), (59.9, 11.8), (60.0, 12.05), (60.1, 12.25), (60.5, 12.4)),
    *((60.7, 12.25), (60.9, 12.1), (61.05, 12.1), (61.1, 12.4), (61.35, 12.6), (61.57, 12.2), (61.73, 11.95)),
    *((62.0, 12.05), (62.27, 12.05), (62.6, 11.88), (62.9, 11.88), (63.27, 11.83), (63.6, 12.0), (63.97, 12.5)),
    *((64.05, 12.8), (64.15, 13.7), (64.45, 13.85), (64.55, 13.5), (64.8, 13.5), (65.0, 14.0), (65.3, 14.3)),
    *((66.1, 14.3), (66.2, 14.8), (66.3, 15.15), (66.48, 15.15), (66.7, 15.5), (67.0, 16.1), (67.2, 16.1)),
    *((67.43, 15.9), (67.9, 16.5), (68.05, 16.95), (68.15, 17.2), (68.25, 17.85), (68.53, 17.9), (68.6, 18.4)),
    *((68.65, 19.7), (69.0, 19.8), (69.2, 20.1)),
)
_EAST = (
    *((54.9, 13.4), (55.0, 14.2), (55.2, 14.5), (55.35, 14.6), (55.45, 15.6), (55.6, 17.0), (56.0, 18.0)),
    *((56.5, 18.8), (57.0, 19.6), (57.8, 20.2), (58.6, 20.3), (59.3, 20.1), (59.6, 19.8), (59.8, 19.5)),
    *((60.0, 19.25), (60.4, 19.2), (60.8, 19.2), (61.5, 19.5), (62.5, 19.8), (63.0, 20.2), (63.3, 20.5)),
    *((63.52, 20.95), (63.9, 21.6), (64.3, 22.2), (64.8, 22.8), (65.2, 23.5), (65.5, 24.2), (65.85, 24.25)),
    *((66.0, 24.15), (66.2, 23.9), (66.4, 23.85), (66.8, 24.1), (67.3, 23.9), (67.5, 23.95), (67.95, 23.8)),
    *((68.1, 23.55), (68.3, 23.25), (68.45, 22.7), (68.6, 22.1), (68.8, 21.6), (69.0, 21.0), (69.2, 20.7)),
)


def in_sweden(place: tuple[float, float]) -> bool:
    """Whether (longitude, latitude) lies in Sweden, its sea, or a few kilometres beyond.

    >>> in_sweden((17.64, 59.86)), in_sweden((12.57, 55.68)), in_sweden((10.75, 59.91))
    (True, False, False)
    """
    lon, lat = place
    return _WEST[0][0] <= lat <= _WEST[-1][0] and _at(_WEST, lat) <= lon <= _at(_EAST, lat)


def _at(side: tuple[tuple[float, float], ...], lat: float) -> float:
    """The longitude of the side at this latitude."""
    at = min(bisect_right(side, lat, key=lambda each: each[0]), len(side) - 1)
    (south, one), (north, other) = side[at - 1], side[at]
    return one + (other - one) * (lat - south) / (north - south)
