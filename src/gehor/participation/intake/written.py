"""What a look at a file found, as JSON and back: the worker writes it, the page reads it.

What was written by another version of the program, in which one of the types has other fields, is not read: the file
lies there and can be looked at once more.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise

from gehor.ground.reading import Problem, Table
from gehor.ground.reading.tables import Line
from gehor.participation.ballots import looking, rules
from gehor.participation.ballots import seen as ballots
from gehor.participation.ballots.exchanging import Looked
from gehor.process import asking
from gehor.process.words import Channel

from ..reading import Checked, Row
from . import seen
from .found import Kind, Refused, Some

PLAIN = (bool, int, float, str, type(None))
ENUMS = {"channel": Channel, "question": asking.Kind}
MADE: dict[str, type[Any]] = {
    "kind": Kind,
    "refused": Refused,
    "looked": Looked,
    "texts seen": seen.Glance,
    "ballots seen": ballots.Glance,
    "table": Table,
    "line": Line,
    "problem": Problem,
    "checked": Checked,
    "row": Row,
    "filled": rules.Filled,
    "known": looking.Found,
    "asked": asking.Question,
    "option": asking.Option,
    "when": asking.When,
}
READ: dict[str, Callable[[Any], Any]] = {
    "date": dt.date.fromisoformat,
    "moment": dt.datetime.fromisoformat,
    "list": lambda parts: [_read(each) for each in parts],
    "tuple": lambda parts: tuple(_read(each) for each in parts),
    "some": lambda parts: Some.of(parts[0], (_read(each) for each in parts[1:])),
    "dict": lambda pairs: {_read(key): _read(value) for key, value in pairs},
    **ENUMS,
}
_NAMES = {made: name for name, made in (MADE | ENUMS).items()}
VERSION = hashlib.sha256(
    json.dumps({name: [each.name for each in fields(made)] for name, made in MADE.items()}).encode()
).hexdigest()[:16]


def written(found: Any) -> bytes:
    return json.dumps({"version": VERSION, "found": _told(found)}, ensure_ascii=False).encode()


def read(kept: bytes) -> Any:
    """None where it was written by another version."""
    try:
        told = json.loads(kept)
    except ValueError:  # as such things were written before
        return None
    return _read(told["found"]) if told["version"] == VERSION else None


def _told(value: Any) -> Any:
    """Anything that is not plain is a list of its name and its parts."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Enum):
        return [_NAMES[type(value)], value.value]
    if is_dataclass(value):
        return [_NAMES[type(value)], {each.name: _told(getattr(value, each.name)) for each in fields(value)}]
    if isinstance(value, Mapping):
        return ["dict", [[_told(key), _told(each)] for key, each in value.items()]]
    if isinstance(value, Some):
        return ["some", [len(value), *map(_told, tuple(value))]]
    if isinstance(value, list | tuple):
        return ["list" if isinstance(value, list) else "tuple", [_told(each) for each in value]]
    assert isinstance(value, dt.date), value
    return ["moment" if isinstance(value, dt.datetime) else "date", value.isoformat()]


def _read(told: Any) -> Any:
    if not isinstance(told, list):
        return told
    name, parts = told
    if made := MADE.get(name):
        return made(**{each: _read(part) for each, part in parts.items()})
    return READ[name](parts)
