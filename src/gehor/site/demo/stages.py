"""Feedback in stages in the demo: promises from the first day on, and what was told on the way to the answers."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.feedback.stages import actions
from gehor.feedback.stages.rules import Stage
from gehor.ground.act import Actor, machine
from gehor.planning.models import Dialogue

Row = Mapping[str, Any]
At = Callable[[str, Callable[[], object], str], None]  # (day, what is done, time of day)


def plan_events(
    row: Row | None, opened: str, dialogue: Callable[[], Dialogue], actors: Mapping[str, Actor], at: At
) -> None:
    """opened: the day on which it opened; its promises are fixed two minutes later. row: what is told, if anything."""
    at(opened, lambda: actions.fix_promises(dialogue(), actor=machine("clock")), "00:02")
    for told in (row or {}).get("stages", []):
        stage = Stage(told["stage"])
        at(told["written_on"], partial(_write, told, stage, dialogue, actors), "09:00")
        if stage is not Stage.DECISION:  # the answers are released by themselves
            at(told["released_on"], partial(_release, told, stage, dialogue, actors), "16:30")


def _write(told: Row, stage: Stage, dialogue: Callable[[], Dialogue], actors: Mapping[str, Actor]) -> None:
    actions.write_stage(
        dialogue(),
        actor=actors[told["by"]],
        stage=stage,
        text=told["text"],
        easy=told["easy"],
        short=told["short"],
        version=0,
    )


def _release(told: Row, stage: Stage, dialogue: Callable[[], Dialogue], actors: Mapping[str, Actor]) -> dt.datetime:
    lead = actors[told.get("released_by", told["by"])]
    return actions.release_stage(dialogue(), actor=lead, stage=stage).released_at
