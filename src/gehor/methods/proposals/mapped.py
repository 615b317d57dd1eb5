"""Where the proposals of a list are: on a map, numbered as in the list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gehor.ground.maps import marked
from gehor.ground.maps.drawing import Mark
from gehor.ground.maps.plotting import Drawn

from .queries import Ranked


@dataclass(frozen=True)
class Mapped:
    """The map, and by which number a proposal of this page is known on it. has_more: also those of other pages."""

    drawn: Drawn | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    has_more: bool = False


def mapped(found: Ranked, page: Sequence[str]) -> Mapped:
    """page: the references that the page shows, in order. One that others are merged into is in their places too."""
    places = {
        reference: [
            found.places[each] for each in (reference, *found.merged.get(reference, ())) if each in found.places
        ]
        for reference in found.newest
    }
    here = [reference for reference in page if places.get(reference)]
    numbers = {reference: number for number, reference in enumerate(here, 1)}
    marks = [
        Mark(shape, 0, str(numbers.get(reference, "")))
        for reference, some in places.items()
        for each in some
        for shape in marked.shapes_of({"places": each})
    ]
    if not marks:
        return Mapped()
    title = _("Map of where the proposals are. The same stands in the list below.")
    return Mapped(Drawn(marks, title), numbers, any(not mark.label for mark in marks))
