"""Kinds of marks, what a mark is, and what came of them, in plain Python.

A setup is {"points", "lines", "areas": {language: lines}, "layers": [numbers], "count_by": number or None, "counted":
[{"name", "geometry"}]}. One kind a line, as “Good: What is good here?”, the same line in every language. `counted` is
the layer by whose areas marks are counted, as it was when it was chosen.

The values of a mark: {"category": key of its kind, "places": "17.638900,59.858600 …", "where": text}. Places are text
with six decimals, longitude first, so that the same mark is the same everywhere; they become numbers for GeoJSON.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gehor.calc.geo.shapes import holds, middle
from gehor.calc.text.tidying import tidy_line
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText, said
from gehor.process.asking import SHORT_MOST, degrees, key_of, unused
from gehor.process.method import Figure, Item, Line, OnMap, Outcome, Result, Said, Table
from gehor.process.ratings import FEWEST
from gehor.process.words import Channel

POINT, LINE, AREA = "point", "line", "area"
DRAWN = {"points": POINT, "lines": LINE, "areas": AREA}  # part of the set-up → what one draws
LEAST = {POINT: 1, LINE: 2, AREA: 3}  # places
KINDS_MOST = 6  # each has a sign of its own
NAME_MOST, QUESTION_MOST = 40, 160  # characters
PLACES_MOST = 100
CORNERS_MOST = 2_000  # of the areas by which marks are counted: they travel with the set-up
OUTSIDE, FEW, NOWHERE = "outside", "few", "nowhere"


@dataclass(frozen=True)
class Kind:
    """One kind of mark. look: which sign and colour it has on the map."""

    key: str
    draws: str
    name: LocalText
    question: LocalText
    look: int


def kinds(setup: Mapping[str, Any]) -> tuple[Kind, ...]:
    """Points first, then lines, then areas, each in the order in which the lead wrote them."""
    found: list[Kind] = []
    for part, draws in DRAWN.items():
        by_language = {language: parsed(text) for language, text in (setup.get(part) or {}).items()}
        count = max(map(len, by_language.values()), default=0)
        for at in range(count):
            here = {language: pairs[at] for language, pairs in by_language.items() if at < len(pairs)}
            name = {language: pair[0] for language, pair in here.items()}
            question = {language: pair[1] for language, pair in here.items()}
            key = unused(key_of(name.get("sv") or name[min(name)], otherwise="mark"), {each.key for each in found})
            found.append(Kind(key, draws, name, question, len(found)))
    return tuple(found)


def parsed(text: str) -> list[tuple[str, str]]:
    """(name, question) of each line. A line without a colon has its name as its question.

    >>> parsed("Bra:  Vad är bra här?")
    [('Bra', 'Vad är bra här?')]
    """
    found = []
    for line in filter(None, (" ".join(each.split()) for each in text.splitlines())):
        name, colon, question = line.partition(":")
        found.append((name.strip(), question.strip() if colon else name.strip()))
    return found


# A mark


def checked(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A mark in its one form. Raises WrongInput. Whatever is left out is not there: paper may leave out anything."""
    kept: dict[str, Any] = {}
    key = values.get("category") or ""
    kind = next((each for each in kinds(setup) if each.key == key), None)
    if key and kind is None:
        raise WrongInput("unknown_category", word=str(key)[:80])
    if kind:
        kept["category"] = kind.key
    if places := _places(values.get("places") or "", kind):
        kept["places"] = places
    where = values.get("where") or ""
    if not isinstance(where, str):
        raise WrongInput("not_an_answer", field="place")
    if len(tidy_line(where)) > SHORT_MOST:
        raise WrongInput("text_too_long", field="place", longest=SHORT_MOST, length=len(tidy_line(where)))
    if tidy_line(where):
        kept["where"] = tidy_line(where)
    return kept


def _places(text: Any, kind: Kind | None) -> str:
    if not isinstance(text, str):
        raise WrongInput("not_an_answer", field="place")
    pairs = text.split()
    if len(pairs) > PLACES_MOST:
        raise WrongInput("mark_has_too_many_places", field="place", limit=PLACES_MOST)
    if not pairs:
        return ""
    if kind and kind.draws == POINT:
        pairs = pairs[-1:]  # whoever presses again moves the mark
    least = LEAST[kind.draws] if kind else 1
    if len(pairs) < least:
        raise WrongInput("mark_has_too_few_places", field="place", least=least, count=len(pairs))
    return " ".join(",".join(degrees(pair.split(","))) for pair in pairs)


