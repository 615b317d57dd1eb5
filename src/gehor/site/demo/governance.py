"""The demo's governance maps: adopted principles and roles, and self-assessments over years, by the real actions."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.ground.act import Actor
from gehor.ground.governance import actions
from gehor.ground.governance.models import Kind
from gehor.ground.organisations.models import Body, Organisation

Plan = Callable[[dt.date, Callable[[], object]], None]


def plan_events(
    row: Mapping[str, Any],
    organisation: Organisation,
    bodies: Mapping[str, Body],
    actors: Mapping[str, Actor],
    today: dt.date,
    plan: Plan,
) -> None:
    """Plan what the file says: documents with days before today, and years counted from this one."""
    lead, registrar = actors[row["lead"]], actors[row["registrar"]]
    for document in row["documents"]:
        adopted_on = today - dt.timedelta(days=document["days_ago"])
        plan(adopted_on, partial(_adopt, document, organisation, bodies, lead, registrar, adopted_on, today))
    latest = today - dt.timedelta(days=14)
    for year in row["years"]:
        judged_on = latest if not year["years_ago"] else dt.date(latest.year - year["years_ago"], 11, 20)
        for component in year["components"]:
            plan(judged_on, partial(_judge, component, organisation, lead, judged_on))


def _adopt(
    row: Mapping[str, Any],
    organisation: Organisation,
    bodies: Mapping[str, Body],
    lead: Actor,
    registrar: Actor,
    adopted_on: dt.date,
    today: dt.date,
) -> None:
    draft = actions.begin_draft(organisation, actor=lead, kind=row["kind"], seed=row.get("seed", ""))
    content = {**draft.content, **row.get("content", {})}
    if row.get("also"):
        content["principles"] = [*content["principles"], *row["also"]]
    if row["kind"] == Kind.ROLES:
        content["duties"] = {
            role: {"body": bodies[duty["body"]].pk if duty.get("body") else None, "text": duty.get("text", {})}
            for role, duty in row["content"]["duties"].items()
        }
    draft = actions.change_draft(draft, actor=lead, content=content, version=draft.version)
    actions.adopt_charter(
        draft,
        actor=registrar,
        version=draft.version,
        body=bodies[row["body"]],
        adopted_on=adopted_on,
        section=row["section"],
        valid_to=today + dt.timedelta(days=row["valid_in_days"]) if "valid_in_days" in row else None,
        case_number=row["case_number"].replace("{year}", str(adopted_on.year)),
    )


def _judge(row: Mapping[str, Any], organisation: Organisation, lead: Actor, judged_on: dt.date) -> None:
    actions.judge_component(
        organisation,
        actor=lead,
        year=judged_on.year,
        number=row["number"],
        step=row["step"],
        evidence=row["evidence"],
        next_step=row.get("next_step", {}),
        owner=row.get("owner", ""),
        next_by=judged_on + dt.timedelta(days=row["next_in_days"]) if "next_in_days" in row else None,
    )
