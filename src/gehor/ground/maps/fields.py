"""A place on a form: on a map, by its numbers, or in words.

Without JavaScript the map is a picture that is drawn here, as <input type="image">: the browser sends where somebody
clicked, and the form comes back with the place marked and everything typed kept. Other buttons move the map. The views
ask charts.is_pressed before they receive a form. With JavaScript, static/maps/map.js lays a map over it that fills in
the same hidden inputs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.calc.geo.mercator import View
from gehor.calc.geo.places import Looks, Place, looks
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.ground.sentences import refusal_text
from gehor.process.asking import degrees
from gehor.process.asking import place as as_kept

from .charts import DO, LARGE, PRESSES, SMALL, Chart, chart_of

PLACES_MOST = 100  # of a line or an outline that somebody draws
SHOWN_MOST = 3  # places that are said in numbers, the last ones
MOVES = {"north": (0, -1), "south": (0, 1), "west": (-1, 0), "east": (1, 0)}
MEDIA = forms.Media(
    css={"all": ["maps/leaflet.css", "maps/map.css"]},
    js=[forms.widgets.Script("maps/leaflet.js", defer=True), forms.widgets.Script("maps/map.js", defer=True)],
)


@dataclass(frozen=True)
class Pressed:
    """What a form says of its map: what it shows, and what was pressed on it. at: the place that was pointed out."""

    view: View
    at: Place | None = None
    do: str = ""


def pressed(data: Any, name: str, home: View) -> Pressed:
    """Read from what was sent. Nonsense is taken as nothing: the map begins anew, and what was typed is kept."""
    view = View.read(data.get(f"{name}.view", "")) or home
    for press, (width, height) in PRESSES.items():
        x, y = (_whole(data.get(f"{name}{press}.{axis}")) for axis in "xy")
        if x is None or y is None:
            continue
        if (x, y) == (0, 0):  # pressed by keyboard: what the cross-hair in the middle points at
            return Pressed(view, view.middle)
        return Pressed(view, view.at(min(x, width), min(y, height), width=width, height=height))
    do = data.get(f"{name}{DO}", "")
    if do in MOVES:
        view = view.moved(*MOVES[do], width=SMALL[0], height=SMALL[1])
    elif do in ("in", "out"):
        view = view.zoomed(1 if do == "in" else -1)
    return Pressed(view, view.middle if do == "middle" else None, do)


def _whole(text: Any) -> int | None:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 6 else None


def places_of(text: str) -> list[list[str]]:
    """Places as a hidden input has them: "17.638900,59.858600 17.640000,59.860000"."""
    return [pair.split(",") for pair in text.split()][:PLACES_MOST]


def place_of(pair: Any) -> Place | None:
    """Longitude and latitude as numbers, where they are a place in Sweden."""
    try:
        lon, lat = map(float, pair or ())
    except (TypeError, ValueError):
        return None
    return (lon, lat) if looks(lon, lat) is Looks.SWEDEN else None


class MapWidget(forms.Widget):
    """The map and the line for words. Its value: {"places": [[longitude, latitude] …] as text, "words": text, …}.

    draws: "point", where each press moves the place; "line" or "area", where each press adds a corner
    kinds: what `choice`, another field of the form, makes of it: its value → (draws, look)
    """

    template_name = "maps/place.html"
    use_fieldset = True
    media = MEDIA

    def __init__(
        self,
        chart: Chart | None = None,
        *,
        draws: str = "point",
        kinds: Mapping[str, tuple[str, int]] | None = None,
        choice: str = "",
    ) -> None:
        super().__init__()
        self.chart, self.draws, self.kinds, self.choice = chart, draws, dict(kinds or {}), choice
        self.asks_words = self.is_there = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        places = places_of(data.get(name, ""))
        draws, look = self.kinds.get(data.get(self.choice, ""), (self.draws, 0))
        given: dict[str, Any] = {
            "places": places[-1:] if draws == "point" else places,
            "words": data.get(f"{name}.words", ""),
            "draws": draws,
            "look": look,
        }
        if self.chart is None:
            return given
        found = pressed(data, name, self._home(places))
        if found.at:
            new = [f"{degree:.6f}" for degree in found.at]
            given["places"] = [new] if draws == "point" else [*places, new][:PLACES_MOST]
        elif found.do == "back":
            given["places"] = places[:-1]
        elif found.do == "away":
            given["places"] = []
        return {**given, "view": str(found.view), "was_pressed": bool(found.at or found.do)}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}.words" not in data

    def id_for_label(self, id_: str) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, Mapping) else {}
        places = [found for found in map(place_of, given.get("places") or []) if found]
        view = View.read(given.get("view", "")) or self._home(places)
        context["widget"] |= {
            "id": context["widget"]["attrs"].get("id", f"id_{name}"),
            "chart": self.chart,
            "draws": given.get("draws", self.draws),
            "look": given.get("look", 0),
            "kinds": " ".join(f"{key}:{draws}:{look}" for key, (draws, look) in self.kinds.items()),
            "choice": self.choice,
            "view": str(view),
            "places": " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in places),
            "count": len(places),
            "shown": " · ".join(f"{lat:.5f}, {lon:.5f}" for lon, lat in places[-SHOWN_MOST:]),
            "words": given.get("words", ""),
            "asks_words": self.asks_words,
            "is_there": self.is_there,
            "was_pressed": given.get("was_pressed", False),
            "small": SMALL,
            "large": LARGE,
        }
        return context

    def _home(self, places: Sequence[Any]) -> View:
        home = self.chart.home if self.chart else View.of(17.0, 62.0, 4)
        place = place_of(places[-1]) if places else None
        return home.centred(place) if place else home


class PlaceField(forms.Field):
    """Its value is a place as process/asking.py keeps it, or None."""

    default_error_messages = {"required": _("Mark the place on the map, or write in words where it is.")}

    def __init__(self, *, chart: Chart | None = None, **named: Any) -> None:
        super().__init__(widget=MapWidget(chart), **named)

    def to_python(self, value: Any) -> dict[str, Any] | None:
        places = (value or {}).get("places") or []
        try:
            return as_kept({"coordinates": places[-1] if places else [], "words": (value or {}).get("words", "")})
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as the map shows it."""
        if isinstance(value, Mapping) and "places" not in value:
            found = value.get("coordinates")
            return {"places": [list(found)] if found else [], "words": value.get("words", "")}
        return value


