"""What a dialogue says of itself, for the example that is made of it."""

from gehor.followup.evaluation import queries as evaluation
from gehor.followup.evaluation.models import Group, Part
from gehor.followup.evaluation.queries import Summary
from gehor.ground import clock
from gehor.planning.models import Dialogue
from gehor.process.ratings import Share

from .figures import UNITS, Measured, Weighed


def measured(dialogue: Dialogue) -> Measured:
    """As its evaluation shows it to everybody today: what is hidden there is hidden here."""
    return of(evaluation.summary(dialogue))


def of(summary: Summary) -> Measured:
    found = {code: value for code in UNITS if (value := summary.values.get(code)) is not None}
    said = _credible(summary)
    if said is not None:
        found["credible"] = said.share
    return Measured(
        as_of=clock.today(),
        figures=found,
        channels={code: count for code, count in summary.course.by_channel.items() if count},
        findings=[Weighed(each.finding.statement, each.outcome or "", each.effect) for each in summary.effected],
        opinions=said.of if said is not None else 0,
    )


def _credible(summary: Summary) -> Share | None:
    """How many participants find that what was said has been handled in a credible way."""
    for asked in summary.asked:
        if asked.part == Part.ANSWER and Group.PARTICIPANTS in asked.groups:
            return asked.groups[Group.PARTICIPANTS].shares["credible"]
    return None
