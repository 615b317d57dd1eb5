"""What a file would become if it were brought in: the same look for the page, the dry run and `gehor import`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.conf import settings
from django.utils import translation

from gehor.calc.text.keys import search_key
from gehor.ground import catalogue, clock
from gehor.ground.design.texts import CHANNELS
from gehor.ground.errors import WrongInput
from gehor.ground.maps.marked import LATITUDE, LONGITUDE, pair_of
from gehor.ground.reading import Problem, Table, imported_cell
from gehor.planning.models import Activity
from gehor.process.words import Channel

from .. import earlier, reading, rules
from ..models import Import
from ..reading import Checked, Row

PART_NAMES = tuple(part.name for part in fields(reading.Mapping))


@dataclass(frozen=True)
class Wanted:
    """How a file is to be read: the column of each part, and what holds where a row does not say."""

    mapping: reading.Mapping
    channel: str = Channel.IMPORT.value
    language: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        """What is stored with the import, for whoever asks later how the file was read."""
        return {**dict(self.mapping.chosen()), "otherwise": {"channel": self.channel, "language": self.language}}


def look(activity: Activity, table: Table, wanted: Wanted) -> Checked:
    """What every row would become, and what is wrong with the rest. Nothing is stored. Raises WrongInput."""
    subjects = catalogue.methods()[activity.method].subjects(activity)
    checked = reading.preview(
        table,
        wanted.mapping,
        channel_words=channel_words(activity),
        categories={word: word for word in subjects} or category_words(activity),
        today=clock.today(),
        longest=rules.TEXT_MOST,
    )
    filled = [_about(_filled(row, wanted, activity), subjects) for row in checked.ready]
    own = own_columns(activity, table, wanted)
    rows, wrong = _with_own(activity, table, filled, own)
    ready, misfits = _fitting(activity, rows, {"category": wanted.mapping.category, **own})
    found = [_named(problem) if subjects else problem for problem in checked.problems]
    problems = sorted([*found, *wrong, *misfits, *_outside(activity, ready, wanted)], key=lambda each: each.row or 0)
    return replace(checked, ready=tuple(ready), problems=tuple(problems))


def own_columns(activity: Activity, table: Table, wanted: Wanted | None = None) -> dict[str, str]:
    """Name → column of the method's own values, where they stand in the file as our own export writes them."""
    exported = catalogue.methods()[activity.method].export_columns
    names = {search_key(name): name for name in exported}
    if "places" in exported:  # said in one column, or in two
        names |= {search_key(name): LONGITUDE[0] for name in LONGITUDE}
        names |= {search_key(name): LATITUDE[0] for name in LATITUDE}
    taken = {column for _part, column in wanted.mapping.chosen()} if wanted else set()
    found = ((names.get(search_key(column)), column) for column in table.columns if column not in taken)
    return {name: column for name, column in found if name and name != "category"}


def _with_own(
    activity: Activity, table: Table, rows: Sequence[Row], own: Mapping[str, str]
) -> tuple[list[Row], list[Problem]]:
    """The rows with the method's own values, and those that it refuses."""
    if not own:
        return list(rows), []
    method, cells = catalogue.methods()[activity.method], {line.number: line.cells for line in table.rows}
    ready, wrong = [], []
    keys = _keys(method.called(activity))
    for row in rows:
        given = {name: imported_cell(cells[row.number][table.columns.index(column)]) for name, column in own.items()}
        said = _in_one({name: cell.strip() for name, cell in given.items() if cell.strip()})
        values = {**row.values, **{name: keys.get((name, search_key(cell)), cell) for name, cell in said.items()}}
        try:
            method.checked(activity.setup, {**values, **({"category": row.category} if row.category else {})})
        except WrongInput as refusal:
            wrong.append(_refused(row, refusal, own))
        else:
            ready.append(replace(row, values=values))
    return ready, wrong


def _in_one(said: Mapping[str, str]) -> dict[str, str]:
    """Longitude and latitude as `places` has them, where that says nothing."""
    rest = {name: cell for name, cell in said.items() if name not in (LONGITUDE[0], LATITUDE[0])}
    pair = pair_of(said.get(LONGITUDE[0], ""), said.get(LATITUDE[0], ""))
    return {"places": pair, **rest} if pair else rest


