"""Support as a table, in and out: who supports which, without their names. Pure.

    METHOD = Method(…, ballot=support.ballot, supports=…, exchanges=support_file.EXCHANGES)

A row is one person's support of one thing, by its reference. What is written has a number without meaning for each
person, so that whoever supports two things is one person where it is brought in, too.
"""

import csv
import io
import re
from zoneinfo import ZoneInfo

from gehor.ground.errors import WrongInput
from gehor.ground.reading import Ambiguous, Line, Table, Unreadable, day_of, export_cell, imported_cell, read_table
from gehor.participation.rules import SYNONYMS
from gehor.process.exchange import Brought, Exchange, Files, Problem, Setup, Told, Vote
from gehor.process.words import Channel

from .rules import CHOICE
from .support import SUPPORTS, WITHDRAWN

KEY = "support"
COLUMNS = ("supports", "choice", "person")
NAMES = {  # as a file may call them
    "supports": ("supports", "stöder", "about", "gäller", "item", "reference", "referens"),
    "choice": ("choice", "val"),
    "person": ("person", "rad", "supporter"),
    "channel": ("channel", "kanal"),
    "received": ("received", "mottaget", "datum", "date"),
}
CHOICES = {"": SUPPORTS, str(SUPPORTS): SUPPORTS, str(WITHDRAWN): WITHDRAWN}
CHANNELS = {word: each for each in Channel for word in (each.value, *SYNONYMS[each])}
_ZONE = ZoneInfo("Europe/Stockholm")


def read(setup: Setup, files: Files) -> Brought:
    """Each row with a reference is one person's support. Raises WrongInput without such a column."""
    name, data = next(iter(files.items()), ("", b""))
    table = read_table(data, name)
    at = _columns(table)
    if "supports" not in at:
        raise WrongInput("no_support_in_file", word=", ".join(table.columns)[:200])
    votes, problems = [], list(table.problems)
    for line in table.rows:
        cells = {part: imported_cell(line.cells[place]).strip() for part, place in at.items()}
        try:
            votes.append(_vote(line, cells))
        except WrongInput as refusal:
            column = table.columns[at[refusal.params["field"]]]
            told = {key: each for key, each in refusal.params.items() if key != "field"}
            problems.append(Problem(line.number, column, refusal.code, told))
    return Brought(votes=tuple(votes), problems=tuple(problems))


def _columns(table: Table) -> dict[str, int]:
    """Part → its place among the columns."""
    lowered = [column.strip().casefold() for column in table.columns]
    known = {part: [name for name in names if name in lowered] for part, names in NAMES.items()}
    return {part: lowered.index(names[0]) for part, names in known.items() if names}


def _vote(line: Line, cells: dict[str, str]) -> Vote:
    if not cells["supports"]:
        raise WrongInput("supports_nothing", field="supports")
    if (choice := cells.get("choice", "")) not in CHOICES:
        raise WrongInput("no_support", field="choice")
    channel = cells.get("channel", "")
    way = CHANNELS.get(channel.casefold())
    if channel and way is None:
        raise WrongInput("unknown_channel_of_support", field="channel", word=channel[:40])
    received = cells.get("received", "")
    try:
        day = day_of(received, zone=_ZONE) if received else None
    except (Ambiguous, Unreadable) as fault:
        code = "date_ambiguous" if isinstance(fault, Ambiguous) else "date_unreadable"
        raise WrongInput(code, field="received", word=received[:40]) from None
    return Vote(
        {CHOICE: CHOICES[choice]},
        cells["supports"].upper(),
        cells.get("person", ""),
        line.number,
        way,
        day,
    )


def write(setup: Setup, told: Told) -> Files:
    """UTF-8 with a byte order mark and semicolons, as Excel in Sweden opens it by a double click. Not by which way each
    came: a way that few used could point somebody out.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in told.votes:
        writer.writerow([export_cell(cell) for cell in (each.item, each.values[CHOICE], each.person)])
    return {"support.csv": ("\ufeff" + out.getvalue()).encode()}


def knows(files: Files) -> bool:
    """By its first line: a column that is called as ours, in one language or the other."""
    heads = [data[:500].decode("utf-8-sig", "replace").partition("\n")[0] for data in files.values()]
    named = (
        {each.strip().casefold() for each in re.split("[;,\t]", heads[0].replace('"', ""))} if len(heads) == 1 else ()
    )
    return any(name in named for name in NAMES["supports"][:2])


EXCHANGES = (Exchange(KEY, (".csv",), read=read, write=write, knows=knows),)
