"""Telephone numbers that take text messages. Pure."""

import re

_BETWEEN = re.compile(r"[\s\-–‐‑./()\u00a0]")
_SWEDISH = re.compile(r"\+467[02369]\d{7}")  # the mobile series of the Swedish numbering plan
_FOREIGN = re.compile(r"\+(?!46)[1-9]\d{6,14}")  # ITU-T E.164: at most fifteen digits; who is abroad knows it best
_TYPED_AT_MOST = 40


def normalised(typed: str) -> str | None:
    """The number as +46701234567, or None where no text message could go.

    >>> normalised("070-123 45 67"), normalised("0046 (0)70 123 45 67"), normalised("08-123 456"), normalised("ring!")
    ('+46701234567', '+46701234567', None, None)
    """
    if len(typed) > _TYPED_AT_MOST:
        return None
    number = _BETWEEN.sub("", typed)
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("0"):
        number = "+46" + number[1:]
    if number.startswith("+460"):
        number = "+46" + number[4:]
    fits = number.isascii() and (_SWEDISH.fullmatch(number) or _FOREIGN.fullmatch(number))
    return number if fits else None


def shown(number: str) -> str:
    """The number in groups: +46 70 123 45 67.

    >>> shown("+46701234567")
    '+46 70 123 45 67'
    """
    if _SWEDISH.fullmatch(number):
        return f"+46 {number[3:5]} {number[5:8]} {number[8:10]} {number[10:]}"
    return number
