"""The map of people in groups, as a picture that needs no stylesheet: dots, the area of each group, its letter.

Nobody is told from others: people who stand near each other are one dot, larger the more they are, and whoever stands
far out is at the edge, as she was when the groups were found. Groups that may not be shown by themselves are left out.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gehor.cli import texts
from gehor.ground.maps.drawing import COLOURS, INK, PAPER

if TYPE_CHECKING:
    from gehor.calc.opinion import OpinionMap

NAMES = "ABCDE"
WIDTH, HEIGHT, MARGIN = 360.0, 270.0, 16.0
CELLS = 56  # across, within which people are one dot
SMALLEST, LARGEST = 1.3, 5.0
Point = tuple[float, float]


def picture(found: "OpinionMap") -> SafeString:
    """SVG; empty where there are no groups to show."""
    if found.groups < 2 or not found.alone:
        return SafeString("")
    import numpy as np

    from gehor.calc.opinion import pulled_in

    is_grouped = found.labels >= 0
    points, labels = found.points[is_grouped], found.labels[is_grouped]
    points = points if found.like_peer else pulled_in(points)
    shown = np.isin(labels, found.alone)
    points, labels = points[shown], labels[shown]
    low, high = (np.quantile(points, share, axis=0) for share in (0.005, 0.995))  # a few far off squeeze all others
    span = np.maximum(high - low, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / span[0], (HEIGHT - 2 * MARGIN) / span[1])
    at = (points - (low + high) / 2) * scale * (1, -1) + (WIDTH / 2, HEIGHT / 2)
    at = np.clip(at, MARGIN / 2, (WIDTH - MARGIN / 2, HEIGHT - MARGIN / 2))
    groups = [(group, at[labels == group]) for group in found.alone]
    parts = [_area(group, inside) for group, inside in groups]
    parts += [dots for group, inside in groups for dots in _dots(group, inside)]
    parts += [_letter(group, inside) for group, inside in groups]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}" '
        'font-family="sans-serif"><rect width="100%" height="100%" fill="{}"/>{}</svg>',
        f"{WIDTH:g}",
        f"{HEIGHT:g}",
        texts.OPINION_MAP,
        PAPER,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _area(group: int, inside: Any) -> SafeString:
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in hull([(float(x), float(y)) for x, y in inside]))
    return format_html(
        '<polygon points="{}" fill="{}" fill-opacity=".1" stroke="{}" stroke-width="1.5" stroke-linejoin="round"/>',
        corners,
        COLOURS[group],
        COLOURS[group],
    )


def _dots(group: int, inside: Any) -> Iterator[SafeString]:
    import numpy as np

    cells, which, many = np.unique(np.floor(inside * CELLS / WIDTH), axis=0, return_inverse=True, return_counts=True)
    middle = [np.bincount(which, weights=inside[:, axis]) / many for axis in (0, 1)]
    size = np.minimum(SMALLEST * np.sqrt(many) * min(1.0, 400 / len(inside)) ** 0.25, LARGEST)
    yield format_html(
        '<g fill="{}" fill-opacity=".7">{}</g>',
        COLOURS[group],
        format_html_join(
            "",
            '<circle cx="{}" cy="{}" r="{}"/>',
            ((f"{middle[0][at]:.1f}", f"{middle[1][at]:.1f}", f"{max(size[at], 0.8):.1f}") for at in range(len(cells))),
        ),
    )


def _letter(group: int, inside: Any) -> SafeString:
    x, y = inside.mean(axis=0)
    return format_html(
        '<text x="{}" y="{}" font-size="20" font-weight="700" text-anchor="middle" fill="{}" stroke="{}" '
        'stroke-width="5" paint-order="stroke" stroke-linejoin="round">{}</text>',
        f"{x:.1f}",
        f"{y + 7:.1f}",
        INK,
        PAPER,
        NAMES[group],
    )


def hull(points: list[Point]) -> list[Point]:
    """The corners of the smallest convex area around them, by Andrew's monotone chain (1979).

    >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    order = sorted(set(points))
    if len(order) < 3:
        return order
    corners = [_half(order), _half(order[::-1])]
    return [*corners[0][:-1], *corners[1][:-1]]


def _half(order: list[Point]) -> list[Point]:
    found: list[Point] = []
    for x, y in order:
        while len(found) > 1:
            (ax, ay), (bx, by) = found[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            found.pop()
        found.append((x, y))
    return found
