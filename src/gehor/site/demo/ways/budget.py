"""Votes on a budget: groups of people who want the same projects more or less often."""

from collections.abc import Iterator

from gehor.methods.budget import rules
from gehor.participation.ballots.rules import Filled
from gehor.process.words import Channel

from . import Way

ON_PAPER = 0.2
UNSAID = 0.02  # whose sheet does not say that they are old enough


def ballots(way: Way) -> Iterator[Filled]:
    """`groups` in the content: how many `people`, in which `area`, and project → how often they want it."""
    setup = way.activity.setup
    for group in way.row["groups"]:
        area = next(each for each in rules.areas(setup) if each.key == group["area"])
        for _ in range(group["people"]):
            wanted = [key for key, chance in group["wants"].items() if way.rng.random() < chance]
            if chosen := _affordable(area, wanted, most=setup["most"]):
                is_on_paper = way.rng.random() < ON_PAPER
                age = {} if is_on_paper and way.rng.random() < UNSAID / ON_PAPER else {rules.AGE: rules.YES}
                where = {rules.AREA: area.key} if area.key else {}
                channel = Channel.PAPER if is_on_paper else Channel.IMPORT
                yield Filled(0, {**age, **where, area.question: chosen}, channel=channel)


def _affordable(area: rules.Area, wanted: list[str], *, most: int) -> list[str]:
    """As many of them as the sum lasts for, in the order of the list."""
    left, chosen = area.cap, []
    for project in area.projects:
        if project.key in wanted and project.cost <= left and (not most or len(chosen) < most):
            chosen.append(project.key)
            left -= project.cost
    return chosen
