"""What a network is, from what has been decided on it. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum

from stdnum.se import orgnr

from gehor.process.learning import NetworkFacts

KEPT_FOR = dt.timedelta(days=2 * 365)  # a contact person, unless asked again
LINK_AGAIN_AFTER = dt.timedelta(minutes=10)  # so that nobody fills somebody else's letter box


class Status(StrEnum):
    PLANNED = "planned"
    TRIAL = "trial"
    EVALUATED = "evaluated"  # the trial's evaluation is written, and nothing decided because of it yet
    PERMANENT = "permanent"
    ENDED = "ended"


def status(outcomes: Sequence[str], *, evaluated: bool = False) -> Status:
    """What the decisions say, in their order; evaluated: whether the trial has been since the last of them.

    >>> status([]).value, status(["try"]).value, status(["try"], evaluated=True).value, status(["try", "end"]).value
    ('planned', 'trial', 'evaluated', 'ended')
    """
    last = outcomes[-1] if outcomes else None
    if last is None:
        return Status.PLANNED
    if last == "end":
        return Status.ENDED
    if last == "make_permanent":
        return Status.PERMANENT
    return Status.EVALUATED if evaluated else Status.TRIAL


def possible(outcomes: Sequence[str]) -> tuple[str, ...]:
    """What can be decided next: a trial first, then how it goes on.

    >>> possible([]), possible(["try"]), possible(["try", "make_permanent"]), possible(["end"])
    (('try',), ('prolong', 'make_permanent', 'end'), ('end',), ())
    """
    last = outcomes[-1] if outcomes else None
    return {None: ("try",), "make_permanent": ("end",), "end": ()}.get(last, ("prolong", "make_permanent", "end"))


def last_day(planned: dt.date | None, decisions: Iterable[tuple[str, dt.date, dt.date | None]]) -> dt.date | None:
    """Through which day it goes on, by what was decided in that order: outcome, day, until when. None: on and on.

    planned: of the trial

    >>> trial, then = dt.date(2026, 12, 31), dt.date(2026, 6, 1)
    >>> last_day(trial, [("try", then, None), ("prolong", then, dt.date(2027, 6, 30))]).isoformat()
    '2027-06-30'
    >>> last_day(trial, [("try", then, None), ("make_permanent", then, None)])
    >>> last_day(trial, [("make_permanent", then, None), ("end", then, None)]).isoformat()
    '2026-06-01'
    """
    last = planned
    for outcome, decided_on, until in decisions:
        if outcome == "prolong":
            last = until or last
        elif outcome in ("make_permanent", "end"):
            last = decided_on if outcome == "end" else None
    return last


def facts(outcomes: Sequence[str]) -> NetworkFacts:
    return NetworkFacts(started=bool(outcomes), ended=bool(outcomes) and outcomes[-1] == "end")


def is_registration_number(number: str) -> bool:
    """Whether this can be the registration number of a Swedish organisation.

    >>> is_registration_number("212000-0142"), is_registration_number("212000-0143")
    (True, False)
    """
    return bool(orgnr.is_valid(number))


def is_area(county: str, municipality: str) -> bool:
    """Whether the codes can be Statistics Sweden's of a county and of a municipality in it; either may be missing.

    >>> is_area("12", "1214"), is_area("12", ""), is_area("01", "1214"), is_area("1", "")
    (True, True, False, False)
    """
    digits = all(code == "" or (code.isascii() and code.isdigit()) for code in (county, municipality))
    lengths = len(county) in (0, 2) and len(municipality) in (0, 4)
    return digits and lengths and (not municipality or municipality[:2] == county)


def kind_of(name: str) -> str:
    """What a partner most likely is, by its name: where a list says nothing of it.

    >>> kind_of("Svalövs kommun"), kind_of("Region Skåne"), kind_of("Länsstyrelsen i Skåne"), kind_of("Studieförbundet")
    ('municipality', 'region', 'authority', 'other')
    """
    said = name.casefold()
    words = said.split()
    if said.endswith((" kommun", " stad")):
        return "municipality"
    if words and words[0] in ("region", "landstinget"):
        return "region"
    if said.startswith("länsstyrelsen") or said.endswith(("myndigheten", "verket")):
        return "authority"
    return "university" if "universitet" in said or "högskola" in said else "other"
