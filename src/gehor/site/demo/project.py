"""The rest of the demo's project plans: written when the dialogue is planned, and what it took when all is done."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from gehor.ground.act import Actor
from gehor.ground.organisations.queries import bodies
from gehor.planning.models import Activity, Dialogue
from gehor.planning.project import actions as project
from gehor.planning.project.models import Post, Row
from gehor.planning.project.outline import PARTS
from gehor.planning.project.rules import Kind
from gehor.planning.together.queries import colleagues

Content = Mapping[str, Any]
Day = Callable[[str], dt.date]


def write(
    row: Content, dialogue: Dialogue, *, actor: Actor, day: Day, activities: Mapping[str, Activity]
) -> list[Post]:
    """Every part that the content has. Returns the posts of the budget, in its order."""
    for key, said in row["once"].items():
        project.plan_part(dialogue, actor=actor, part=key, said=_said(key, said, day, activities))
    posts: list[Row] = []
    for key, rows in row["rows"].items():
        made = [
            project.add_row(
                dialogue,
                actor=actor,
                part=key,
                said={**_said(key, said, day, activities), **_holder(dialogue, key, said)},
            )
            for said in rows
        ]
        posts = made if key == "budget" else posts
    return [post for post in posts if isinstance(post, Post)]


def report(row: Content, posts: list[Post], *, actor: Actor) -> None:
    """What each post became."""
    for post, (hours, sek) in zip(posts, row["took"], strict=True):
        project.report_cost(post, actor=actor, hours_actual=hours, sek_actual=sek)


def _said(key: str, said: Content, day: Day, activities: Mapping[str, Activity]) -> dict[str, Any]:
    """The content as a form would have cleaned it."""
    kinds = {field.name: field.kind for field in PARTS[key].fields}
    return {name: _value(kinds[name], value, day, activities) for name, value in said.items()}


def _holder(dialogue: Dialogue, key: str, said: Content) -> dict[str, str]:
    """Who of the organisation holds a role: "Alma Sjövik, dialogledare" is Alma."""
    if PARTS[key].holder is None:
        return {}
    name = said["who"].partition(",")[0].partition(" (")[0]
    for kind, found in (
        ("account", colleagues(dialogue.organisation).filter(name=name)),
        ("body", bodies(dialogue.organisation).filter(name=name)),
    ):
        if row := found.first():
            return {"held_by": f"{kind}:{row.pk}"}
    return {}


def _value(kind: Kind, value: Any, day: Day, activities: Mapping[str, Activity]) -> Any:
    match kind:
        case Kind.DAY:
            return day(value)
        case Kind.TIME:
            return dt.time.fromisoformat(value)
        case Kind.ACTIVITY:
            return activities[value].pk
        case _:
            return value
