import re
from itertools import pairwise

import pytest

from gehor.ground.design import river
from gehor.process.stages import Stage


def test_what_lies_upstream_is_done_and_what_lies_downstream_is_later():
    states = [step.state for step in river.steps("analysis")]
    assert states == ["done", "done", "done", "now", "later", "later", "later"]


def test_a_closed_dialogue_has_the_whole_river_behind_it():
    assert {step.state for step in river.steps("closed")} == {"done"}


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_of_the_process_has_its_place_on_the_river(stage):
    now = [step.label for step in river.steps(stage) if step.state == "now"]
    assert len(now) == (0 if stage is Stage.CLOSED else 1)


def test_a_note_and_an_address_stand_at_their_step():
    step = river.steps("open", notes={"decision": "17 June"}, urls={"decision": "/d/x/decision/"})[4]
    assert (step.note, step.url) == ("17 June", "/d/x/decision/")


@pytest.mark.parametrize("upright", [False, True])
def test_the_water_of_one_step_goes_on_where_the_last_one_ended(upright):
    bends = [river.bend(number, 7, middle=32, swing=12, upright=upright) for number in range(7)]
    waters = [_points(path, upright) for both in bends for path in both]
    for before, after in pairwise(waters):
        assert {across for across, _ in before[3:5]} == {across for across, _ in (after[0], after[7])}


def _points(path: str, upright: bool) -> list[tuple[float, float]]:
    """(across, along) of each point of a water: four down one bank, four up the other."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", path)]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    return pairs if upright else [(across, along) for along, across in pairs]
