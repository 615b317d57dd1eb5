"""People with pens: crosses, ticks and handwriting in the boxes of a printed page, drawn at 300 dots to the inch."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from gehor.participation.paper.printing import Place

DOTS = 300 / 25.4  # for each millimetre


@dataclass(frozen=True)
class Pen:
    """shade: of the ink, 0 is black. width: in millimetres. wild: how far a stroke misses where it was meant to go."""

    shade: int
    width: float
    wild: float


BALLPOINT = Pen(40, 0.45, 0.5)
FELT = Pen(10, 1.0, 0.6)
PENCIL = Pen(110, 0.4, 0.5)
HASTY = Pen(60, 0.45, 1.1)
PENS = (BALLPOINT, BALLPOINT, FELT, PENCIL, HASTY)


def filled_in(page: Image.Image, places: Iterable[Place], put: Mapping[str, str], *, rng: random.Random) -> Image.Image:
    """The page with a mark in each of these places. put: place → cross, tick, line, taken_back or words."""
    drawn = page.copy()
    pencil = ImageDraw.Draw(drawn)
    pen = rng.choice(PENS)
    for each in places:
        if each.id in put:
            _drawn(pencil, each, put[each.id], pen, rng)
    return drawn


def _drawn(pencil: ImageDraw.ImageDraw, place: Place, kind: str, pen: Pen, rng: random.Random) -> None:
    x, y, width, height = place.x, place.y, place.width, place.height
    strokes = {
        "cross": [((0.1, 0.1), (0.9, 0.9)), ((0.9, 0.1), (0.1, 0.9))],
        "tick": [((0.1, 0.5), (0.4, 0.9)), ((0.4, 0.9), (1.0, 0.0))],
        "line": [((0.1, 0.9), (0.9, 0.1))],
        "taken_back": [((0.05, at / 12), (0.95, at / 12)) for at in range(1, 12)],
    }.get(kind)
    if strokes is None:
        _words(pencil, place, pen, rng)
        return
    width_of = Pen(pen.shade, 0.8, 0.2) if kind == "taken_back" else pen
    for (from_x, from_y), (to_x, to_y) in strokes:
        _stroke(
            pencil,
            (x + from_x * width, y + from_y * height),
            (x + to_x * width, y + to_y * height),
            width_of,
            rng,
        )


def _stroke(
    pencil: ImageDraw.ImageDraw, begin: tuple[float, float], end: tuple[float, float], pen: Pen, rng: random.Random
) -> None:
    def off() -> float:
        return rng.gauss(0, pen.wild / 2)

    middle = ((begin[0] + end[0]) / 2 + off() / 2, (begin[1] + end[1]) / 2 + off() / 2)
    path = [(begin[0] + off(), begin[1] + off()), middle, (end[0] + off(), end[1] + off())]
    points = [(px * DOTS, py * DOTS) for px, py in path]
    pencil.line(points, fill=pen.shade, width=max(1, round(pen.width * DOTS)), joint="curve")


def _words(pencil: ImageDraw.ImageDraw, place: Place, pen: Pen, rng: random.Random) -> None:
    """A few letters: strokes up and down that go from left to right."""
    letters = 1 if place.width < 20 else rng.randint(2, 12)
    high = min(5.0, place.height * 0.6)
    x, y = place.x + 1.5, place.y + min(place.height / 2, 6)
    for _ in range(letters):
        if x + 3 > place.x + place.width:
            break
        _stroke(pencil, (x, y + high / 2), (x + 1.2, y - high / 2), pen, rng)
        _stroke(pencil, (x + 1.2, y - high / 2), (x + 2.2, y + high / 2), pen, rng)
        x += 3.2
