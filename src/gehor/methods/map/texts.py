"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

NAME = _("Map")
SUMMARY = _(
    "Residents mark places, routes and areas on a map and say what is good there, what is bad or what could be. "
    "Good when the question is about a place."
)
COLUMNS = {
    "category": _("The kind of mark, as a key"),
    "places": _("Longitude and latitude of each place of the mark (WGS 84), with a space between places"),
    "where": _("Where it is, in words"),
    "marks": _("Marks"),
}
CALLED = {"category": _("Kind of mark"), "places": _("Coordinates"), "where": _("Where it is")}
EXCHANGES = {
    "geojson": _("Marks as GeoJSON, for map programmes"),
    "csv": _("Marks as a table (CSV), with longitude and latitude"),
}
REFUSALS = {
    "place_missing": _("Mark the place on the map, or write in words where it is."),
    "mark_has_too_few_places": _(
        "You have marked {count}. A line needs at least two places and an area three: this one at least {least}."
    ),
    "mark_has_too_many_places": _("At most {limit} places fit in one mark."),
    "mark_of_other_kind": _("A {word} cannot be a mark here: points, lines and areas without holes can."),
    "unknown_kind_of_mark": _(
        "“{word}” is no kind of mark here: there are {known}. Write one of these in the file, or add it in the set-up "
        "before the activity opens."
    ),
    "mark_without_kind": _("A line or an area has to say its kind. Write one of these in the file: {known}."),
    "mark_is_no_point": _("“{word}” is marked with a point here, and this is none."),
    "mark_is_no_line": _("“{word}” is marked with a line here, and this is none."),
    "mark_is_no_area": _("“{word}” is marked with an area here, and this is none."),
    "marks_without_text": _("Row {row} says nothing: there is no text, and nothing to read."),
    "no_marks_in_file": _("The file has no columns called text, kind, longitude and latitude."),
    "no_kinds": _("Write at least one kind of mark: points, lines or areas."),
    "too_many_kinds": _("At most {limit} kinds fit: each has a sign of its own. There are {count}."),
    "too_detailed_to_count": _("The layer has more than {limit} corners. Simplify its areas to count marks by them."),
}
