"""The picture of one component over the years: bars on a scale of five, drawn on the server."""

from dataclasses import dataclass

from .rules import SCALE

WIDTH, HEIGHT, GAP = 100.0, 20.0, 0.2  # GAP: of a year's own width


@dataclass(frozen=True)
class Bar:
    """Numbers as an SVG takes them: with a full stop, in every language."""

    x: str
    width: str
    y: str
    height: str


def bars(steps: list[int | None]) -> list[Bar]:
    """A bar for every year; a year that was not judged leaves its place empty.

    >>> [(bar.x, bar.height) for bar in bars([5, None])]
    [('0.00', '20.00'), ('50.00', '0.00')]
    """
    each = WIDTH / len(steps) if steps else WIDTH
    return [
        Bar(
            x=f"{place * each:.2f}",
            width=f"{each * (1 - GAP):.2f}",
            y=f"{HEIGHT - _height(step):.2f}",
            height=f"{_height(step):.2f}",
        )
        for place, step in enumerate(steps)
    ]


def _height(step: int | None) -> float:
    return HEIGHT * (step or 0) / max(SCALE)
