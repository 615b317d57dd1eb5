"""Projects out of a file: a table with a row for each, or the projects of a Pabulib file."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from gehor.calc.budget import pabulib
from gehor.calc.geo.places import Looks, looks
from gehor.calc.text.keys import search_key
from gehor.ground.errors import WrongInput
from gehor.ground.reading import imported_cell, read_table
from gehor.process.asking import LocalText, degrees

from . import rules
from .forms import NAME_MOST, NOTE_MOST, PLACE_MOST


class WrongRows(WrongInput):
    """Rows of a file that cannot be projects, each with its own reason."""

    def __init__(self, rows: list[WrongInput]) -> None:
        super().__init__(rows[0].code, **rows[0].params)
        self.rows = rows


# What columns are called, as people write them
COLUMNS = {
    "name": ("namn", "name", "projekt", "project", "titel", "title"),
    "cost": ("kostnad", "cost", "pris", "belopp"),
    "place": ("plats", "place", "var"),
    "note": ("beskrivning", "description", "vad"),
    "area": ("område", "area", "distrikt", "district", "stadsdel"),
}


def read(data: bytes, name: str, *, setup: Mapping[str, Any], source: str) -> list[dict[str, Any]]:
    """The projects of a file. All or nothing: raises WrongRows with every row that cannot be one."""
    rows = _of_pabulib(data) if name.lower().endswith(".pb") else _of_table(data, name)
    found: list[dict[str, Any]] = []
    refusals: list[WrongInput] = []
    taken = {str(rules.said_in(row["name"], source)).casefold() for row in setup.get("projects") or ()}
    for number, cells in rows:
        try:
            project = _project(number, cells, setup=setup, source=source, taken={row["key"] for row in found})
            title = project["name"][source].casefold()
            if title in taken:
                raise WrongInput("project_twice", row=number, word=project["name"][source], field="file")
        except WrongInput as refusal:
            refusals.append(refusal)
        else:
            taken.add(title)
            found.append(project)
    if refusals:
        raise WrongRows(refusals)
    if not found:
        raise WrongInput("pb_no_projects", field="file")
    return found


def _project(
    number: int, cells: Mapping[str, str], *, setup: Mapping[str, Any], source: str, taken: set[str]
) -> dict[str, Any]:
    title = " ".join(cells.get("name", "").split())[:NAME_MOST]
    if not title:
        raise WrongInput("project_no_name", row=number, field="file")
    cost = pabulib.number(cells.get("cost", "").lower().removesuffix("kronor").removesuffix("kr"))
    if not cells.get("cost", "").strip():
        raise WrongInput("project_without_cost", row=number, word=title, field="file")
    if not cost or cost != int(cost) or cost > rules.COST_MOST:
        raise WrongInput("project_cost_unreadable", row=number, word=cells.get("cost", "")[:40], field="file")
    area = _area(number, cells.get("area", ""), setup, source)
    if area.cap and cost > area.cap:
        raise WrongInput("project_too_dear", row=number, word=title, cap=area.cap, field="file")
    return {
        "key": rules.unused(rules.slug(cells.get("key") or title), taken),
        "name": {source: title},
        "note": _local(cells.get("note", "")[:NOTE_MOST], source),
        "place": _local(cells.get("place", "")[:PLACE_MOST], source),
        "area": area.key,
        "cost": int(cost),
        "coordinates": _point(cells.get("longitude", ""), cells.get("latitude", "")),
        "picture": "",
        "alt": {},
    }


def _point(longitude: str, latitude: str) -> list[str]:
    """Where it is, as it is kept; nothing where that is not in Sweden, as in a file from elsewhere."""
    lon, lat = pabulib.number(longitude), pabulib.number(latitude)
    if lon is None or lat is None or looks(float(lon), float(lat)) is not Looks.SWEDEN:
        return []
    return degrees([longitude, latitude])


def _local(text: str, source: str) -> LocalText:
    return {source: text.strip()} if text.strip() else {}


def _area(number: int, typed: str, setup: Mapping[str, Any], source: str) -> rules.Area:
    """The area of that name; without one the first, where there is no other."""
    areas = rules.areas(setup)
    for each in areas:
        if typed.strip() and typed.strip().casefold() in {each.key, *(name.casefold() for name in each.name.values())}:
            return each
    if len(areas) == 1:
        return areas[0]
    names = ", ".join(rules.said_in(each.name, source) for each in areas)
    raise WrongInput("project_unknown_area", row=number, word=typed.strip()[:40], areas=names, field="file")


def _of_table(data: bytes, name: str) -> Iterable[tuple[int, dict[str, str]]]:
    table = read_table(data, name)
    known = {search_key(word): part for part, words in COLUMNS.items() for word in words}
    places = {known[search_key(column)]: at for at, column in enumerate(table.columns) if search_key(column) in known}
    if not {"name", "cost"} <= places.keys():
        raise WrongInput("projects_file_no_cost", word=", ".join(table.columns)[:200], field="file")
    for line in table.rows:
        yield line.number, {part: imported_cell(line.cells[at]) for part, at in places.items()}


def _of_pabulib(data: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        found = pabulib.read(data)
    except pabulib.NotPabulib as refusal:
        raise refused(refusal, field="file") from None
    for each in found.projects:
        told = found.details[each.key]
        cost = Decimal(each.cost) / found.parts
        written = format(cost.normalize(), "f").replace(".", ",")
        cells = {"key": each.key, "name": told.get("name", each.key), "cost": written}
        cells |= {part: told.get(part, "") for part in ("longitude", "latitude")}
        yield found.lines[each.key], {**cells, "place": told.get("neighborhood", ""), "area": told.get("district", "")}


def refused(refusal: pabulib.NotPabulib, *, field: str | None = None) -> WrongInput:
    """The same, as what is said to whoever sent the file."""
    params = {**refusal.params, **({"row": refusal.row} if refusal.row else {})}
    return WrongInput(refusal.code, field=field, **params)