def geometry(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The mark as a GeoJSON geometry; None where it is told in words alone."""
    places = [[float(degree) for degree in pair.split(",")] for pair in str(values.get("places", "")).split()]
    if not places:
        return None
    draws = next((each.draws for each in kinds(setup) if each.key == values.get("category")), POINT)
    if draws == AREA and len(places) >= LEAST[AREA]:
        return {"type": "Polygon", "coordinates": [[*places, places[0]]]}
    if draws == LINE and len(places) >= LEAST[LINE]:
        return {"type": "LineString", "coordinates": places}
    return {"type": "Point", "coordinates": places[-1]}


def values_of(shape: Mapping[str, Any]) -> str:
    """The places of a GeoJSON geometry, as a mark keeps them. Raises WrongInput for what nobody can draw here."""
    coordinates = shape["coordinates"]
    match shape["type"]:
        case "Point":
            places = [coordinates]
        case "LineString":
            places = coordinates
        case "Polygon" if len(coordinates) == 1:
            places = coordinates[0][:-1]
        case _:
            raise WrongInput("mark_of_other_kind", word=str(shape["type"])[:40])
    return " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in places)


# What came of it


def results(setup: Mapping[str, Any], items: Sequence[Item]) -> tuple[Result, ...]:
    """One row per kind in its order, then what belongs to none; nothing is left out and nothing counted twice."""
    known = [kind.key for kind in kinds(setup)]
    rows = [_row(key, [item for item in items if item.values.get("category") == key]) for key in known]
    rest = [item for item in items if item.values.get("category") not in known]
    return (*rows, _row("", rest)) if rest or not known else tuple(rows)


def _row(key: str, items: Sequence[Item]) -> Result:
    by_channel = Counter(item.channel for item in items)
    channels = {channel: by_channel[channel] for channel in Channel if by_channel[channel]}
    return Result(key, len(items), channels, tuple(sorted(item.reference for item in items)))


def result_label(setup: Mapping[str, Any], key: str, language: str) -> str:
    """The name of the kind in the language, or nothing."""
    names = {kind.key: kind.name for kind in kinds(setup)}
    return said(names.get(key, {}), language, language)[0]


def outcome(setup: Mapping[str, Any], told: Said) -> Outcome:
    """How many marks of each kind, and in each area. A line or an area counts where its middle lies."""
    rows = results(setup, told.items)
    names = {kind.key: kind.name for kind in kinds(setup)}
    drawn = {item.reference: shape for item in told.items if (shape := geometry(setup, item.values))}
    lines = tuple(
        Line(
            row.key or "none",
            names.get(row.key, NO_KIND),
            (Figure(row.count),),
            tuple(drawn[reference] for reference in row.references if reference in drawn),
        )
        for row in rows
    )
    title = {"sv": "Märken av varje slag", "en": "Marks of each kind"}
    tables = [Table("kinds", title, ("marks",), lines, on_map=OnMap.SIGNS)]
    if setup.get("counted"):
        tables.append(_by_area(setup, told.items))
    return Outcome(
        people=len(told.items),
        by_channel={channel: sum(item.channel is channel for item in told.items) for channel in Channel},
        unknown=0,  # what is told in words alone has a line of its own
        tables=tuple(tables),
        layers=layers(setup),
    )


def layers(setup: Mapping[str, Any]) -> tuple[int, ...]:
    """The organisation's layers under the marks: those that were chosen, and the one by which marks are counted."""
    return tuple(dict.fromkeys([*(setup.get("layers") or ()), *filter(None, [setup.get("count_by")])]))


NO_KIND = {"sv": "Inget slag angivet", "en": "No kind given"}
_REST = {
    OUTSIDE: {"sv": "Utanför områdena", "en": "Outside the areas"},
    FEW: {"sv": f"Områden med färre än {FEWEST} märken var", "en": f"Areas with fewer than {FEWEST} marks each"},
    NOWHERE: {"sv": "Bara beskrivet med ord", "en": "Told in words alone"},
}


def _by_area(setup: Mapping[str, Any], items: Sequence[Item]) -> Table:
    """Areas by name, in the order of the layer. Those with few marks are put together: a place can point out a home."""
    areas = setup["counted"]
    counts: Counter[str] = Counter(_area(setup, areas, item) for item in items)
    names = dict.fromkeys(each["name"] for each in areas)
    shown = [name for name in names if counts[name] >= FEWEST]
    few = sum(counts[name] for name in names if 0 < counts[name] < FEWEST)
    rest = {FEW: few, OUTSIDE: counts[OUTSIDE], NOWHERE: counts[NOWHERE]}
    lines = [Line(f"area-{at}", {"sv": name}, (Figure(counts[name]),)) for at, name in enumerate(shown, start=1)]
    lines += [Line(key, _REST[key], (Figure(count),)) for key, count in rest.items() if count]
    if not items:
        lines = [Line(OUTSIDE, _REST[OUTSIDE], (Figure(0),))]
    return Table("areas", {"sv": "Märken i varje område", "en": "Marks in each area"}, ("marks",), tuple(lines))


def _area(setup: Mapping[str, Any], areas: Iterable[Mapping[str, Any]], item: Item) -> str:
    """The name of the first area in which the mark lies."""
    shape = geometry(setup, item.values)
    if shape is None:
        return NOWHERE
    place = middle(shape)
    return next((str(each["name"]) for each in areas if holds(each["geometry"], place)), OUTSIDE)
