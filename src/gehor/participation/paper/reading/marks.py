"""How dark each box is, and where there is ink, on a page that has been straightened.

Darkness is measured against the paper just around the box and against the black corners of the same page, so that
neither grey paper, a pale copy nor a stain counts as a mark.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from .sizes import CORNERS, SCALE

if TYPE_CHECKING:
    from PIL.Image import Image

INSIDE = 0.75  # millimetres from the outline of a box to what is measured of it
NEAR, FAR = 0.5, 1.7  # millimetres outside it, between which the paper is
TILE = 4.0  # millimetres: pieces in which ink is looked for where one writes
# Of the way from paper to ink, the mean of what is inside the box. Measured: docs/paper.md
EMPTY_MOST = 0.030
MARKED_LEAST = 0.075
FILLED_LEAST = 0.62
SPOTTED = 0.10  # of the way from paper to ink, between the lightest and the darkest side around a box: a stain
SURE_LEAST = 0.20  # what is darker is a mark also where there is a stain
INK_LEAST = 0.045  # in the darkest piece of a field


class Mark(StrEnum):
    EMPTY = "empty"
    UNCLEAR = "unclear"
    MARKED = "marked"
    FILLED = "filled"  # the whole box: taken back


class Area(Protocol):
    """A box or a field: printing.Place."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


@dataclass(frozen=True)
class Seen:
    """box → what is in it; field → whether somebody has written in it; whether there is a map, question.map.

    A cross on a map is not read: lines of the map cannot be told from a pen's for sure.
    """

    boxes: dict[str, Mark]
    fields: dict[str, bool]


MAP = "map"


def seen(page: "Image", areas: Iterable[Area]) -> Seen:
    """What was put on a straightened page. areas: those of this page."""
    listed = list(areas)
    ink = _ink(page)
    boxes = {each.id: _mark_in(page, each, ink=ink) for each in listed if each.kind == "tick"}
    fields = {each.id: _is_written(page, each, ink=ink) for each in listed if each.kind == "write"}
    return Seen(boxes, fields | {f"{each.id}.{MAP}": True for each in listed if each.kind == MAP})


def _mark_in(page: "Image", box: Area, *, ink: float) -> Mark:
    """Beside a stain only what is surely a mark is one; nothing is surely empty."""
    dark = darkness(page, box, ink=ink)
    sides = [_median(each.histogram()) for each in _sides(page, box)]
    is_spotted = (max(sides) - min(sides)) / max(max(sides) - ink, 30.0) > SPOTTED
    return Mark.UNCLEAR if is_spotted and dark < SURE_LEAST else mark(dark)


def _sides(page: "Image", box: Area) -> "list[Image]":
    """The paper above, below, before and after a box."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    found = (
        (left, top - FAR, right, top - NEAR),
        (left, bottom + NEAR, right, bottom + FAR),
        (left - FAR, top, left - NEAR, bottom),
        (right + NEAR, top, right + FAR, bottom),
    )
    return [page.crop((round(a * SCALE), round(b * SCALE), round(c * SCALE), round(d * SCALE))) for a, b, c, d in found]


def mark(dark: float) -> Mark:
    if dark < EMPTY_MOST:
        return Mark.EMPTY
    if dark < MARKED_LEAST:
        return Mark.UNCLEAR
    return Mark.MARKED if dark < FILLED_LEAST else Mark.FILLED


def darkness(page: "Image", box: Area, *, ink: float) -> float:
    """How dark the inside of a box is: 0 as the paper around it, 1 as the black corners."""
    inside = _crop(page, box, -INSIDE)
    around = [
        outer - inner
        for outer, inner in zip(_crop(page, box, FAR).histogram(), _crop(page, box, NEAR).histogram(), strict=True)
    ]
    paper = _median(around)
    mean = _mean(inside)
    return max(0.0, (paper - mean) / max(paper - ink, 30.0))


def _is_written(page: "Image", field: Area, *, ink: float) -> bool:
    from PIL.Image import Resampling  # takes memory: loaded by whoever reads a scan

    inside = _crop(page, field, -1.0)
    across = max(1, round(inside.width / (TILE * SCALE)))
    down = max(1, round(inside.height / (TILE * SCALE)))
    pieces = sorted(inside.resize((across, down), Resampling.BOX).tobytes())
    around = [
        outer - inner
        for outer, inner in zip(_crop(page, field, FAR).histogram(), _crop(page, field, NEAR).histogram(), strict=True)
    ]
    paper = max(_median(around), pieces[len(pieces) * 3 // 4])
    return (paper - pieces[0]) / max(paper - ink, 30.0) >= INK_LEAST


def _ink(page: "Image") -> float:
    """How dark the black corners are: the median of the four, in case one is stained or cut away."""
    shades = sorted(
        _mean(page.crop((round((x - 1.5) * SCALE), round((y - 1.5) * SCALE), *_end(x, y)))) for x, y in CORNERS
    )
    return (shades[1] + shades[2]) / 2


def _end(x: float, y: float) -> tuple[int, int]:
    return round((x + 1.5) * SCALE), round((y + 1.5) * SCALE)


def _crop(page: "Image", area: Area, more: float) -> "Image":
    return page.crop(
        (
            round((area.x - more) * SCALE),
            round((area.y - more) * SCALE),
            round((area.x + area.width + more) * SCALE),
            round((area.y + area.height + more) * SCALE),
        )
    )


def _mean(piece: "Image") -> float:
    histogram = piece.histogram()
    return sum(shade * count for shade, count in enumerate(histogram)) / max(1, sum(histogram))


def _median(histogram: list[int]) -> float:
    half, counted = sum(histogram) / 2, 0
    for shade, count in enumerate(histogram):
        counted += count
        if counted >= half:
            return float(shade)
    return 255.0
