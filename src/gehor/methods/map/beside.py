"""What stands beside a mark where it is followed: where it is, drawn and in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from gehor.calc.geo.mercator import View
from gehor.calc.geo.shapes import bounds
from gehor.ground.maps.charts import SMALL
from gehor.participation.models import Contribution
from gehor.process.method import Beside

from . import rules

NEAREST = 15  # as near as one looks at a point


def beside(contributions: Sequence[Contribution]) -> Mapping[int, Beside]:
    """By the id of the contribution. No query."""
    found = {each.pk: _beside(each) for each in contributions}
    return {pk: each for pk, each in found.items() if each}


def _beside(contribution: Contribution) -> Beside | None:
    values, setup = contribution.values, contribution.activity.setup
    shape = rules.geometry(setup, values)
    kind = next((each for each in rules.kinds(setup) if each.key == values.get("category")), None)
    if shape is None and not values.get("where"):
        return None
    context: dict[str, Any] = {
        "kind": kind.name if kind else {},
        "activity": contribution.activity.number,
        "look": kind.look if kind else 0,
        "draws": kind.draws if kind else rules.POINT,
        "where": values.get("where", ""),
        "places": values.get("places", ""),
        "layers": ",".join(map(str, setup.get("layers") or ())),
    }
    if shape:
        box = bounds([shape])
        assert box is not None, "a shape has places"
        near = View.fitting(box, width=SMALL[0] - 60, height=SMALL[1] - 60)
        context["view"] = str(View.of(near.lon, near.lat, min(near.zoom, NEAREST)))
    data = {name: values[name] for name in ("category", "places", "where") if values.get(name)}
    return Beside("map/_beside.html", context, data)
