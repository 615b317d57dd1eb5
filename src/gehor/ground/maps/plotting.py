"""A map with what stands in the table beside it: drawn in the page itself, without tiles or script."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from gehor.calc.geo.mercator import View
from gehor.calc.geo.shapes import bounds
from gehor.ground.organisations.models import Organisation

from .drawing import Mark, Size, picture, sign
from .queries import features_under

# As wide as a narrow telephone shows it, so that words on it can be read there; wider pages show it larger
SIZE = Size(360, 300)
_MARGIN = 40  # pixels within which nothing that is marked lies
_NEAREST = 16  # as near as one looks


@dataclass(frozen=True)
class Drawn:
    """What is to be drawn. title: what it shows, for those who do not see it. signs: (look, what it means).

    layers: numbers of the organisation's layers under it, beside those that lie on every map.
    """

    marks: Sequence[Mark]
    title: str
    signs: Sequence[tuple[int, str]] = ()
    layers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plot:
    """The map, and what its signs mean. has_many: one number stands for several marks somewhere on it."""

    svg: SafeString
    signs: Sequence[tuple[SafeString, str]]


def plotted(drawn: Drawn, organisation: Organisation) -> Plot | None:
    """The map, or None where nothing has a place. One query; none while nothing changes."""
    box = bounds(mark.geometry for mark in drawn.marks)
    if box is None:
        return None
    view = View.fitting(box, width=SIZE.width - 2 * _MARGIN, height=SIZE.height - 2 * _MARGIN)
    svg = picture(
        View.of(view.lon, view.lat, min(view.zoom, _NEAREST)),
        SIZE,
        layers=features_under(organisation, drawn.layers),
        marks=drawn.marks,
        title=drawn.title,
        is_inline=True,
    )
    return Plot(mark_safe(svg), [(sign_of(look), words) for look, words in drawn.signs])


def sign_of(look: int) -> SafeString:
    """A sign by itself, as it stands beside words."""
    return mark_safe(f'<svg class="key" viewBox="-13 -13 26 26" aria-hidden="true">{sign(0, 0, 8, look)}</svg>')
