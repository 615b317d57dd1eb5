"""Who approves plans in the demo, and what they have answered: a person sends one back first, a body says yes."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Account, Organisation
from gehor.planning.models import Dialogue
from gehor.planning.together import actions
from gehor.planning.together.models import Request
from gehor.recruitment.actions import change_target_group, name_target_group
from gehor.recruitment.models import TargetGroup

Plan = Callable[[dt.date, Callable[[], object]], None]
Row = Mapping[str, Any]
Actors = Mapping[str, Actor]
OF_A_GROUP = ("name", "why", "reached_by", "known", "motive", "seldom_heard", "reach_aim")


def plan_events(
    row: Row,
    organisations: Mapping[str, Organisation],
    actors: Actors,
    day: Callable[[str], dt.date],
    plan: Plan,
) -> None:
    """Dialogues are found by the template from which they were started."""
    for rule in row["rules"]:
        plan(day(rule["on"]), partial(_say_who, rule, organisations[rule["organisation"]], actors))
    for each in row["plans"]:
        for happened in each["happened"]:
            do = {"ask": _ask, "answer": _answer, "enter": _enter, "mend": _mend}[happened["what"]]
            plan(day(happened["on"]), partial(do, happened, each["shape"], actors[happened["by"]]))


def _dialogue(shape: str) -> Dialogue:
    return Dialogue.objects.select_related("organisation").get(shape=shape)


def _latest(shape: str) -> Request:
    return Request.objects.select_related("dialogue").filter(dialogue__shape=shape).order_by("-number")[0]


def _say_who(row: Row, organisation: Organisation, actors: Actors) -> None:
    approvers = Account.objects.filter(pk__in=[actors[key].account_id for key in row["approvers"]])
    actions.set_approval(
        organisation,
        actor=actors[row["by"]],
        is_demanded=row["is_demanded"],
        way=row["way"],
        approvers=list(approvers),
    )


def _ask(row: Row, shape: str, actor: Actor) -> None:
    actions.ask_approval(_dialogue(shape), actor=actor, note=row["note"])


def _answer(row: Row, shape: str, actor: Actor) -> None:
    actions.give_verdict(_latest(shape), actor=actor, answer=row["answer"], reason=row["reason"])


def _enter(row: Row, shape: str, actor: Actor) -> None:
    """What a body decided today stands in its minutes."""
    said = {"answer": row["answer"], "reason": row["reason"], "section": row["section"]}
    actions.record_verdict(_latest(shape), actor=actor, decided_on=clock.today(), **said)


def _mend(row: Row, shape: str, actor: Actor) -> None:
    """The plan is changed as was asked for: the first group reached in other ways, and one more group."""
    dialogue = _dialogue(shape)
    group = TargetGroup.objects.select_related("dialogue").filter(dialogue=dialogue).order_by("pk")[0]
    said = {name: getattr(group, name) for name in OF_A_GROUP}
    change_target_group(group, actor=actor, **{**said, "reached_by": row["reached_by"]})
    name_target_group(dialogue, actor=actor, **row["also"])
