"""Code → sentence: what is wrong with a layer or with tiles."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # wrong moment
    "layer_withdrawn_before": _("This layer has been withdrawn already."),
    # wrong input
    "not_a_tile_address": _(
        "Write the address as https://…, with {{z}}, {{x}} and {{y}} where zoom, column and row go, and one host only."
    ),
    "tiles_without_attribution": _("Say who is to be named on the map: those who give tiles ask for it."),
    "zoom_in_wrong_order": _("The nearest zoom must be at least as large as the furthest. Both are 0 to 22."),
    "layer_added_before": _("This very file is on your maps already, as “{name}”."),
    "geojson_unreadable": _("The file is not GeoJSON. Export it as GeoJSON (.geojson or .json) and choose it again."),
    "geojson_too_large": _("The file is too large. At most {limit_mb} MB can be read: simplify the outlines first."),
    "geojson_too_many": _("The file has {count} shapes. At most {limit} can be read."),
    "geojson_too_detailed": _("The outlines have more than {limit} corners. Simplify them first."),
    "geojson_empty": _("There is no shape in the file."),
    "geojson_other_kind": _("Shape {number} is a {word}. Points, lines and areas can be read."),
    "geojson_no_numbers": _("Shape {number} has places that are not two numbers."),
    "geojson_too_short": _(
        "Shape {number} has too few places: a line has at least two, an area at least three corners."
    ),
    "geojson_not_closed": _("The outline of area {number} is not closed: its last place must be its first."),
    "geojson_swapped": _(
        "The first place is {first}, {second}: latitude and longitude look swapped. GeoJSON has longitude first."
    ),
    "geojson_local_zone": _(
        "The first place is {first}, {second}: metres of a local zone of SWEREF 99, and the file does not say which. "
        "Export it in SWEREF 99 TM or WGS 84."
    ),
    "geojson_rt90": _("The first place is {first}, {second}: metres of RT 90. Export it in SWEREF 99 TM or WGS 84."),
    "geojson_in_metres": _(
        "The first place is {first}, {second}: metres of a projection that we do not know. Export it in WGS 84."
    ),
    "geojson_outside": _("The first place is {first}, {second}: that lies outside Sweden."),
    "geojson_outside_at": _("Shape {number} has a place at {first}, {second}: that lies outside Sweden."),
}
