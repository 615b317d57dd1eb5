"""What a dialogue's template says about it: no table of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.stages import Stage

from . import Shape, Step, finished, rules, shapes


@dataclass(frozen=True)
class Standing:
    """One step of the dialogue's template; state is done, now or later."""

    step: Step
    state: str


def shape_of(dialogue: Dialogue) -> Shape | None:
    """The template that the dialogue was started from: a finished dialogue, or one of the catalogue.

    None also where a later version has taken it away.
    """
    if dialogue.begun_from is not None:
        return finished.shape_from(dialogue.begun_from)
    return shapes().get(dialogue.shape)


def template_steps(dialogue: Dialogue, here: Stage) -> list[Standing]:
    """The steps of its template, each with whether it is behind us, now or ahead. Empty without a template."""
    shape = shape_of(dialogue)
    return [Standing(step, rules.state_of(step.stage, here)) for step in shape.steps] if shape else []


def added(dialogue: Dialogue, shape: Shape) -> bool:
    """Whether activities of the template are in the plan already."""
    return has_some(shape, planning.activities(dialogue))


def offered(dialogue: Dialogue, chosen: Iterable[Activity]) -> Shape | None:
    """The dialogue's template, as long as none of its activities is among the chosen."""
    shape = shape_of(dialogue)
    return None if shape is None or has_some(shape, chosen) else shape


def has_some(shape: Shape, chosen: Iterable[Activity]) -> bool:
    """Known by method and title: one that has been given another title has become the plan's own."""
    titles = {(each.method, title) for each in shape.activities for title in each.title.values()}
    return any((each.method, title) in titles for each in chosen for title in each.title.values())
