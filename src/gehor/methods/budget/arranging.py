"""What becomes of a list of projects when one is written, taken away or comes out of a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from gehor.ground.errors import WrongMoment

from . import rules

Rows = list[dict[str, Any]]


def put(rows: Rows, row: Mapping[str, Any]) -> Rows:
    """The row in the place of the one with its key, or last."""
    if any(each["key"] == row["key"] for each in rows):
        return [dict(row) if each["key"] == row["key"] else each for each in rows]
    return [*rows, dict(row)]


def removed(rows: Rows, key: str) -> Rows:
    return [each for each in rows if each["key"] != key]


def added(rows: Rows, more: Sequence[Mapping[str, Any]]) -> Rows:
    """Those of a file after the others; a key that is taken becomes another."""
    found = [*rows]
    for each in more:
        taken = {row["key"] for row in found}
        found.append({**each, "key": rules.unused(each["key"], taken)})
    return found


def must_have_projects(activity: Any) -> None:
    """Raises WrongMoment where there is nothing to choose among yet."""
    if not any(area.projects for area in rules.areas(activity.setup)):
        raise WrongMoment("budget_has_no_projects")
