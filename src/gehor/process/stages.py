"""Where in the river a dialogue is: a pure function of its facts, never a stored status."""

from enum import StrEnum

from .facts import Facts
from .words import Go


class Stage(StrEnum):
    IDEA = "idea"
    STOPPED = "stopped"  # the first step said no: inform only, refer, postpone or decline
    PLANNING = "planning"
    OPEN = "open"
    ANALYSIS = "analysis"
    DECISION = "decision"
    ANSWERING = "answering"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


RIVER = tuple(stage for stage in Stage if stage is not Stage.STOPPED)


def stage(facts: Facts) -> Stage:
    """The one stage to show people. Asked from the sea upwards: the furthest thing done decides."""
    if facts.closed:
        return Stage.CLOSED
    if facts.answers_released:
        return Stage.FOLLOW_UP
    if facts.findings and facts.signed_off and facts.undecided_findings == 0:
        return Stage.ANSWERING
    if facts.signed_off:
        return Stage.DECISION
    if (facts.openings or facts.retroactive) and not facts.open_now:
        return Stage.ANALYSIS
    if facts.openings:
        return Stage.OPEN
    if facts.outcome is Go.RUN:
        return Stage.PLANNING
    if facts.outcome is not None:
        return Stage.STOPPED
    return Stage.IDEA
