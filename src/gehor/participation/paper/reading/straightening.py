"""Finding the page in a picture: which sheet and page it is, and how it lies, however it was put on the glass.

The square code says where it stands itself, to a picture point or so. From it the black corners are looked for, the
nearest first, since what is near is the surer; the four of them say how the page lies to a fraction of a millimetre.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageOps

from .sizes import CORNER, CORNERS, HEIGHT, QR, SCALE, WIDTH

Point = tuple[float, float]
Plane = tuple[float, ...]  # eight numbers: (x, y) → ((ax + by + c) / (gx + hy + 1), (dx + ey + f) / (gx + hy + 1))

LONGEST = 2600  # picture points: what is larger tells no more
REACH = {1: 4.0, 0: 6.5, 3: 7.5, 2: 8.0}  # number of the corner → how far off it may be, in millimetres; nearest first
SQUARE = 0.35  # how much darker than its surroundings a corner must be, of all the way from paper to ink
QR_OFF = 3.0  # millimetres between where the code is and where the corners say it should be
BLANK = 0.004  # share of a page that is dark, at most, where nothing is printed
ROUGH = 0.02  # share of its points that may stand out from those around them: a scanner's grain does not
PAPER_LEAST = 110  # shade: what is darker than this all over is no paper
STANDS_OUT = 60  # shades
OURS = re.compile(r"/c/([0-9A-Za-z-]{10,12})/(?:#([0-9]{1,2}))?$")

# What can be wrong with a page; texts.py has a sentence for each
NO_CODE, LEAF, NO_CORNERS, EMPTY = "no_code", "leaf", "no_corners", "empty"


@dataclass(frozen=True)
class Straight:
    """A page as it lay, straightened, in shades of grey; or what is wrong with it."""

    trouble: str = ""
    code: str = ""  # as it stands in the address, with its dash
    page: int = 0
    picture: Image.Image | None = None


def straightened(picture: Image.Image) -> Straight:
    grey = _prepared(picture)
    found = _code(grey)
    if found is None:
        return Straight(EMPTY if _is_blank(grey) else NO_CODE)
    text, corners = found
    ours = OURS.search(text)
    if ours is None:
        return Straight(NO_CODE)
    if ours[2] is None:
        return Straight(LEAF, ours[1])
    plane = _lie(grey, corners)
    if plane is None:
        return Straight(NO_CORNERS, ours[1], int(ours[2]))
    size = (round(WIDTH * SCALE), round(HEIGHT * SCALE))
    flat = grey.transform(size, Image.Transform.PERSPECTIVE, _in_points(plane), Image.Resampling.BICUBIC, fillcolor=255)
    return Straight("", ours[1], int(ours[2]), flat)


def _prepared(picture: Image.Image) -> Image.Image:
    grey = ImageOps.exif_transpose(picture).convert("L")
    grey.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return grey


def _is_blank(grey: Image.Image) -> bool:
    """A back without print: light, even and with next to nothing dark. Noise and a black picture are none."""
    small = grey.reduce(4)
    histogram = small.histogram()
    paper = _level(histogram, 0.5)
    if paper < PAPER_LEAST or sum(histogram[: max(0, paper - STANDS_OUT)]) >= BLANK * small.width * small.height:
        return False
    rough = ImageChops.difference(grey, grey.filter(ImageFilter.BoxBlur(2))).histogram()
    return sum(rough[STANDS_OUT:]) < ROUGH * grey.width * grey.height


def _level(histogram: Sequence[int], share: float) -> int:
    """The shade below which this share of the points lies."""
    wanted, seen = share * sum(histogram), 0
    for shade, count in enumerate(histogram):
        seen += count
        if seen >= wanted and count:
            return shade
    return 255


def _code(grey: Image.Image) -> tuple[str, tuple[Point, ...]] | None:
    """The text of our code and its corners, clockwise from its own top left. Tried again where it is hard to read."""
    import zxingcpp  # takes memory: loaded by whoever reads a scan

    ways: tuple[Any, ...] = (
        lambda: (grey, 1.0),
        lambda: (ImageOps.autocontrast(grey.filter(ImageFilter.MedianFilter(3)), cutoff=1), 1.0),
        lambda: (grey.filter(ImageFilter.GaussianBlur(1.5)), 1.0),
        lambda: (grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC), 2.0),
        lambda: (ImageOps.autocontrast(grey.reduce(2), cutoff=2), 0.5),
    )
    kept = None
    for way in ways:
        tried, scale = way()
        for each in zxingcpp.read_barcodes(tried, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False):
            at = each.position
            corners = tuple(
                (point.x / scale, point.y / scale)
                for point in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            )
            ours = OURS.search(each.text)
            if ours and ours[2]:
                return each.text, corners
            kept = kept or (each.text, corners)
        if kept:
            return kept
    return None


def _lie(grey: Image.Image, code: tuple[Point, ...]) -> Plane | None:
    """How millimetres of the page become points of the picture; None where the corners cannot be found."""
    known: list[tuple[Point, Point]] = list(zip(QR, code, strict=True))
    paper, ink = _shades(grey, code)
    if paper - ink < 20:
        return None
    found: dict[int, Point] = {}
    for number, reach in REACH.items():
        plane = _affine([*known, *((CORNERS[each], at) for each, at in found.items())])
        if at := _corner(grey, plane, CORNERS[number], reach=reach, ink=ink, paper=paper):
            found[number] = at
    if len(found) < 3:
        return None
    pairs = [(CORNERS[number], at) for number, at in found.items()]
    plane = _perspective(pairs) if len(pairs) == 4 else _affine(pairs)
    per_mm = _per_mm(plane)
    off = max(_distance(_through(plane, at), seen) for at, seen in known)
    return plane if off < QR_OFF * per_mm else None


def _shades(grey: Image.Image, code: Sequence[Point]) -> tuple[int, int]:
    """How light the paper is and how dark the ink, in and around the code."""
    across, down = [x for x, _ in code], [y for _, y in code]
    box = (int(min(across)), int(min(down)), int(max(across)) + 1, int(max(down)) + 1)
    histogram = grey.crop(box).histogram()
    return _level(histogram, 0.9), _level(histogram, 0.1)


def _corner(grey: Image.Image, plane: Plane, at: Point, *, reach: float, ink: int, paper: int) -> Point | None:
    """The middle of the black square that should be at this place of the page, looked for within reach of it."""
    per_mm = _per_mm(plane)
    x, y = _through(plane, at)
    far = (reach + CORNER) * per_mm
    box = (round(x - far), round(y - far), round(x + far), round(y + far))
    if box[2] <= 0 or box[3] <= 0 or box[0] >= grey.width or box[1] >= grey.height:
        return None
    window = grey.crop((max(0, box[0]), max(0, box[1]), min(grey.width, box[2]), min(grey.height, box[3])))
    light = _level(window.histogram(), 0.8)
    dark = window.point([255 if shade < light - (paper - ink) / 2 else 0 for shade in range(256)])
    side = CORNER * per_mm
    # Dark inside, light around: neither the edge of the glass nor a stain is both
    inner = dark.filter(ImageFilter.BoxBlur(side / 2))
    around = dark.filter(ImageFilter.BoxBlur(side * 0.9))
    stands_out = ImageChops.subtract(inner, around)
    most = stands_out.getextrema()[1]
    if not isinstance(most, int) or most < SQUARE * 255:
        return None
    peak = _middle(stands_out.point([255 if shade >= most - 8 else 0 for shade in range(256)]), (0.0, 0.0))
    near = 0.75 * side
    close = (round(peak[0] - near), round(peak[1] - near), round(peak[0] + near), round(peak[1] + near))
    inside = dark.crop(close)
    if inside.getbbox() is None:
        return None
    middle = _middle(inside, (close[0], close[1]))
    return middle[0] + max(0, box[0]), middle[1] + max(0, box[1])


def _middle(picture: Image.Image, begins: Point) -> Point:
    """The middle of all that is white."""
    across = picture.resize((picture.width, 1), Image.Resampling.BOX).convert("F").tobytes()
    down = picture.resize((1, picture.height), Image.Resampling.BOX).convert("F").tobytes()
    columns, rows = memoryview(across).cast("f").tolist(), memoryview(down).cast("f").tolist()
    total_x, total_y = sum(columns) or 1, sum(rows) or 1
    x = sum((at + 0.5) * weight for at, weight in enumerate(columns)) / total_x
    y = sum((at + 0.5) * weight for at, weight in enumerate(rows)) / total_y
    return begins[0] + x, begins[1] + y


# Planes


def _through(plane: Plane, at: Point) -> Point:
    a, b, c, d, e, f, g, h = plane
    x, y = at
    depth = g * x + h * y + 1
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def _per_mm(plane: Plane) -> float:
    (x, y), (right_x, right_y) = _through(plane, (90, 140)), _through(plane, (120, 140))
    return ((right_x - x) ** 2 + (right_y - y) ** 2) ** 0.5 / 30


def _distance(one: Point, other: Point) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def _affine(pairs: Sequence[tuple[Point, Point]]) -> Plane:
    """The plane without perspective that comes nearest, by least squares."""
    rows = [(x, y, 1.0) for (x, y), _ in pairs]
    normal = [[sum(row[i] * row[j] for row in rows) for j in range(3)] for i in range(3)]
    solved = []
    for axis in (0, 1):
        right = [sum(row[i] * at[axis] for row, (_, at) in zip(rows, pairs, strict=True)) for i in range(3)]
        solved.append(_solved(normal, right))
    return (*solved[0], *solved[1], 0.0, 0.0)


def _perspective(pairs: Sequence[tuple[Point, Point]]) -> Plane:
    """The one plane through four pairs."""
    rows, right = [], []
    for (x, y), (to_x, to_y) in pairs:
        rows += [[x, y, 1, 0, 0, 0, -x * to_x, -y * to_x], [0, 0, 0, x, y, 1, -x * to_y, -y * to_y]]
        right += [to_x, to_y]
    return tuple(_solved(rows, right))


def _solved(rows: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Linear equations, by elimination with the largest pivot."""
    table = [[*map(float, row), float(value)] for row, value in zip(rows, right, strict=True)]
    size = len(table)
    for column in range(size):
        best = max(range(column, size), key=lambda row: abs(table[row][column]))
        table[column], table[best] = table[best], table[column]
        pivot = table[column]
        for row in range(size):
            if row != column:
                share = table[row][column] / pivot[column]
                table[row] = [one - share * other for one, other in zip(table[row], pivot, strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(table)]


def _in_points(plane: Plane) -> Plane:
    """The same for points of the straightened picture in the place of millimetres."""
    a, b, c, d, e, f, g, h = plane
    return (a / SCALE, b / SCALE, c, d / SCALE, e / SCALE, f, g / SCALE, h / SCALE)
