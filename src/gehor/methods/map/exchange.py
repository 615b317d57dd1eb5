"""Marks as GeoJSON and as a table, in and out. A mark that is written is read back to the same.

What a row says is its kind must be drawn as that kind is: a route that came in as one of its points would be a loss
that nobody sees.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from gehor.calc.geo.geojson import Feature, NotGeoJSON, is_geojson, write
from gehor.calc.geo.geojson import read as read_geojson
from gehor.ground.errors import WrongInput
from gehor.ground.maps.marked import LATITUDE, LONGITUDE, pair_of
from gehor.ground.reading import export_cell, imported_cell, read_table
from gehor.process.exchange import Brought, Exchange, Files, Problem, Setup, Text, Told
from gehor.process.words import Channel

from . import rules

TEXTS = ("text", "kommentar", "comment", "beskrivning", "description")
KINDS = ("kind", "category", "slag", "typ", "type", "kategori")
WHERE = ("where", "var", "plats")
COLUMNS = ("reference", "kind", "longitude", "latitude", "places", "where", "title", "text", "channel", "language")


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """What stands under the first of these names, in any case."""
    lowered = {str(name).strip().lower(): value for name, value in row.items() if name}
    found = next((lowered[name] for name in names if lowered.get(name) not in (None, "")), "")
    return str(found).strip()


def _kind(setup: Setup, said: str, drawn: frozenset[str]) -> str:
    """The key of the kind that is called so, or has that key. Raises WrongInput for another, or one drawn otherwise."""
    kinds = rules.kinds(setup)
    if not said:
        if drawn and rules.POINT not in drawn:
            raise WrongInput("mark_without_kind", known=_names(kinds))
        return ""
    for kind in kinds:
        if said.casefold() in {kind.key.casefold(), *(name.casefold() for name in kind.name.values())}:
            if drawn and kind.draws not in drawn:
                raise WrongInput(f"mark_is_no_{kind.draws}", word=said[:40])
            return kind.key
    raise WrongInput("unknown_kind_of_mark", word=said[:40], known=_names(kinds))


def _names(kinds: Iterable[rules.Kind]) -> str:
    return ", ".join(each.name.get("sv") or each.name[min(each.name)] for each in kinds)


def _drawn(places: str) -> frozenset[str]:
    """What so many places can be."""
    match len(places.split()):
        case 0:
            return frozenset()
        case 1:
            return frozenset({rules.POINT})
        case 2:
            return frozenset({rules.LINE})
    return frozenset({rules.LINE, rules.AREA})


def _text(setup: Setup, row: Mapping[str, Any], number: int, places: str, drawn: frozenset[str]) -> Text:
    channel = _first(row, ("channel",))
    return Text(
        text=imported_cell(_first(row, TEXTS)),
        title=imported_cell(_first(row, ("title", "titel", "rubrik"))),
        row=number,
        reference=_first(row, ("reference",)),
        values={
            name: value
            for name, value in (
                ("category", _kind(setup, _first(row, KINDS), drawn)),
                ("places", places),
                ("where", imported_cell(_first(row, WHERE))),
            )
            if value
        },
        channel=Channel(channel) if channel in {each.value for each in Channel} else None,
        language=_first(row, ("language", "språk")),
    )


def _brought(setup: Setup, rows: Iterable[tuple[int, Mapping[str, Any], str, frozenset[str]]]) -> Brought:
    texts, problems = [], []
    for number, row, places, drawn in rows:
        try:
            found = _text(setup, row, number, places, drawn)
        except WrongInput as refusal:
            problems.append(Problem(number, None, refusal.code, refusal.params))
            continue
        if found.text:
            texts.append(found)
        else:
            problems.append(Problem(number, None, "marks_without_text", {"row": number}))
    return Brought(tuple(texts), problems=tuple(problems))


# GeoJSON


def from_geojson(setup: Setup, files: Files) -> Brought:
    """Each point, line or area with a text is a mark; what is wrong with one leaves that one out.

    Raises WrongInput where it is no GeoJSON at all, or its numbers are of a kind that we do not know.
    """
    (data,) = list(files.values())[:1] or [b""]
    try:
        found = read_geojson(data, types=("Point", "LineString", "Polygon"), one_by_one=True)
    except NotGeoJSON as fault:
        raise WrongInput(fault.code, **fault.params) from None
    rows = []
    problems = [Problem(number, None, fault.code, fault.params) for number, fault in found.faults]
    for feature in (*found.features, *found.nowhere):
        try:
            places = rules.values_of(feature.geometry) if feature.geometry else ""
        except WrongInput as refusal:
            problems.append(Problem(feature.number, None, refusal.code, refusal.params))
            continue
        drawn = frozenset({_DRAWN[feature.geometry["type"]]} if feature.geometry else ())
        rows.append((feature.number, feature.properties, places, drawn))
    brought = _brought(setup, sorted(rows, key=lambda row: row[0]))
    return Brought(brought.texts, problems=(*problems, *brought.problems))


_DRAWN = {"Point": rules.POINT, "LineString": rules.LINE, "Polygon": rules.AREA}


def to_geojson(setup: Setup, told: Told) -> Files:
    """All marks that everybody may read. What is told in words alone has no geometry, as the RFC has it."""
    features = [Feature(rules.geometry(setup, each.values), properties=_about(each)) for each in told.texts]
    return {"marks.geojson": write(features)}


def _about(each: Text) -> dict[str, Any]:
    return {
        "reference": each.reference,
        "kind": each.values.get("category", ""),
        "where": each.values.get("where", ""),
        "title": each.title,
        "text": each.text,
        "channel": each.channel.value if each.channel else "",
        "language": each.language,
    }


# A table


def from_csv(setup: Setup, files: Files) -> Brought:
    """Columns as they are called here or elsewhere, in any order. Raises WrongInput without them."""
    (name, data) = next(iter(files.items()), ("", b""))
    table = read_table(data, name)
    if not _lists_marks(table.columns):
        raise WrongInput("no_marks_in_file")
    rows = ((line.number, dict(zip(table.columns, line.cells, strict=True))) for line in table.rows)
    placed = ((number, row, _row_places(row)) for number, row in rows)
    brought = _brought(setup, ((number, row, places, _drawn(places)) for number, row, places in placed))
    return Brought(brought.texts, problems=(*table.problems, *brought.problems))


def _lists_marks(columns: Iterable[str]) -> bool:
    """Whether there is a column with what is said and one with where it is."""
    named = dict.fromkeys(columns, "x")
    return bool(
        _first(named, TEXTS) and (_first(named, LONGITUDE) or _first(named, ("places",)) or _first(named, WHERE))
    )


def _row_places(row: Mapping[str, Any]) -> str:
    """Longitude and latitude, of degrees as they stand or of metres of SWEREF 99 TM in either order."""
    return _first(row, ("places",)) or pair_of(_first(row, LONGITUDE), _first(row, LATITUDE))


def to_csv(setup: Setup, told: Told) -> Files:
    """UTF-8 with a byte order mark and semicolons, as Excel in Sweden opens it by a double click."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for each in told.texts:
        places = str(each.values.get("places", ""))
        lon, _, lat = places.partition(",") if places and " " not in places else ("", "", "")
        row = {**_about(each), "longitude": lon, "latitude": lat, "places": places}
        writer.writerow({name: export_cell(value) for name, value in row.items()})
    return {"marks.csv": ("\ufeff" + out.getvalue()).encode()}


def knows_geojson(files: Files) -> bool:
    return len(files) == 1 and all(is_geojson(data) for data in files.values())


def knows_csv(files: Files) -> bool:
    """Whether its first line names a text, a longitude and a latitude, as they are called here or elsewhere."""
    heads = [data[:2_000].decode("utf-8-sig", "replace").partition("\n")[0] for data in files.values()]
    named = dict.fromkeys(re.split("[;,\t]", heads[0].replace('"', "")) if len(heads) == 1 else (), "x")
    return all(_first(named, names) for names in (TEXTS, LONGITUDE, LATITUDE))


EXCHANGES = (
    Exchange("geojson", (".geojson", ".json"), read=from_geojson, write=to_geojson, knows=knows_geojson),
    Exchange("csv", (".csv", ".txt"), read=from_csv, write=to_csv, knows=knows_csv),
)
