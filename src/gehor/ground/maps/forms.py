"""What staff fill in about the organisation's maps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.calc.geo.geojson import BYTES_MOST
from gehor.calc.geo.mercator import View
from gehor.ground.forms import Form, LocalTextField

from .fields import PlaceField


class BeginField(PlaceField):
    """Where a map begins, as the text of a View: the place that is marked, and as near as the map shows it."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.widget.asks_words = False

    def to_python(self, value: Any) -> str:
        place = super().to_python(value)
        view = View.read((value or {}).get("view", ""))
        if place is None:
            return ""
        lon, lat = map(float, place["coordinates"])
        return str(View.of(lon, lat, view.zoom if view else 12))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and (view := View.read(value)):
            return {"places": [[str(view.lon), str(view.lat)]], "view": value}
        return value if isinstance(value, Mapping) else {}


class TilesForm(Form):
    tiles = forms.CharField(
        label=_("Address of the tiles"),
        required=False,
        help_text=_(
            "As your supplier gives it, for example https://karta.example.se/{z}/{x}/{y}.png. Readers’ browsers fetch "
            "the tiles from there. Leave it empty to have maps without tiles."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    attribution = forms.CharField(
        label=_("Who is named on the map"),
        required=False,
        help_text=_("As their terms ask, for example © Lantmäteriet."),
    )
    zoom_least = forms.IntegerField(label=_("Furthest zoom"), min_value=0, max_value=22, initial=5)
    zoom_most = forms.IntegerField(label=_("Nearest zoom"), min_value=0, max_value=22, initial=18)
    begins_at = BeginField(
        label=_("Where maps begin"),
        required=False,
        help_text=_(
            "Mark the middle, as near as the map is to show it. Without a mark, maps begin where your layers are."
        ),
    )


class LayerForm(Form):
    name = LocalTextField(_("Name"), help_text=_("As it is called beside the map, for example Districts."), longest=80)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "GeoJSON with points, lines or areas, at most 5 MB. Longitude and latitude (WGS 84), or metres of SWEREF "
            "99 TM: they are converted. What is called “name” or “namn” in the file is written on the map."
        ),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    is_everywhere = forms.BooleanField(
        label=_("Draw it on every map"),
        required=False,
        help_text=_(
            "For what people find their way by, such as the shore, main roads and places. Everybody can fetch it."
        ),
    )

    def clean_file(self) -> bytes:
        return bytes(self.cleaned_data["file"].read(BYTES_MOST + 1))
