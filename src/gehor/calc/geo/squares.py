"""Places of people as squares in which at least so many of them lie, so that nobody can be found on a map."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .mercator import TILE, View, pixels, place_at
from .places import Place

NEAREST, FURTHEST = 17, 7  # tiles of the web's maps: about 150 metres wide in the middle of Sweden, and 150 kilometres
ENOUGH = 2 / 3  # of the places should lie in a square that is shown


@dataclass(frozen=True)
class Square:
    """A tile of the web's maps, and how many places lie in it."""

    zoom: int
    column: int
    row: int
    count: int

    @property
    def key(self) -> str:
        return f"{self.zoom}-{self.column}-{self.row}"

    @property
    def middle(self) -> Place:
        return place_at((self.column + 0.5) * TILE, (self.row + 0.5) * TILE, self.zoom)

    @property
    def metres(self) -> int:
        """How wide it is, to two digits."""
        lon, lat = self.middle
        return int(float(f"{TILE * View.of(lon, lat, self.zoom).metres_per_pixel:.2g}"))

    @property
    def geometry(self) -> dict[str, Any]:
        """Its outline as GeoJSON."""
        corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
        ring = [
            [round(degree, 6) for degree in place_at((self.column + x) * TILE, (self.row + y) * TILE, self.zoom)]
            for x, y in corners
        ]
        return {"type": "Polygon", "coordinates": [ring]}


def squares(places: Iterable[Place], *, fewest: int) -> tuple[Square, ...]:
    """Squares with at least `fewest` places, the fullest first; places in emptier ones are in none.

    All have one size: the smallest in which two thirds of the places lie in a square that is shown. Nothing where no
    size is large enough. The same places in any order give the same squares.
    """
    found = list(places)
    for zoom in range(NEAREST, FURTHEST - 1, -1):
        counts = Counter(_square_of(place, zoom) for place in found)
        full = {at: count for at, count in counts.items() if count >= fewest}
        if full and sum(full.values()) >= ENOUGH * len(found):
            ordered = sorted(full.items(), key=lambda pair: (-pair[1], pair[0]))
            return tuple(Square(zoom, *at, count) for at, count in ordered)
    return ()


def _square_of(place: Place, zoom: int) -> tuple[int, int]:
    x, y = pixels(place, zoom)
    return int(x // TILE), int(y // TILE)