def _keys(called: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[tuple[str, str], str]:
    """(name of a value, what the file says) → its key: people write what things are called, in any language."""
    words = ((name, key, said) for name, keys in called.items() for key, said in keys.items())
    return {(name, search_key(word)): key for name, key, said in words for word in said.values()}


def _fitting(
    activity: Activity, rows: Sequence[Row], columns: Mapping[str, str | None]
) -> tuple[list[Row], list[Problem]]:
    """Those that fit what is there already, and those that do not. columns: by the name of what stands in them."""
    refusals = catalogue.methods()[activity.method].misfits(activity, rows)
    named = {name: column for name, column in columns.items() if column}
    wrong = [_refused(row, refusals[row.number], named) for row in rows if row.number in refusals]
    return [row for row in rows if row.number not in refusals], wrong


def _refused(row: Row, refusal: WrongInput, columns: Mapping[str, str]) -> Problem:
    """In the column of what was refused, else the first of these."""
    column = columns.get(refusal.params.get("field", ""), next(iter(columns.values()), None))
    return Problem(row.number, column, refusal.code, refusal.params)


def _about(row: Row, subjects: Mapping[str, Mapping[str, Any]]) -> Row:
    """What a row is about as the method's own values, where it is not a category."""
    if not subjects or not row.category:
        return row
    return replace(row, category=None, values={**row.values, **subjects[row.category]})


def _named(problem: Problem) -> Problem:
    return replace(problem, code="unknown_subject") if problem.code == "unknown_category" else problem


def _outside(activity: Activity, rows: Sequence[Row], wanted: Wanted) -> Iterator[Problem]:
    """Rows that say they came before or after the days when the activity was held: a year is easily mistyped."""
    if not earlier.is_held(activity):
        return
    for row in rows:
        if row.received and not activity.begins_on <= row.received <= activity.ends_on:
            yield Problem(row.number, wanted.mapping.received, "date_outside", {"date": row.received}, blocks=False)


def channel_words(activity: Activity) -> dict[str, str]:
    """Every word for a channel of this method, in every language of the installation, and its code."""
    known = {*_channels(activity), Channel.IMPORT.value}
    words = {code: code for code in known}
    words |= {
        word: channel.value for channel, said in rules.SYNONYMS.items() for word in said if channel.value in known
    }
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {str(CHANNELS[code]): code for code in known}
    return words


def category_words(activity: Activity) -> dict[str, str]:
    """Every name of a category of this activity, in every language, and its key."""
    method = catalogue.methods()[activity.method]
    words = {}
    for key, names in method.categories(activity.setup):
        words |= {key: key, **dict.fromkeys((name for name in names.values() if name), key)}
    return words


def mapping_of(columns: Mapping[str, str]) -> reading.Mapping:
    """From part → column. Raises WrongInput unknown_part."""
    for part in columns:
        if part not in PART_NAMES:
            raise WrongInput("unknown_part_of_contribution", word=part[:40], parts=", ".join(PART_NAMES))
    return reading.Mapping(**{"text": "", **columns})


def same_file(activity: Activity, file_hash: str) -> Import | None:
    """The import of the same file into the same dialogue that still stands, the one into this activity first."""
    standing = Import.objects.filter(
        activity__dialogue=activity.dialogue_id, file_hash=file_hash, undone_at__isnull=True
    ).select_related("activity", "imported_by")
    return min(standing, key=lambda each: each.activity_id != activity.pk, default=None)


def blocking(problems: Sequence[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.blocks)


def warnings(problems: Sequence[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if not problem.blocks)


def _channels(activity: Activity) -> set[str]:
    return {channel.value for channel in catalogue.methods()[activity.method].channels}


def _filled(row: Row, wanted: Wanted, activity: Activity) -> Row:
    if row.channel and row.language:
        return row
    language = wanted.language or activity.dialogue.source_language
    return replace(row, channel=row.channel or wanted.channel, language=row.language or language)
