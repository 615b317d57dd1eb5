"""Numbers as a report writes them in the language that is on."""

import math

from gehor.cli import texts

NOTHING = 1e-15  # no gap is told to be smaller: doubles cannot tell
READABLE = -4  # power of ten; below it a number has too many noughts to be read
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def percent(share: float, places: int = 0) -> str:
    """0.125 → 13 %."""
    from gehor.ground.design.templatetags import gehor

    return str(gehor.percent(share, places))


def chance_of(share: float) -> str:
    """0.125 → 12.50 %: always two places, so that chances under each other can be compared."""
    return str(texts.SHARE).format(number=decimal(100 * share, 2))


def decimal(number: float, places: int | None = None) -> str:
    """Rounded to so many places; None: as many as the number has."""
    from django.utils.formats import number_format

    return str(number_format(f"{number:g}" if places is None else f"{number:.{places}f}", places))


def small(number: float) -> str:
    """Two digits, rounded up, since it is a bound: 9.152 → 9.2; 3.11e-14 → 3.2·10⁻¹⁴."""
    if number <= 0:
        return "0"
    power = math.floor(math.log10(number))
    digits = math.ceil(round(number / 10.0 ** (power - 1), 6))
    if digits == 100:
        digits, power = 10, power + 1
    if power >= READABLE:
        return decimal(digits * 10.0 ** (power - 1), max(0, 1 - power))
    return f"{decimal(digits / 10, 1)}·10{str(power).translate(RAISED)}"
