"""Draws the river and says where in it a dialogue is."""

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


def bend(index: int, count: int, *, middle: float, swing: float, upright: bool) -> tuple[str, str]:
    """The water of one step as two paths, up to its stone and on from it, 100 long: out to one bank and back.

    middle: where the river's middle lies across; swing: how far it bends, downwards first. Each path is a quarter of a
    sine wave between two cubic Bézier curves, a little broader where it ends, so that steps join without a seam.
    """
    turn = swing if index % 2 == 0 else -swing
    begin, top, end = (_breadth((index + part) / count) / 2 for part in (0, 0.5, 1))
    up = [(middle + turn * height, along * 50) for along, height in QUARTER]
    down = [(across, 100 - along) for across, along in reversed(up)]
    return _water(up, begin, top, upright), _water(down, top, end, upright)


# A quarter of a sine wave, both ways scaled to 1: its cubic Bézier points (largest fault 0.06 %).
QUARTER = ((0.0, 0.0), (0.3261, 0.5123), (0.6381, 1.0), (1.0, 1.0))


def _water(course: list[tuple[float, float]], begin: float, end: float, upright: bool) -> str:
    """The outline round a course of four points, begin and end broad to each side."""
    breadths = [begin + (end - begin) * number / 3 for number in range(4)]
    near = [_point(across - broad, along, upright) for (across, along), broad in zip(course, breadths, strict=True)]
    far = [_point(across + broad, along, upright) for (across, along), broad in zip(course, breadths, strict=True)]
    return f"M{near[0]}C{' '.join(near[1:])}L{far[3]}C{' '.join(far[2::-1])}Z"


def _breadth(way: float) -> float:
    """A spring at the question, a broad river at the end."""
    return 2 + 13 * way


def _point(across: float, along: float, upright: bool) -> str:
    x, y = (across, along) if upright else (along, across)
    return f"{x:.4g} {y:.4g}"
