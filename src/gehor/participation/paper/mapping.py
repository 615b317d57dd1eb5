"""The map on a form to fill in by hand: the organisation's layers in lines that a pen is seen on.

All of the layers are on it, since nobody can move a map of paper. Without layers there is nothing to find one's way by,
and tiles are pictures of others' that no form can carry: then the place is told in words alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gehor.calc.geo.mercator import View
from gehor.calc.geo.places import SWEDEN
from gehor.calc.geo.shapes import bounds
from gehor.ground.documents.fonts import FAMILIES
from gehor.ground.maps.drawing import Size, picture
from gehor.ground.maps.queries import features_under
from gehor.ground.organisations.models import Organisation

SIZE = Size(680, 400)  # pixels, as wide and high as it stands on the page: see form.typ
_MARGIN = 20


def map_of(organisation: Organisation, layers_beside: Iterable[int] = ()) -> str:
    """The map as SVG, or "" where there is nothing to draw on. One query; none while nothing changes.

    layers_beside: the layers of an activity, beside those that lie on every map
    """
    layers = features_under(organisation, layers_beside)
    return drawn(layers) if layers else ""


def drawn(layers: Sequence[Sequence[Mapping[str, Any]]]) -> str:
    """Without layers a grid: for a form that was printed with a map whose layers have been withdrawn since."""
    box = bounds(feature["geometry"] for features in layers for feature in features) or SWEDEN
    view = View.filling(box, width=SIZE.width - 2 * _MARGIN, height=SIZE.height - 2 * _MARGIN)
    return picture(view, SIZE, layers=layers).replace("sans-serif", FAMILIES[0])
