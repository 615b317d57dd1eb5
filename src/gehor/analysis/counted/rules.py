"""An outcome's table as plain data and back, in plain Python: what is frozen is shown again as it was."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from gehor.process.asking import LocalText
from gehor.process.method import Figure, Line, Outcome, Table

Frozen = dict[str, Any]
_SIMPLE = ("picture", "people", "background")


def frozen(outcome: Outcome, table: Table, named: Mapping[str, LocalText], source: str) -> Frozen:
    """One table of an outcome, and how many people it is about.

    named: reference → what was shown of the contribution, for lines that are about one. source: its language.
    """
    lines = [
        {
            "key": line.key,
            "label": dict(line.label) or dict(named.get(line.key, {source: line.key})),
            "figures": list(map(_figure, line.figures)),
        }
        for line in table.lines
    ]
    return {
        "people": outcome.people,
        "unknown": outcome.unknown,
        "by_channel": {channel.value: count for channel, count in outcome.by_channel.items() if count},
        "table": {
            "key": table.key,
            "title": dict(table.title),
            "columns": [each if isinstance(each, str) else dict(each) for each in table.columns],
            "lines": lines,
            "below": [[code, _figure(each)] for code, each in table.below],
            **{name: getattr(table, name) for name in _SIMPLE},
        },
    }


def thawed(kept: Mapping[str, Any]) -> Table:
    """The table that `frozen` wrote."""
    given = kept["table"]
    return Table(
        key=given["key"],
        title=given["title"],
        columns=tuple(given["columns"]),
        lines=tuple(Line(each["key"], each["label"], tuple(map(_thaw, each["figures"]))) for each in given["lines"]),
        below=tuple((code, _thaw(each)) for code, each in given["below"]),
        **{name: given[name] for name in _SIMPLE},
    )


def digest(kept: Frozen) -> str:
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def table_of(outcome: Outcome, key: str) -> Table | None:
    return next((table for table in outcome.tables if table.key == key), None)


def has_line(table: Table, key: str) -> bool:
    """Whether it has such a line; "" is all of it."""
    return not key or any(line.key == key for line in table.lines)


def _figure(each: Figure) -> Frozen:
    value = each.value if isinstance(each.value, int) else str(each.value)  # 7/3
    rest = {field.name: getattr(each, field.name) for field in fields(each) if field.name != "value"}
    return {"value": value, **{name: found for name, found in rest.items() if found is not None}}


def _thaw(given: Mapping[str, Any]) -> Figure:
    value = given["value"]
    return Figure(**{**given, "value": Fraction(value) if isinstance(value, str) else value})
