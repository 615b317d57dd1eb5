"""Draws the river and says where in it a dialogue is."""

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# (stage of gehor.process.stages, its word on the river). A closed dialogue has all of them behind it.
STEPS = (
    ("idea", _("Question")),
    ("planning", _("Plan")),
    ("open", _("Contributions")),
    ("analysis", _("Findings")),
    ("decision", _("Decision")),
    ("answering", _("Answer")),
    ("follow_up", _("Follow-up")),
)


@dataclass(frozen=True)
class Step:
    """One step as river.html shows it; state is done, now or later."""

    label: str | Promise
    state: str
    note: str | Promise = ""
    url: str = ""


def steps(stage: str, notes: dict[str, str] | None = None, urls: dict[str, str] | None = None) -> list[Step]:
    """The whole river as seen from one stage. notes and urls are per stage, e.g. a date or the page of a decision."""
    order = [key for key, _label in STEPS]
    here = order.index(stage) if stage in order else (len(order) if stage == "closed" else 0)
    return [
        Step(label, _state(index, here), (notes or {}).get(key, ""), (urls or {}).get(key, ""))
        for index, (key, label) in enumerate(STEPS)
    ]


def _state(index: int, here: int) -> str:
    return "done" if index < here else "now" if index == here else "later"


def bend(index: int, count: int, *, length: float, middle: float, swing: float, upright: bool) -> str:
    """The path of one step's water: it swings to the other bank and is a little broader where it leaves.

    length: size of the step along the river; middle: where the river's middle lies across; swing: how far it bends.
    The water's middle is middle + swing · sin(π · (index + t)) for t from 0 to 1, so that bends join without a seam.
    """
    points = 12
    near, far = [], []
    for number in range(points + 1):
        t = number / points
        broad = _breadth((index + t) / count) / 2
        centre = middle + swing * math.sin(math.pi * (index + t))
        near.append((t * length, centre - broad))
        far.append((t * length, centre + broad))
    outline = near + far[::-1]
    return "M" + "L".join(_point(along, across, upright) for along, across in outline) + "Z"


def _breadth(way: float) -> float:
    """A brook of 3 px at the question, a river of 13 px at the end."""
    return 3 + 10 * way


def _point(along: float, across: float, upright: bool) -> str:
    x, y = (across, along) if upright else (along, across)
    return f"{x:.1f} {y:.1f}"
