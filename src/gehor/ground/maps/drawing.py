"""The picture of a map, drawn here: layers, marks, a grid with a scale, a cross-hair. SVG without any style of a page.

A picture in an <img> or an <input> knows nothing of the page's stylesheet, so its colours stand in it. Marks differ by
shape and number, never by colour alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin
from typing import Any

from gehor.calc.geo import shapes
from gehor.calc.geo.mercator import View
from gehor.calc.geo.places import Place

PAPER, GRID, INK = "#f4f1ea", "#d9d4c8", "#3a3a36"
AREA, AREA_LINE, LINE = "#dfe9d8", "#8aa17a", "#8c8474"
# Colours and shapes of marks, in turn. Each is told from the others by its shape, and by its contrast to the paper.
COLOURS = ("#005f73", "#9b2226", "#7a5200", "#3c3c8c", "#1d6b3c", "#7b2d75")
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "star")
HOLLOW = 99  # a look beside the six: a square that is not filled, for what did not come to be
_NEAREST = 1.0  # pixels between corners that are worth drawing
_LETTER, _LINE_HEIGHT = 6.0, 13  # pixels
_BESIDE = (0.0, 1.0, -1.0, 2.0, -1.7)  # lines from where a name belongs to where it may stand instead
_RADIUS, _RADIUS_ALONE = 13, 8  # pixels, of a sign with a number in it and of one without
_STEPS = (1, 2, 5)
_CELL = 28  # pixels within which marks are gathered
_APART = 23  # pixels from one numbered sign to the next
_ASIDE = sorted(  # where such a sign may stand instead, the nearest first
    ((_APART * right, _APART * down) for right in range(-3, 4) for down in range(-3, 4)),
    key=lambda each: each[0] ** 2 + each[1] ** 2,
)
_FAR = 20_000.0  # pixels; what lies further out is cut there


@dataclass(frozen=True)
class Mark:
    """Something to be drawn above the layers. look: a number, for colour and shape."""

    geometry: Mapping[str, Any]
    look: int = 0
    label: str = ""
    is_new: bool = False


_Placed = tuple[Mark, tuple[float, float]]
_Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Size:
    width: int
    height: int


def picture(
    view: View,
    size: Size,
    *,
    layers: Iterable[Sequence[Mapping[str, Any]]] = (),
    marks: Iterable[Mark] = (),
    cross_hair: bool = False,
    title: str = "",
    is_inline: bool = False,
) -> str:
    """The whole SVG. layers: lists of {"name", "geometry"}. is_inline: in a page, as wide as the page lets it be."""
    pen = _Pen(view, size)
    parts = [f'<rect width="{size.width}" height="{size.height}" fill="{PAPER}"/>', *pen.grid()]
    names: list[tuple[Place, str]] = []
    for features in layers:
        for feature in features:
            parts += pen.ground(feature["geometry"])
            if feature["name"]:
                names.append((shapes.middle(feature["geometry"]), feature["name"]))
    marked = list(marks)
    for mark in marked:
        parts += pen.shape(mark)
    signs, taken = pen.signs(marked)
    parts += pen.names(names, taken=taken)
    parts += signs
    parts += pen.scale()
    if cross_hair:
        parts += pen.cross_hair()
    named = f"<title>{escape(title)}</title>" if title else ""
    frame = f'viewBox="0 0 {size.width} {size.height}"'
    frame += ' role="img"' if is_inline else f' width="{size.width}" height="{size.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame} font-family="sans-serif">{named}{"".join(parts)}</svg>'


class _Pen:
    def __init__(self, view: View, size: Size) -> None:
        self.view, self.size = view, size

    def on(self, place: Sequence[float]) -> tuple[float, float]:
        x, y = self.view.on((place[0], place[1]), width=self.size.width, height=self.size.height)
        return max(-_FAR, min(_FAR, x)), max(-_FAR, min(_FAR, y))

    def sees(self, dots: Sequence[tuple[float, float]]) -> bool:
        """Whether any of it may be within the picture."""
        xs, ys = zip(*dots, strict=True)
        return max(xs) >= 0 and min(xs) <= self.size.width and max(ys) >= 0 and min(ys) <= self.size.height

    def path(self, line: shapes.Ring, *, closed: bool) -> str:
        dots = [self.on(place) for place in line]
        if not self.sees(dots):
            return ""
        corners = " ".join(f"{x:.0f},{y:.0f}" for x, y in shapes.thinned(dots, _NEAREST))
        return f"M{corners}{'Z' if closed else ''}"

    def ground(self, geometry: Mapping[str, Any]) -> list[str]:
        """A shape of a layer."""
        drawn = []
        for rings in shapes.areas(geometry):
            path = "".join(self.path(ring, closed=True) for ring in rings)
            if path:
                drawn.append(f'<path d="{path}" fill="{AREA}" fill-rule="evenodd" stroke="{AREA_LINE}"/>')
        for line in shapes.lines(geometry):
            if path := self.path(line, closed=False):
                drawn.append(f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="2"/>')
        for point in shapes.points(geometry):
            x, y = self.on(point)
            if self.sees([(x, y)]):
                drawn.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{LINE}"/>')
        return drawn

    def names(self, names: Sequence[tuple[Place, str]], *, taken: Sequence[_Box]) -> list[str]:
        """Names where there is room, a little above or below if need be: of two that would meet the first stands.

        taken: where signs stand, which no name may lie under
        """
        boxes = list(taken)
        drawn = []
        for place, name in names:
            x, y = self.on(place)
            half = len(name) * _LETTER / 2
            for baseline in (y + step * _LINE_HEIGHT for step in _BESIDE):
                box = (x - half, baseline - _LINE_HEIGHT, x + half, baseline + 3)
                if self.holds(box) and not any(_overlap(box, other) for other in boxes):
                    boxes.append(box)
                    drawn.append(
                        f'<text x="{x:.0f}" y="{baseline:.0f}" font-size="11" text-anchor="middle" fill="{INK}" '
                        f'stroke="{PAPER}" stroke-width="3" paint-order="stroke">{escape(name)}</text>'
                    )
                    break
        return drawn

    def holds(self, box: _Box) -> bool:
        return box[0] >= 0 and box[1] >= 0 and box[2] <= self.size.width and box[3] <= self.size.height

    def shape(self, mark: Mark) -> list[str]:
        """A line or an area that is marked, without its sign."""
        colour = _colour(mark.look)
        dash = ' stroke-dasharray="6 4"' if mark.look % 2 else ""
        drawn = []
        for rings in shapes.areas(mark.geometry):
            path = "".join(self.path(ring, closed=True) for ring in rings)
            if path:
                drawn.append(
                    f'<path d="{path}" fill="{colour}" fill-opacity="0.18" fill-rule="evenodd" stroke="{colour}" '
                    f'stroke-width="2"{dash}/>'
                )
        for line in shapes.lines(mark.geometry):
            if path := self.path(line, closed=False):
                drawn.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="4"{dash}/>')
        return drawn

    def signs(self, marks: Sequence[Mark]) -> tuple[list[str], list[_Box]]:
        """The sign of each mark, and the room that they take. Those that would lie over each other become one: a
        number that says how many they are. Numbered ones move aside as far as there is room, and then say how many
        more there are.
        """
        alone = [(mark, self.on(shapes.middle(mark.geometry))) for mark in marks if mark.is_new]
        numbered = [(mark, self.on(shapes.middle(mark.geometry))) for mark in marks if mark.label and not mark.is_new]
        plain = [mark for mark in marks if not mark.label and not mark.is_new]
        cells, spots = self.cells(plain), _apart(numbered, self.size)
        drawn = [self.many(some, in_dark=bool(numbered)) for some in cells]
        for spot in spots:
            drawn += self.moved_aside(spot)
        drawn += [self.one(mark, at, mark.label) for mark, at in alone]
        taken = [_around(self.among(some), _RADIUS if len(some) > 1 else _RADIUS_ALONE) for some in cells]
        taken += [_around(at, _RADIUS) for at in (*(spot.at for spot in spots), *(at for _mark, at in alone))]
        return [each for each in drawn if each], taken

    def among(self, marks: Sequence[Mark]) -> tuple[float, float]:
        """The middle of several."""
        xs, ys = zip(*(self.on(shapes.middle(mark.geometry)) for mark in marks), strict=True)
        return sum(xs) / len(xs), sum(ys) / len(ys)

    def moved_aside(self, spot: "_Spot") -> list[str]:
        """A numbered sign where there is room for it, with a line to where it belongs."""
        (x, y), (left, top) = spot.at, spot.belongs
        line = f'<path d="M{left:.0f},{top:.0f}L{x:.0f},{y:.0f}" stroke="{INK}" stroke-width="1.5"/>'
        label = f"{spot.mark.label} +{spot.more}" if spot.more else spot.mark.label
        return [line if spot.at != spot.belongs else "", self.one(spot.mark, spot.at, label)]

    def cells(self, marks: Iterable[Mark]) -> list[list[Mark]]:
        """Marks that lie in the same small square of the picture."""
        found: dict[tuple[int, int], list[Mark]] = {}
        for mark in marks:
            x, y = self.on(shapes.middle(mark.geometry))
            if self.sees([(x, y)]):
                found.setdefault((int(x // _CELL), int(y // _CELL)), []).append(mark)
        return list(found.values())

    def many(self, marks: Sequence[Mark], *, in_dark: bool) -> str:
        """One sign for marks at about the same place: of their kind, or dark where they are of several.

        in_dark: always dark, since numbers in signs are names on this map.
        """
        x, y = self.among(marks)
        if len(marks) == 1:
            return sign(x, y, 7, marks[0].look)
        looks = {mark.look for mark in marks}
        if in_dark or len(looks) > 1:
            ground = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="13" fill="{INK}" stroke="#fff" stroke-width="2"/>'
        else:
            ground = sign(x, y, 12, marks[0].look)
        return ground + _words(x, y, str(len(marks)), "#fff")

    def one(self, mark: Mark, at: tuple[float, float], label: str) -> str:
        """The sign of one mark with its label, in a pill where the label is long."""
        x, y = at
        if not self.sees([at]):
            return ""
        ink = INK if mark.look == HOLLOW else "#fff"
        if len(label) <= 3:
            return sign(x, y, 11, mark.look) + (_words(x, y, label, ink) if label else "")
        half = len(label) * _LETTER / 2 + 7
        return (
            f'<rect x="{x - half:.0f}" y="{y - 11:.0f}" width="{2 * half:.0f}" height="22" rx="11" fill="{INK}" '
            f'stroke="#fff" stroke-width="2"/>{_words(x, y, label, "#fff")}'
        )

    def grid(self) -> list[str]:
        """Lines at round distances, so that a map without layers has something to hold on to."""
        step = self._round_metres(self.size.width / 3) / self.view.metres_per_pixel
        drawn = []
        for half, vertical in ((self.size.width / 2, True), (self.size.height / 2, False)):
            at = half % step
            while at < 2 * half:
                ends = f"M{at:.1f},0V{self.size.height}" if vertical else f"M0,{at:.1f}H{self.size.width}"
                drawn.append(ends)
                at += step
        return [f'<path d="{"".join(drawn)}" fill="none" stroke="{GRID}"/>']

    def scale(self) -> list[str]:
        metres = self._round_metres(self.size.width / 3)
        length = metres / self.view.metres_per_pixel
        words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
        y = self.size.height - 10
        return [
            f'<path d="M10,{y - 4}V{y}H{10 + length:.0f}V{y - 4}" fill="none" stroke="{INK}" stroke-width="1.5"/>',
            f'<text x="14" y="{y - 4}" font-size="11" fill="{INK}">{words}</text>',
        ]

    def cross_hair(self) -> list[str]:
        x, y = self.size.width // 2, self.size.height // 2
        path = f"M{x - 14},{y}H{x - 4}M{x + 4},{y}H{x + 14}M{x},{y - 14}V{y - 4}M{x},{y + 4}V{y + 14}"
        return [
            f'<path d="{path}" stroke="#fff" stroke-width="5" fill="none"/>',
            f'<path d="{path}" stroke="{INK}" stroke-width="2" fill="none"/>',
        ]

    def _round_metres(self, pixels: float) -> float:
        """The longest of 1, 2, 5, 10 … metres that is no longer than so many pixels."""
        most = pixels * self.view.metres_per_pixel
        found, ten = 1.0, 1.0
        while ten <= most:
            found = max([step * ten for step in _STEPS if step * ten <= most])
            ten *= 10
        return found


def sign(x: float, y: float, radius: float, look: int) -> str:
    """The sign of a mark, with its middle there."""
    if look == HOLLOW:
        return _polygon(x, y, _square(radius), f'fill="#fff" stroke="{INK}" stroke-width="2"')
    paint = f'fill="{COLOURS[look % len(COLOURS)]}" stroke="#fff" stroke-width="2"'
    match SHAPES[look % len(SHAPES)]:
        case "circle":
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {paint}/>'
        case "square":
            return _polygon(x, y, _square(radius), paint)
        case "triangle":
            return _polygon(x, y, [(radius * 1.4, -pi / 2 + third * 2 * pi / 3) for third in range(3)], paint)
        case "diamond":
            return _polygon(x, y, [(radius * 1.3, quarter * pi / 2) for quarter in range(4)], paint)
        case "cross":
            arms = [(radius * (1.3 if at % 3 else 0.62), pi / 4 + _CROSS[at]) for at in range(12)]
            return _polygon(x, y, arms, paint)
    return _polygon(x, y, [(radius * (0.62 if at % 2 else 1.4), -pi / 2 + at * pi / 5) for at in range(10)], paint)


def _square(radius: float) -> list[tuple[float, float]]:
    return [(radius * 1.25, pi / 4 + quarter * pi / 2) for quarter in range(4)]


# The twelve corners of a plus sign, seen from its middle: an inner corner, then the two of an arm
_CROSS = tuple(quarter * pi / 2 + turn for quarter in range(4) for turn in (0.0, pi / 4 - 0.35, pi / 4 + 0.35))


def _polygon(x: float, y: float, corners: Iterable[tuple[float, float]], paint: str) -> str:
    dots = " ".join(f"{x + radius * cos(angle):.1f},{y + radius * sin(angle):.1f}" for radius, angle in corners)
    return f'<polygon points="{dots}" {paint}/>'


def _colour(look: int) -> str:
    return INK if look == HOLLOW else COLOURS[look % len(COLOURS)]


def _words(x: float, y: float, text: str, ink: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y + 4:.0f}" font-size="11" font-weight="bold" text-anchor="middle" fill="{ink}">'
        f"{escape(text)}</text>"
    )


@dataclass
class _Spot:
    """Where a numbered sign stands, and where it belongs. more: others for which there was no room."""

    mark: Mark
    at: tuple[float, float]
    belongs: tuple[float, float]
    more: int = 0


def _apart(numbered: Iterable[_Placed], size: Size) -> list[_Spot]:
    """Each at its place or, where another would hide it, beside it: the nearest of the places around that is free."""
    found: list[_Spot] = []
    for mark, (x, y) in numbered:
        if not (0 <= x <= size.width and 0 <= y <= size.height):
            continue
        for right, down in _ASIDE:
            at = (x + right, y + down)
            is_inside = (
                _APART / 2 <= at[0] <= size.width - _APART / 2 and _APART / 2 <= at[1] <= size.height - _APART / 2
            )
            is_free = not any(abs(at[0] - each.at[0]) < _APART > abs(at[1] - each.at[1]) for each in found)
            if is_free and (is_inside or (not right and not down)):
                found.append(_Spot(mark, at, (x, y)))
                break
        else:
            near = min(found, key=lambda each: (each.at[0] - x) ** 2 + (each.at[1] - y) ** 2)
            near.more += 1
    return found


def _around(at: tuple[float, float], radius: float) -> _Box:
    x, y = at
    return x - radius, y - radius, x + radius, y + radius


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
