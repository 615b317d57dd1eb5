"""What the demo's dialogues are checked against: criteria of Älvsala's own, and judgements, by the real actions."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.ground.act import Actor
from gehor.ground.governance import actions as governance
from gehor.ground.governance import seeds
from gehor.ground.governance.queries import criteria
from gehor.ground.organisations.models import Organisation
from gehor.planning.checks.actions import judge_principle
from gehor.planning.checks.models import Judgement
from gehor.planning.checks.rules import Said, Say
from gehor.planning.models import Dialogue

Plan = Callable[[dt.date, Callable[[], object]], None]
Row = Mapping[str, Any]


def plan_events(
    row: Row,
    organisation: Organisation,
    slugs: Mapping[str, str],
    actors: Mapping[str, Actor],
    day: Callable[[str], dt.date],
    plan: Plan,
) -> None:
    """slugs: a story's key → its dialogue's address. day: "today-9" → the day."""
    plan(day(row["criteria_on"]), partial(_ask, row, organisation, actors[row["by"]]))
    for judgement in row["judgements"]:
        do = partial(_judge, judgement, slugs[judgement["dialogue"]], actors[judgement["by"]])
        plan(day(judgement["on"]), do)


def answers(dialogue: Dialogue, given: Mapping[str, Row]) -> dict[int, Said]:
    """An answer to each criterion that is asked: what the content says of it, by its key, else that nobody knows."""
    keys = {row["question"]["sv"]: key for key, row in seeds.criteria().items()}
    said = {}
    for wording in criteria(dialogue.organisation):
        row = given.get(keys.get(wording.question["sv"], ""), {})
        said[wording.criterion.number] = Said(row.get("say", Say.UNKNOWN), wording.number, row.get("note", {}))
    return said


def _ask(row: Row, organisation: Organisation, actor: Actor) -> None:
    for key in row["criteria"]:
        start = seeds.criteria()[key]
        governance.add_criterion(organisation, actor=actor, question=start["question"], hint=start["hint"])


def _judge(row: Row, slug: str, actor: Actor) -> None:
    dialogue = Dialogue.objects.get(slug=slug)
    before = Judgement.objects.filter(dialogue=dialogue, principle__number=row["number"]).count()
    judge_principle(
        dialogue,
        actor=actor,
        number=row["number"],
        verdict=row["verdict"],
        reason=row["reason"],
        version=before,
    )
