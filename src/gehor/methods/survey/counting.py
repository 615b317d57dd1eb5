"""What came of a survey: a table for each question, in plain Python. Whole numbers and fractions, whatever the order.

Shares are of those who answered the question; they have an interval only where those were drawn by lot. How many left
it out, did not wish to answer or were not asked stands below its table. Several answers by one person are counted per
option, so that the shares add up to more than the whole.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gehor.calc.geo.squares import squares
from gehor.process.asking import DECLINED, OPEN, Kind, LocalText, Question, Values, asked, is_asked
from gehor.process.method import DRAWN, Figure, Line, OnMap, Outcome, Said, Table
from gehor.process.ratings import FEWEST
from gehor.process.words import Channel

from .rules import questions

IN_OWN_WORDS = {"sv": "Svar med egna ord", "en": "Answers in people’s own words"}
FEW, IN_WORDS = "few", "in_words"
PLACED = {
    FEW: {"sv": f"Rutor med färre än {FEWEST} svar var", "en": f"Squares with fewer than {FEWEST} answers each"},
    IN_WORDS: {"sv": "Bara beskrivet med ord", "en": "Told in words alone"},
}
MONTHS_MOST = 36


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    whole = asked(questions(setup))
    ballots = [cast.values for cast in said.casts]
    counted = [each for each in whole if each.kind not in OPEN]
    drawn = bool(setup.get(DRAWN))
    tables = [_table(each, ballots, drawn) for each in counted]
    if open_ := [each for each in whole if each.kind in OPEN]:
        tables.append(_in_own_words(open_, said))
    keys = {each.key for each in counted}
    answers = [any(not is_declined(value) for key, value in values.items() if key in keys) for values in ballots]
    return Outcome(
        people=len({cast.voter for cast in said.casts}),
        by_channel={channel: sum(cast.channel is channel for cast in said.casts) for channel in Channel},
        unknown=answers.count(False),
        tables=tuple(tables),
    )


def is_declined(value: Any) -> bool:
    return isinstance(value, Mapping) and DECLINED in value


def _table(question: Question, ballots: Sequence[Values], drawn: bool) -> Table:
    given = [values[question.key] for values in ballots if question.key in values]
    answers = [value for value in given if not is_declined(value)]
    met = sum(is_asked(question, values) for values in ballots)
    columns, lines, more = _MADE[question.kind](question, answers, drawn)
    below = [
        ("answered", len(answers)),
        ("declined", len(given) - len(answers)),
        ("left_out", met - sum(is_asked(question, values) for values in ballots if question.key in values)),
        ("not_asked", len(ballots) - met),
    ]
    return Table(
        question.key,
        question.label,
        columns,
        tuple(lines),
        picture="stacked" if question.kind is Kind.MATRIX else "bars",
        below=(*more, *((code, Figure(count)) for code, count in below if count or code == "answered")),
        people=len(answers),
        background=question.background,
        on_map=OnMap.COUNTS if question.kind is Kind.PLACE else None,
    )


Made = tuple[tuple[str | LocalText, ...], list[Line], tuple[tuple[str, Figure], ...]]


def _options(question: Question, answers: Sequence[Any], drawn: bool) -> Made:
    """ONE and SEVERAL: of those who answered, how many chose it."""
    chosen = Counter(key for value in answers for key in (value if isinstance(value, list) else [value]))
    lines = [
        Line(each.key, each.label, (Figure.share(chosen[each.key], len(answers), drawn=drawn),))
        for each in question.options
    ]
    return ("share",), lines, ()


def _steps(question: Question, answers: Sequence[int], drawn: bool) -> Made:
    chosen, names = Counter(answers), step_names(question)
    lines = [
        Line(str(step), names[step], (Figure.share(chosen[step], len(answers), drawn=drawn),))
        for step in question.steps
    ]
    return ("share",), lines, _middle(list(map(Fraction, answers)))


def _matrix(question: Question, answers: Sequence[Mapping[str, int]], drawn: bool) -> Made:
    """A line for each row; of those who answered it, how many chose each step, and how many they are."""
    lines = []
    for row in question.rows:
        chosen = Counter(value[row.key] for value in answers if row.key in value)
        of = chosen.total()
        shares = (Figure(chosen[step], of) for step in question.steps)
        lines.append(Line(row.key, row.label, (*shares, Figure(of))))
    return (*step_names(question).values(), "answered"), lines, ()


def _ranks(question: Question, answers: Sequence[Sequence[str]], drawn: bool) -> Made:
    lines = []
    for option in question.options:
        places = [value.index(option.key) + 1 for value in answers if option.key in value]
        first = Figure.share(places.count(1), len(answers), drawn=drawn)
        lines.append(Line(option.key, option.label, (first, Figure(len(places)), Figure(mean(places)))))
    return ("first", "placed", "mean_place"), lines, ()


def _points(question: Question, answers: Sequence[Mapping[str, int]], drawn: bool) -> Made:
    lines = []
    for option in question.options:
        given = [value.get(option.key, 0) for value in answers]
        lines.append(Line(option.key, option.label, (Figure(sum(given)), Figure(mean(given)))))
    return ("sum", "mean"), lines, ()


def _number(question: Question, answers: Sequence[str], drawn: bool) -> Made:
    return ("mean",), [], _middle([Fraction(value) for value in answers])


def _months(question: Question, answers: Sequence[str], drawn: bool) -> Made:
    """By month, or by year where the months would be too many."""
    length = 7 if len({value[:7] for value in answers}) <= MONTHS_MOST else 4
    chosen = Counter(value[:length] for value in answers)
    lines = [
        Line(each, {"sv": each, "en": each}, (Figure.share(chosen[each], len(answers), drawn=drawn),))
        for each in sorted(chosen)
    ]
    return ("share",), lines, ()


def _places(question: Question, answers: Sequence[Mapping[str, Any]], drawn: bool) -> Made:
    """How many in each square of the map; in which fewer than five are, all together: a place can point out a home."""
    pairs = [value.get("coordinates") for value in answers]
    marked = [(float(pair[0]), float(pair[1])) for pair in pairs if pair]
    found = squares(marked, fewest=FEWEST)
    lines = [
        Line(each.key, _around(each.middle), (Figure.share(each.count, len(answers), drawn=drawn),), (each.geometry,))
        for each in found
    ]
    rest = {FEW: len(marked) - sum(each.count for each in found), IN_WORDS: len(answers) - len(marked)}
    lines += [
        Line(key, PLACED[key], (Figure.share(count, len(answers), drawn=drawn),))
        for key, count in rest.items()
        if count
    ]
    return ("share",), lines, (("square", Figure(found[0].metres)),) if found else ()


def _around(place: tuple[float, float]) -> LocalText:
    lon, lat = place
    return {
        "sv": f"Ruta kring {lat:.4f} N, {lon:.4f} Ö".replace(".", ","),
        "en": f"Square around {lat:.4f} N, {lon:.4f} E",
    }


_MADE: dict[Kind, Callable[[Question, Any, bool], Made]] = {
    Kind.ONE: _options,
    Kind.SEVERAL: _options,
    Kind.SCALE: _steps,
    Kind.MATRIX: _matrix,
    Kind.RANK: _ranks,
    Kind.POINTS: _points,
    Kind.NUMBER: _number,
    Kind.DATE: _months,
    Kind.PLACE: _places,
}


def _in_own_words(open_: Sequence[Question], said: Said) -> Table:
    """How many have written something: what they wrote stands among the contributions."""
    written = Counter(item.values.get("question") for item in said.items)
    lines = tuple(Line(each.key, each.label, (Figure(written[each.key]),)) for each in open_)
    return Table("in_own_words", IN_OWN_WORDS, ("count",), lines)


def step_names(question: Question) -> dict[int, LocalText]:
    """Step → its number, with its name where it has one."""
    names = {each.key: each.label for each in question.options}
    plain = {"sv": "{}", "en": "{}"}
    return {
        step: {language: f"{step} – {text}" for language, text in names[str(step)].items()}
        if str(step) in names
        else {language: text.format(step) for language, text in plain.items()}
        for step in question.steps
    }


def mean(values: Sequence[int | Fraction]) -> Fraction:
    return Fraction(sum(values), len(values)) if values else Fraction()


def median(values: Sequence[Fraction]) -> Fraction:
    """
    >>> median([Fraction(4), Fraction(1), Fraction(2), Fraction(2)])
    Fraction(2, 1)
    """
    found = sorted(values)
    return (found[(len(found) - 1) // 2] + found[len(found) // 2]) / 2 if found else Fraction()


def _middle(values: Sequence[Fraction]) -> tuple[tuple[str, Figure], ...]:
    return (("mean", Figure(mean(values))), ("median", Figure(median(values)))) if values else ()
