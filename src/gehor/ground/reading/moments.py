"""The day on which something was received, and the hour where it is told, out of the many ways to write it."""

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import cache

from babel import Locale, UnknownLocaleError

# 1900 was no leap year, but Excel's calendar has its 29 February, so its day 1 counts from here (ECMA-376, 18.17.4.1).
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_SERIAL = re.compile(r"([2-7]\d{4})([.,]\d+)?")
_EARLIEST_YEAR = 1900

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:[T ,]+(.*))?")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)(?:[ ,]+.*)?")
_EITHER_FIRST = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)(?:[ ,]+.*)?")
_WITH_MONTH_NAME = (
    re.compile(
        r"(?:den )?(?P<day>\d{1,2})(?::e|\.|st|nd|rd|th)? (?P<month>[^\W\d]+)\.?,? (?P<year>\d{4})(?!\d)(?:\D.*)?"
    ),
    re.compile(r"(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})(?!\d)(?:\D.*)?"),
)
_SECONDS = re.compile(r"[1-3]\d{9}(?:\.\d+)?")
_MILLISECONDS = re.compile(r"[1-3]\d{12}")


class Unreadable(ValueError):
    """Not a date that we can read."""


class Ambiguous(ValueError):
    """Two dates could be meant."""


def day_of(written: str, *, zone: tzinfo) -> date:
    """The date that is written; a moment counts as the day it was in `zone`.

    Reads 2026-11-21 with or without a time, 20261121, 21.11.2026, 21/11/2026, 21 november 2026, Nov 21 2026, Excel's
    day numbers, and seconds or milliseconds since 1970. Raises Ambiguous for 03/04/2026, and Unreadable.
    """
    text = " ".join(written.split())
    found = _from_number(text, zone=zone) or _from_year_first(text, zone=zone) or _from_words(text)
    if found is None:
        found = _from_day_and_month(text)
    if found is None or found.year < _EARLIEST_YEAR:
        raise Unreadable(written)
    return found


def moment_of(written: str, *, zone: tzinfo) -> datetime | None:
    """The moment that is written, where the hour stands there too and day_of reads the day; else None.

    >>> from datetime import UTC
    >>> str(moment_of("2026-03-09T14:30:05+01:00", zone=UTC)), moment_of("2026-03-09", zone=UTC)
    ('2026-03-09 13:30:05+00:00', None)
    """
    text = " ".join(written.split())
    if moment := _from_seconds(text, zone=zone):
        return moment
    match = _YEAR_FIRST.fullmatch(text)
    if not match or not match[5]:
        return None
    return _from_iso(f"{_date(match[1], match[3], match[4]).isoformat()}T{match[5]}", zone=zone)


def _from_number(text: str, *, zone: tzinfo) -> date | None:
    if moment := _from_seconds(text, zone=zone):
        return moment.date()
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _date(*compact.groups())
    serial = _EXCEL_SERIAL.fullmatch(text)
    return _EXCEL_DAY_0 + timedelta(days=int(serial[1])) if serial else None


def _from_year_first(text: str, *, zone: tzinfo) -> date | None:
    match = _YEAR_FIRST.fullmatch(text)
    if not match:
        return None
    day = _date(match[1], match[3], match[4])
    return _in_zone(f"{day.isoformat()}T{match[5]}", zone=zone) if match[5] else day


def _in_zone(moment: str, *, zone: tzinfo) -> date:
    """The day of an ISO moment; a time that cannot be read leaves the day as written."""
    read = _from_iso(moment, zone=zone)
    return read.date() if read else date.fromisoformat(moment[:10])


def _from_iso(moment: str, *, zone: tzinfo) -> datetime | None:
    """In `zone`, as is one that does not say where it holds; None where the time cannot be read."""
    try:
        read = datetime.fromisoformat(moment.replace(" UTC", "Z").replace(" +", "+").replace(" Z", "Z"))
    except ValueError:
        return None
    return read.replace(tzinfo=zone) if read.tzinfo is None else read.astimezone(zone)


def _from_seconds(text: str, *, zone: tzinfo) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, tz=zone)
    return datetime.fromtimestamp(float(text), tz=zone) if _SECONDS.fullmatch(text) else None


def _from_words(text: str) -> date | None:
    for pattern in _WITH_MONTH_NAME:
        match = pattern.fullmatch(text.casefold())
        month = _months().get(match["month"]) if match else None
        if match and month:
            return _date(match["year"], str(month), match["day"])
    return None


def _from_day_and_month(text: str) -> date | None:
    dotted = _DAY_FIRST.fullmatch(text)
    if dotted:
        return _date(dotted[3], dotted[2], dotted[1])
    match = _EITHER_FIRST.fullmatch(text)
    if not match:
        return None
    first, second = int(match[1]), int(match[3])
    if first <= 12 and second <= 12 and first != second:
        raise Ambiguous(text)
    day, month = (second, first) if second > 12 else (first, second)
    return _date(match[4], str(month), str(day))


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable(f"{year}-{month}-{day}") from None


@cache
def _months() -> dict[str, int]:
    """Names of the months in Swedish and English, whole and short."""
    return {
        name.casefold().rstrip("."): number
        for language in ("sv", "en")
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months["format"][width].items()
    } | {"sept": 9}


@cache
def _languages() -> dict[str, str]:
    return {
        name.casefold(): code
        for language in ("en", "sv")
        for code, name in Locale(language).languages.items()
        if "_" not in code
    }


def language_of(written: str) -> str | None:
    """The code of a language written as code, in Swedish, in English or in itself; None for an unknown one.

    >>> language_of("svenska"), language_of("EN-gb"), language_of("Arabiska"), language_of("elviska")
    ('sv', 'en', 'ar', None)
    """
    word = written.strip().casefold()
    code = re.split(r"[-_]", word)[0]
    if code in _languages().values() and len(code) in (2, 3):
        return code
    return _languages().get(word) or _own_names().get(word)


@cache
def _own_names() -> dict[str, str]:
    """Names of the languages most read in Sweden, each in itself."""
    names = {}
    for code in ("ar", "fa", "so", "fi", "pl", "tr", "ku", "de", "es", "fr", "uk", "ru", "bs", "hr", "sr", "ti", "am"):
        try:
            name = Locale(code).display_name
        except UnknownLocaleError:
            continue
        if name:
            names[name.casefold()] = code
    return names
