"""Changing the projects: the set-up is put right by planning's own step, as long as nobody has taken part."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.planning import actions
from gehor.planning.models import Activity

from . import rules

Rows = list[dict[str, Any]]


def arranged(activity: Activity, *, actor: Actor, change: Callable[[Rows], Rows]) -> Activity:
    """The projects become what `change` makes of those that stand there now. Raises as actions.change_method."""
    with transaction.atomic():
        now = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
        activity.setup = now.setup
        rows = change([dict(row) for row in activity.setup.get("projects") or ()])
        if len(rows) > rules.PROJECTS_MOST:
            raise WrongInput("too_many_projects", most=rules.PROJECTS_MOST, field="file")
        return actions.change_method(
            activity,
            actor=actor,
            title=activity.title,
            introduction=activity.introduction,
            level=activity.level,
            setup={**activity.setup, "projects": rows},
            begins_on=activity.begins_on,
            ends_on=activity.ends_on,
            shows_at_once=activity.shows_at_once,
        )


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
