"""What is known of an example in numbers: measured by Gehör in its dialogue, or told by its author. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gehor.ground.languages import LocalText
from gehor.process.errors import WrongInput
from gehor.process.indicators import Effect, Unit
from gehor.process.ratings import FEWEST
from gehor.process.words import Channel, Outcome

from .kinds import Field
from .rules import checked_field


class Evidence(StrEnum):
    """Where a figure comes from."""

    MEASURED = "measured"  # counted by Gehör, from what was done in the dialogue
    TOLD = "told"  # by whoever wrote the article


@dataclass(frozen=True)
class Figure:
    code: str
    value: float
    evidence: Evidence


# Code → unit, in the order in which they are shown. Those that gehor.process.indicators has are defined there
UNITS: dict[str, Unit] = {
    "people": Unit.COUNT,
    "reached": Unit.SHARE,
    "population": Unit.COUNT,
    "of_population": Unit.SHARE,
    "contributions": Unit.COUNT,
    "off_web": Unit.SHARE,
    "sek": Unit.SEK,
    "hours": Unit.HOURS,
    "sek_each": Unit.SEK,
    "days_open": Unit.DAYS,
    "days_to_answer": Unit.DAYS,
    "days_late": Unit.DAYS,
    "delivered": Unit.SHARE,
    "followed": Unit.SHARE,
    "measures_done": Unit.SHARE,
    "credible": Unit.SHARE,
}
TELLABLE = ("people", "population", "contributions", "sek", "hours", "days_open", "days_to_answer")
FINDINGS_MOST = 200
_GREATEST = 1e12
_STATEMENT = Field("statement")


@dataclass(frozen=True)
class Weighed:
    """A finding, what was decided on it, and how far it changed the decision."""

    statement: LocalText
    outcome: str
    effect: Effect


@dataclass(frozen=True)
class Measured:
    """What the dialogue says of itself, on one day."""

    as_of: dt.date
    figures: Mapping[str, float]
    channels: Mapping[str, int] = field(default_factory=dict)
    findings: Sequence[Weighed] = ()
    opinions: int = 0  # that the share of those who find it credible is of


def shown(measured: Mapping[str, float | None], told: Mapping[str, float | None]) -> list[Figure]:
    """What is known, each from where it comes. What was measured is never overruled by what somebody tells.

    What is counted out of two figures is measured only where both are.

    >>> [(each.code, each.value, each.evidence.value) for each in shown({"people": 50}, {"population": 1000})]
    [('people', 50, 'measured'), ('population', 1000, 'told'), ('of_population', 0.05, 'told')]
    """
    known = {
        **{code: Figure(code, value, Evidence.TOLD) for code, value in told.items() if value is not None},
        **{code: Figure(code, value, Evidence.MEASURED) for code, value in measured.items() if value is not None},
    }
    for code, part, whole in (("of_population", "people", "population"), ("sek_each", "sek", "people")):
        if code not in known and part in known and whole in known and known[whole].value:
            both = (known[part].evidence, known[whole].evidence)
            evidence = Evidence.TOLD if Evidence.TOLD in both else Evidence.MEASURED
            known[code] = Figure(code, known[part].value / known[whole].value, evidence)
    return [known[code] for code in UNITS if code in known]


def told(given: Mapping[str, Any]) -> dict[str, float]:
    """Figures that somebody tells. Raises WrongInput: not_a_figure."""
    return {code: _number(code, given[code]) for code in TELLABLE if given.get(code) not in (None, "")}


def _number(code: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _GREATEST:
        raise WrongInput("not_a_figure", field=f"figure_{code}")
    if UNITS[code] in (Unit.COUNT, Unit.DAYS) and value != int(value):
        raise WrongInput("not_a_figure", field=f"figure_{code}")
    return value


# As it is stored and goes between libraries


def as_json(measured: Measured) -> dict[str, Any]:
    return {
        "as_of": measured.as_of.isoformat(),
        "figures": {code: measured.figures[code] for code in UNITS if code in measured.figures},
        "channels": dict(measured.channels),
        "findings": [
            {"statement": each.statement, "outcome": each.outcome, "effect": each.effect.value}
            for each in measured.findings
        ],
        "opinions": measured.opinions,
    }


def read(given: Any, *, source: str) -> Measured | None:
    """What as_json wrote; None for nothing. Raises WrongInput for what another library has written wrongly."""
    if not given:
        return None
    try:
        return _read(given, source)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise WrongInput("measured_wrongly", field="measured") from None


def _read(given: Mapping[str, Any], source: str) -> Measured:
    findings = [
        Weighed(
            checked_field(_STATEMENT, row["statement"], source=source) or {},
            Outcome(row["outcome"]).value if row["outcome"] else "",
            Effect(row["effect"]),
        )
        for row in given["findings"][:FINDINGS_MOST]
    ]
    channels = {Channel(code).value: _count(count) for code, count in given["channels"].items()}
    figures = {code: _number(code, value) for code, value in given["figures"].items() if code in UNITS}
    opinions = _count(given["opinions"])
    if opinions < FEWEST:
        figures.pop("credible", None)
    return Measured(dt.date.fromisoformat(given["as_of"]), figures, channels, findings, opinions)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _GREATEST:
        raise ValueError(value)
    return value
