"""The evaluation as pages and reports show it: words and numbers in the reader's language, and what pictures need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.feedback.replies.shown import NOTHING, Drawn, draw, percent, svg
from gehor.ground.figures import Figure
from gehor.process import indicators
from gehor.process.indicators import Effect, Kind, Unit

from . import rules, texts
from .queries import Asked, Held, Summary, is_open


def amount(unit: Unit, value: float | None) -> str:
    """A number with its unit, as people write it."""
    if value is None:
        return NOTHING
    whole = round(value)
    shown = whole if unit is not Unit.HOURS or value >= 10 else round(value, 1)
    number = number_format(shown, use_l10n=True, force_grouping=True)
    match unit:
        case Unit.SHARE:
            return percent(value)
        case Unit.DAYS:
            return ngettext("%(number)s day", "%(number)s days", whole) % {"number": number}
        case Unit.HOURS:
            return ngettext("%(number)s hour", "%(number)s hours", whole) % {"number": number}
        case Unit.SEK:
            return _("SEK %(number)s") % {"number": number}
        case _:
            return str(number)


# Indicators


@dataclass(frozen=True)
class Indicated:
    """One indicator with its value and its definition."""

    code: str
    told: texts.Told
    value: str


def figures(values: Mapping[str, float | None]) -> list[tuple[str | Promise, list[Indicated]]]:
    """Kind → the indicators that have a value, in their order. A kind without any is left out."""
    found: dict[Kind, list[Indicated]] = {kind: [] for kind in Kind}
    for code, indicator in indicators.ALL.items():
        if values[code] is not None:
            found[indicator.kind].append(Indicated(code, texts.INDICATORS[code], amount(indicator.unit, values[code])))
    return [(texts.KINDS[kind], rows) for kind, rows in found.items() if rows]


def unknown(values: Mapping[str, float | None]) -> list[str | Promise]:
    """What the indicators are called that have no value."""
    return [texts.INDICATORS[code].name for code, value in values.items() if value is None]


# Planned against actual


@dataclass(frozen=True)
class Line:
    """One thing planned, what became of it, and the difference in words. length: of the drawn bar, in per cent."""

    name: str | Promise
    planned: str
    actual: str
    difference: str
    length: str = ""
    mark: str = ""  # where the plan stands on the same axis


def planned(summary: Summary) -> tuple[list[Line], list[Line]]:
    """Days, and amounts."""
    days = [
        Line(
            texts.DAYS[each.code],
            date_format(each.planned) if each.planned else NOTHING,
            date_format(each.actual) if each.actual else NOTHING,
            _later(each.later),
        )
        for each in summary.days
    ]
    amounts = []
    for each in summary.amounts:
        longest = max(each.planned or 0, each.actual or 0)
        amounts.append(
            Line(
                texts.INDICATORS[each.code].name,
                amount(each.unit, each.planned),
                amount(each.unit, each.actual),
                _("%(share)s of the plan") % {"share": percent(each.share)} if each.share is not None else NOTHING,
                svg((each.actual or 0) / longest) if longest else "",
                svg(each.planned / longest) if longest and each.planned else "",
            )
        )
    return days, amounts


def _later(days: int | None) -> str:
    if days is None:
        return NOTHING
    if days == 0:
        return _("As planned")
    if days > 0:
        return ngettext("%(days)s day later", "%(days)s days later", days) % {"days": Figure(days)}
    return ngettext("%(days)s day earlier", "%(days)s days earlier", -days) % {"days": Figure(-days)}


# Effect


def effects(summary: Summary) -> list[tuple[str | Promise, int]]:
    return [(texts.EFFECTS[effect][0], summary.effects[effect]) for effect in reversed(Effect)]


# Questions


@dataclass(frozen=True)
class Question:
    words: str | Promise
    rows: Sequence[Drawn]


@dataclass(frozen=True)
class Answers:
    """One part as it was asked."""

    asked: Asked
    name: str | Promise
    turnout: Sequence[tuple[str | Promise, str]]  # group → how many answered, in a sentence
    questions: Sequence[Question]

    @property
    def is_open(self) -> bool:
        """Some of those who are asked can still answer."""
        return self.asked.round is not None and is_open(self.asked.round)


def answers(asked: Iterable[Asked]) -> list[Answers]:
    return [_answers(each) for each in asked]


def _answers(asked: Asked) -> Answers:
    turnout = [(texts.GROUPS[group], _turnout(each.turnout)) for group, each in asked.groups.items()]
    seen = {group: each for group, each in asked.groups.items() if not each.turnout.is_few and each.turnout.answered}
    questions = [
        Question(texts.QUESTIONS[code], [draw(texts.GROUPS[group], each.shares[code]) for group, each in seen.items()])
        for code in rules.QUESTIONS[asked.part]
        if seen
    ]
    return Answers(asked, texts.PARTS[asked.part][0], turnout, questions)


def _turnout(turnout: rules.Turnout) -> str:
    if turnout.answered is None:
        return _("Fewer than five answered, so nothing is shown.")
    if turnout.of_answers:
        words = ngettext("%(n)s ratings of %(of)s answer.", "%(n)s ratings of %(of)s answers.", turnout.of_answers)
        return words % {"n": Figure(turnout.answered), "of": Figure(turnout.of_answers)}
    said = [ngettext("%(n)s answer", "%(n)s answers", turnout.answered) % {"n": Figure(turnout.answered)}]
    if turnout.rate is not None:
        share = {"rate": percent(turnout.rate), "asked": Figure(turnout.asked)}
        said.append(_("%(rate)s of the %(asked)s who were asked by link or code") % share)
    if turnout.on_paper:
        said.append(_("%(n)s of them on paper") % {"n": Figure(turnout.on_paper)})
    return "; ".join(said) + "."


# Comparison

CREDIBLE = "credible"  # beside the indicators: what participants say of the handling
COMPARED = (
    "days_to_answer",
    "days_late",
    "reached",
    "people",
    "off_web",
    "followed",
    "delivered",
    "measures_done",
    CREDIBLE,
    "hours_each",
    "sek_each",
)


def compared_names() -> list[tuple[str, str | Promise]]:
    return [(code, name_of(code)) for code in COMPARED]


def name_of(code: str) -> str | Promise:
    if code == CREDIBLE:
        return _("Participants who find the handling credible")
    return texts.INDICATORS[code].name


def unit_of(code: str) -> Unit:
    return Unit.SHARE if code == CREDIBLE else indicators.ALL[code].unit


def value_of(code: str, held: Held) -> float | None:
    return held.credible if code == CREDIBLE else held.values[code]


@dataclass(frozen=True)
class Bar:
    held: Held
    value: str
    length: str


@dataclass(frozen=True)
class Year:
    """The dialogues of one year, by one indicator."""

    year: int
    bars: Sequence[Bar]
    middle: str  # the median


def years(code: str, held: Iterable[Held]) -> list[Year]:
    """The latest first. Bars stand on one axis for all years."""
    rows = list(held)
    longest = max((value for each in rows if (value := value_of(code, each)) is not None), default=0)
    return [
        Year(
            year,
            [
                Bar(each, amount(unit_of(code), value), svg(value / longest) if value and longest else "0")
                for each in rows
                if each.year == year
                for value in [value_of(code, each)]
            ],
            _middle(code, [each for each in rows if each.year == year]),
        )
        for year in sorted({each.year for each in rows}, reverse=True)
    ]


def _middle(code: str, held: Sequence[Held]) -> str:
    known = [value for each in held if (value := value_of(code, each)) is not None]
    return amount(unit_of(code), median(known)) if known else NOTHING


@dataclass(frozen=True)
class Row:
    held: Held
    cells: Sequence[tuple[str | Promise, str]]


def table(held: Iterable[Held]) -> list[Row]:
    """Every dialogue with all that is compared."""
    return [
        Row(each, [(name_of(code), amount(unit_of(code), value_of(code, each))) for code in COMPARED]) for each in held
    ]


@dataclass(frozen=True)
class Together:
    """All dialogues of one year counted together."""

    year: int
    dialogues: int
    decided: int  # those in which a body has decided on every finding
    in_time: int  # answered by the promised day
    answered: int
    evaluated: int  # asked those who took part


def together(held: Iterable[Held]) -> list[Together]:
    rows = list(held)
    return [
        Together(
            year,
            dialogues=len(those),
            decided=sum(each.values["decided_share"] == 1 for each in those),
            in_time=sum(each.values["days_late"] == 0 for each in those),
            answered=sum(each.values["days_late"] is not None for each in those),
            evaluated=sum(each.is_evaluated for each in those),
        )
        for year in sorted({each.year for each in rows}, reverse=True)
        if (those := [each for each in rows if each.year == year])
    ]
