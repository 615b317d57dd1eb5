"""The layers of Älvsala, a place that does not exist: drawn for the demo, and added by the product's own actions."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from gehor.calc.geo.mercator import View
from gehor.ground.act import Actor
from gehor.ground.maps.actions import add_layer, set_tiles
from gehor.ground.organisations.models import Organisation

from .told import CONTENT

Plan = Callable[[dt.date, Callable[[], object]], None]
LAYERS = {
    "areas": {"sv": "Stadsdelar", "en": "Districts"},
    "paths": {"sv": "Vägar, järnväg och älv", "en": "Roads, railway and river"},
}
BEGINS = View.of(16.5245, 60.3618, 14)  # the old railway yard


def plan_events(organisation: Organisation, actors: Mapping[str, Actor], on: dt.date, plan: Plan) -> None:
    """Both layers lie on every map, and maps begin at the old railway yard. There are no tiles."""
    for key, name in LAYERS.items():
        file = (CONTENT / "maps" / f"alvsala-{key}.geojson").read_bytes()
        plan(on, partial(add_layer, organisation, actor=actors["alma"], name=name, file=file, is_everywhere=True))
    plan(on, partial(set_tiles, organisation, actor=actors["ada"], begins_at=str(BEGINS)))