class ShapeField(forms.Field):
    """Its value is {"places": "17.638900,59.858600 …", "words": text}, both in their one form, or None.

    A point, line or outline, as one of the `kinds` that are chosen by the field `choice`.
    """

    def __init__(self, *, kinds: Mapping[str, tuple[str, int]], choice: str, **named: Any) -> None:
        draws = {each for each, _look in kinds.values()}
        drawn = draws.pop() if len(draws) == 1 else "any"
        super().__init__(widget=MapWidget(draws=drawn, kinds=kinds, choice=choice), **named)

    def to_python(self, value: Any) -> dict[str, str] | None:
        given = value or {}
        try:
            places = [degrees(pair) for pair in given.get("places") or []]
            said = as_kept({"words": given.get("words", "")}) or {}
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None
        words = said.get("words", "")
        return {"places": " ".join(map(",".join, places)), "words": words} if places or words else None


def show_map_on(form: Any, organisation: Organisation, *, is_there: bool = True) -> Any:
    """The form, with the organisation's map where it asks for a place. Two queries, or none.

    is_there: whether who fills it in may be at the place, so that the map can go to where they are.

    A form may have `layers`, the numbers of those that lie on its map beside those that lie on every map.
    """
    widgets = [field.widget for field in form.fields.values() if isinstance(field.widget, MapWidget)]
    chart = chart_of(organisation, layers=getattr(form, "layers", ())) if widgets else None
    for widget in widgets:
        widget.chart, widget.is_there = chart, is_there
    return form


def in_words(value: Any) -> Any:
    """What a form has been told, as its sender may want to copy it: of a place the words and the numbers."""
    if not isinstance(value, Mapping) or "places" not in value:
        return value
    return " · ".join(filter(None, [value.get("words", ""), *(", ".join(pair) for pair in value["places"])]))


def chart_in(form: Any) -> Chart | None:
    """The map of a form that has one."""
    widgets = (field.widget for field in form.fields.values())
    return next((each.chart for each in widgets if isinstance(each, MapWidget) and each.chart), None)
