"""Marks as GeoJSON and as a table, in and out. A mark that is written is read back to the same."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from gehor.calc.geo.geojson import Feature, NotGeoJSON, is_geojson, write
from gehor.calc.geo.geojson import read as read_geojson
from gehor.ground.errors import WrongInput
from gehor.ground.reading import export_cell, imported_cell
from gehor.process.exchange import Brought, Exchange, Files, Problem, Setup, Text, Told
from gehor.process.words import Channel

from . import rules

TEXTS = ("text", "kommentar", "comment", "beskrivning", "description")
KINDS = ("kind", "category", "slag", "typ", "type", "kategori")
WHERE = ("where", "var", "plats")
LON, LAT = ("longitude", "lon", "long", "longitud", "x"), ("latitude", "lat", "latitud", "y")
COLUMNS = ("reference", "kind", "longitude", "latitude", "places", "where", "title", "text", "channel", "language")


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """What stands under the first of these names, in any case."""
    lowered = {str(name).strip().lower(): value for name, value in row.items() if name}
    found = next((lowered[name] for name in names if lowered.get(name) not in (None, "")), "")
    return str(found).strip()


def _kind(setup: Setup, said: str) -> str:
    """The key of a kind that is called so, or by its key; what is unknown is passed on, and refused where it counts."""
    for kind in rules.kinds(setup):
        if said.casefold() in {kind.key.casefold(), *(name.casefold() for name in kind.name.values())}:
            return kind.key
    return said


def _text(setup: Setup, row: Mapping[str, Any], number: int, places: str) -> Text:
    channel = _first(row, ("channel",))
    return Text(
        text=imported_cell(_first(row, TEXTS)),
        title=imported_cell(_first(row, ("title", "titel", "rubrik"))),
        row=number,
        reference=_first(row, ("reference",)),
        values={
            name: value
            for name, value in (
                ("category", _kind(setup, _first(row, KINDS))),
                ("places", places),
                ("where", imported_cell(_first(row, WHERE))),
            )
            if value
        },
        channel=Channel(channel) if channel in {each.value for each in Channel} else None,
        language=_first(row, ("language", "språk")),
    )


def _brought(setup: Setup, rows: Iterator[tuple[int, Mapping[str, Any], str]]) -> Brought:
    texts, problems = [], []
    for number, row, places in rows:
        found = _text(setup, row, number, places)
        if found.text:
            texts.append(found)
        else:
            problems.append(Problem(number, None, "marks_without_text", {"row": number}))
    return Brought(tuple(texts), problems=tuple(problems))


# GeoJSON


def from_geojson(setup: Setup, files: Files) -> Brought:
    """Each point, line or area with a text is a mark. Raises WrongInput where it is not GeoJSON of places in Sweden."""
    (data,) = list(files.values())[:1] or [b""]
    try:
        found = read_geojson(data, types=("Point", "LineString", "Polygon"))
    except NotGeoJSON as fault:
        raise WrongInput(fault.code, **fault.params) from None
    texts, problems = [], []
    for number, feature in enumerate(found.features, start=1):
        try:
            places = rules.values_of(feature.geometry)
        except WrongInput as refusal:
            problems.append(Problem(number, None, refusal.code, refusal.params))
            continue
        brought = _brought(setup, iter([(number, feature.properties, places)]))
        texts += brought.texts
        problems += brought.problems
    nowhere = _brought(setup, ((0, each.properties, "") for each in found.nowhere))
    return Brought((*texts, *nowhere.texts), problems=(*problems, *nowhere.problems))


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
    """Columns as they are written, in any order, with comma or semicolon. Raises WrongInput without them."""
    (data,) = list(files.values())[:1] or [b""]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput("no_marks_in_file") from None
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") >= head.count(",") else ",")
    named = dict.fromkeys(rows.fieldnames or (), "x")
    if not _first(named, TEXTS) or not (_first(named, LON) or _first(named, ("places",)) or _first(named, WHERE)):
        raise WrongInput("no_marks_in_file")
    return _brought(setup, ((number, row, _row_places(row)) for number, row in enumerate(rows, start=2)))


def _row_places(row: Mapping[str, Any]) -> str:
    if places := _first(row, ("places",)):
        return places
    lon, lat = (_first(row, names).replace(",", ".") for names in (LON, LAT))
    return f"{lon},{lat}" if lon or lat else ""


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
    """Whether it is a table as `to_csv` writes it."""
    heads = (data[:500].decode("utf-8-sig", "replace").partition("\n")[0].strip() for data in files.values())
    return len(files) == 1 and all(head.split(";")[: len(COLUMNS)] == list(COLUMNS) for head in heads)


EXCHANGES = (
    Exchange("geojson", (".geojson", ".json"), read=from_geojson, write=to_geojson, knows=knows_geojson),
    Exchange("csv", (".csv", ".txt"), read=from_csv, write=to_csv, knows=knows_csv),
)
