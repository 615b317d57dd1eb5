"""Where a place lies on a picture: web Mercator, the projection of map tiles, so that picture and tiles agree."""

import math
from dataclasses import dataclass

from .places import SWEDEN, Box, Place

TILE = 256  # pixels; the whole world is TILE * 2**zoom wide
ZOOM_LEAST, ZOOM_MOST = 3, 19
LATITUDE_MOST = 85.05  # where the square world of tiles ends
_CIRCUMFERENCE = 40_075_016.686  # metres at the equator, WGS 84
_STEP = 0.25  # of the picture's side, for one move


def pixels(place: Place, zoom: float) -> tuple[float, float]:
    """Pixels from the upper left corner of the world.

    x = T (λ + 180) / 360, y = T (1 − asinh(tan φ) / π) / 2, with T = 256 · 2^zoom
    Source: Snyder (1987), Map Projections, p. 41, for a sphere, as EPSG:3857 has it.
    """
    lon, lat = place
    lat = max(-LATITUDE_MOST, min(LATITUDE_MOST, lat))
    side = TILE * 2**zoom
    return side * (lon + 180) / 360, side * (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2


def place_at(x: float, y: float, zoom: float) -> Place:
    """The exact inverse of pixels."""
    side = TILE * 2**zoom
    return x / side * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))


@dataclass(frozen=True)
class View:
    """What a picture shows: the place in its middle, and how near. Kept within Sweden, so nobody gets lost."""

    lon: float
    lat: float
    zoom: float  # whole on a screen, where tiles are; anything between on paper

    @classmethod
    def of(cls, lon: float, lat: float, zoom: float) -> "View":
        west, south, east, north = SWEDEN
        return cls(
            round(max(west, min(east, lon)), 6),
            round(max(south, min(north, lat)), 6),
            max(ZOOM_LEAST, min(ZOOM_MOST, zoom)),
        )

    @classmethod
    def read(cls, text: str) -> "View | None":
        """From its text, as "17.638900,59.858600,12"; None for anything else."""
        try:
            lon, lat, zoom = text.split(",")
            view = float(lon), float(lat), int(zoom)
        except ValueError:
            return None
        return cls.of(*view) if all(map(math.isfinite, view)) else None

    @classmethod
    def fitting(cls, box: Box, *, width: int, height: int) -> "View":
        """The nearest view of so many pixels in which the whole box is seen."""
        west, south, east, north = box
        for zoom in range(ZOOM_MOST - 2, ZOOM_LEAST, -1):
            (left, top), (right, bottom) = pixels((west, north), zoom), pixels((east, south), zoom)
            if right - left <= width and bottom - top <= height:
                break
        else:
            zoom = ZOOM_LEAST
        (left, top), (right, bottom) = pixels((west, north), zoom), pixels((east, south), zoom)
        return cls.of(*place_at((left + right) / 2, (top + bottom) / 2, zoom), zoom)

    @classmethod
    def filling(cls, box: Box, *, width: int, height: int) -> "View":
        """As near as so many pixels allow, also between the steps of tiles: for paper, where nobody can come nearer."""
        west, south, east, north = box
        (left, top), (right, bottom) = pixels((west, north), 0), pixels((east, south), 0)
        room = [side / much for side, much in ((width, right - left), (height, bottom - top)) if much]
        zoom = min(ZOOM_MOST - 2, math.log2(min(room))) if room else ZOOM_MOST - 2
        return cls.of(*place_at((left + right) / 2, (top + bottom) / 2, 0), zoom)

    def __str__(self) -> str:
        return f"{self.lon:.6f},{self.lat:.6f},{self.zoom:g}"

    @property
    def middle(self) -> Place:
        return self.lon, self.lat

    def on(self, place: Place, *, width: int, height: int) -> tuple[float, float]:
        """Pixels from the picture's upper left corner."""
        (x, y), (mid_x, mid_y) = pixels(place, self.zoom), pixels(self.middle, self.zoom)
        return x - mid_x + width / 2, y - mid_y + height / 2

    def at(self, x: float, y: float, *, width: int, height: int) -> Place:
        """The place under a pixel of the picture. The inverse of on."""
        mid_x, mid_y = pixels(self.middle, self.zoom)
        return place_at(mid_x + x - width / 2, mid_y + y - height / 2, self.zoom)

    def zoomed(self, steps: int) -> "View":
        return View.of(self.lon, self.lat, self.zoom + steps)

    def moved(self, east: int, south: int, *, width: int, height: int) -> "View":
        """A quarter of the picture further for each step."""
        x, y = width * (0.5 + _STEP * east), height * (0.5 + _STEP * south)
        return View.of(*self.at(x, y, width=width, height=height), self.zoom)

    def centred(self, place: Place) -> "View":
        return View.of(*place, self.zoom)

    @property
    def metres_per_pixel(self) -> float:
        return float(_CIRCUMFERENCE * math.cos(math.radians(self.lat)) / (TILE * 2**self.zoom))
