"""A share and the limits within which it lies, as design/dots.html draws it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dot:
    """Percentages as text. number: of the column that it belongs to, where a line has several."""

    at: str
    low: str
    high: str
    number: int = 1


def dot(share: float, low: float, high: float, *, number: int = 1) -> Dot:
    """share, low, high: from 0 to 1."""
    return Dot(*(f"{100 * each:.2f}" for each in (share, low, high)), number)
