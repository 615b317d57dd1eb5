"""What a draft holds, as plain data, and how it becomes an adopted version and a draft again.

principles: {"preamble": LocalText, "principles": [{"text", "instruction"}], "promises": {level: LocalText}}
roles: {"preamble": LocalText, "duties": {role: {"body": id or None, "text": LocalText}}, "steering_group", "support",
"budget_line": LocalText}
"""

from collections.abc import Mapping
from typing import Any

from gehor.ground import written
from gehor.ground.errors import WrongInput
from gehor.process.words import Level

from . import rules, seeds
from .models import Charter, Kind

Content = dict[str, Any]
SHORT = 500  # a principle, a promise, a criterion
NAME = 80  # of a component


def empty(kind: str) -> Content:
    if kind == Kind.PRINCIPLES:
        return {"preamble": {}, "principles": [], "promises": {}}
    duties = {role: {"body": None, "text": {}} for role in rules.ROLES}
    return {"preamble": {}, "duties": duties, "steering_group": {}, "support": {}, "budget_line": {}}


def from_seed(key: str) -> Content:
    """A set of principles seen elsewhere, with the promises that the product makes anyway."""
    rows = [
        {"text": row["text"], "instruction": row["instruction"]} for row in seeds.principle_sets()[key]["principles"]
    ]
    return {"preamble": {}, "principles": rows, "promises": seeds.promises()}


def from_charter(charter: Charter) -> Content:
    if charter.kind == Kind.PRINCIPLES:
        rows = [{"text": row.text, "instruction": row.instruction} for row in charter.principles.all()]
        return {"preamble": charter.preamble, "principles": rows, "promises": charter.promises}
    duties = {row.role: {"body": row.body_id, "text": row.text} for row in charter.duties.all()}
    return {
        "preamble": charter.preamble,
        "duties": {**empty(Kind.ROLES)["duties"], **duties},
        "steering_group": charter.steering_group,
        "support": charter.support,
        "budget_line": charter.budget_line,
    }


def tidy(kind: str, given: Mapping[str, Any], source: str, bodies: frozenset[int]) -> Content:
    """The content as it may be stored. Raises WrongInput with the field of the form."""
    kept: Content = {"preamble": _local(given, "preamble", source)}
    if kind == Kind.PRINCIPLES:
        kept["principles"] = _principles(given.get("principles", []), source)
        promises = {
            level.value: written.local(
                given.get("promises", {}).get(level.value, {}),
                source,
                field=f"promise_{level.value}",
                required=False,
                longest=SHORT,
            )
            for level in Level
        }
        kept["promises"] = {level: promise for level, promise in promises.items() if promise}
        return kept
    kept["duties"] = {role: _duty(role, given.get("duties", {}).get(role, {}), source, bodies) for role in rules.ROLES}
    for name in ("steering_group", "support", "budget_line"):
        kept[name] = _local(given, name, source)
    return kept


def is_empty(kind: str, content: Content) -> bool:
    """Nothing that could be adopted: no principle, or nobody who has a role."""
    if kind == Kind.PRINCIPLES:
        return not content["principles"]
    return not any(duty["body"] or duty["text"] for duty in content["duties"].values())


def _local(given: Mapping[str, Any], name: str, source: str) -> dict[str, str]:
    return written.local(given.get(name) or {}, source, field=name, required=False)


def _principles(rows: list[Mapping[str, Any]], source: str) -> list[dict[str, Any]]:
    """Those that say something. An instruction without a principle is refused, not dropped."""
    kept = []
    for number, row in enumerate(rows, 1):
        field = f"principle_{number}"
        text = written.local(row.get("text") or {}, source, field=field, required=False, longest=SHORT)
        instruction = written.local(row.get("instruction") or {}, source, field=f"instruction_{number}", required=False)
        if instruction and not text:
            raise WrongInput("instruction_without_principle", field=field)
        if text:
            kept.append({"text": text, "instruction": instruction})
    if len(kept) > rules.MOST_PRINCIPLES:
        raise WrongInput("too_many_principles", most=rules.MOST_PRINCIPLES)
    return kept


def _duty(role: str, given: Mapping[str, Any], source: str, bodies: frozenset[int]) -> dict[str, Any]:
    body = given.get("body")
    if body is not None and body not in bodies:
        raise WrongInput("body_elsewhere", field=f"{role}_body")
    text = written.local(
        given.get("text") or {}, source, field=f"{role}_text", required=False, longest=written.LINE, lines=False
    )
    return {"body": body, "text": text}
