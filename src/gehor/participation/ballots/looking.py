"""What a file of ballots would become if it were brought in. Nothing is stored here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gehor.calc.text.keys import search_key
from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.progress import through
from gehor.ground.reading import Line, Problem, Table, imported_cell
from gehor.participation.intake.looking import channel_words
from gehor.participation.reading import Checked, reader, suggest_mapping
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.asking import Question
from gehor.process.words import Channel

from .casting import checker
from .items import asked_on
from .rules import Filled

BESIDE = ("channel", "received", "language")  # found by what such columns are usually called
PERSON = "person"
PERSON_WORDS = frozenset({"person", "svarande", "respondent", "voter", "deltagare", "participant"})
_ANSWER = "q."  # before the name of a question's column, among parts


@dataclass(frozen=True)
class Found:
    """Which columns of a file are known. parts: q.<column of a question>, person, channel, … → number of the column."""

    questions: tuple[Question, ...]
    parts: Mapping[str, int]

    @property
    def answers(self) -> dict[str, int]:
        """Column of a question → number of the file's column."""
        return {part.removeprefix(_ANSWER): place for part, place in self.parts.items() if part.startswith(_ANSWER)}

    @property
    def beside(self) -> dict[str, int]:
        """The other parts → number of the file's column."""
        return {part: place for part, place in self.parts.items() if not part.startswith(_ANSWER)}


def questions_of(activity: Activity) -> tuple[Question, ...]:
    return asked_on(activity)


def found(activity: Activity, table: Table) -> Found:
    """Raises WrongInput no_question_column where no column is called as one of a question."""
    questions = questions_of(activity)
    names = {column.name.lower(): column.name for column in asking.columns(questions)}
    parts, rest = {}, []
    for place, column in enumerate(table.columns):
        name = names.pop(column.strip().lower(), None)
        if name:
            parts[_ANSWER + name] = place
        else:
            rest.append(column)
    if not parts:
        raise WrongInput("no_question_column", word=", ".join(table.columns)[:200])
    guessed = suggest_mapping(rest)
    beside = {part: getattr(guessed, part) for part in BESIDE if getattr(guessed, part)}
    if person := next((column for column in rest if search_key(column) in PERSON_WORDS), None):
        beside[PERSON] = person
    return Found(questions, {**parts, **{part: table.columns.index(column) for part, column in beside.items()}})


def look(activity: Activity, table: Table, known: Found, *, channel: str, language: str) -> Checked:
    """What every row would become, and what is wrong with the rest. channel, language: of rows that do not say."""
    read = reader(table.columns, dict(known.parts), channel_words=channel_words(activity), today=clock.today())
    check = checker(activity)
    problems = list(table.problems)
    broken = {problem.row for problem in table.problems if problem.blocks}
    ready, skipped = [], []
    for line in through("checking", table.rows, len(table.rows)):
        if line.number in broken:
            continue
        if not any(line.cells[place].strip() for place in known.answers.values()):
            skipped.append(line.number)
            continue
        given, faults = read(line)
        values = {} if faults else _values(line, given, known, table, check, faults)
        problems += faults
        if not faults:
            told = {part: given[part] for part in (PERSON, "received") if part in given}
            how = Channel(given.get("channel") or channel)
            ready.append(Filled(line.number, values, channel=how, language=given.get("language") or language, **told))
    problems.sort(key=lambda problem: problem.row or 0)
    return Checked(tuple(ready), tuple(problems), tuple(skipped))


def _values(
    line: Line,
    given: Mapping[str, Any],
    known: Found,
    table: Table,
    check: Any,
    faults: list[Problem],
) -> dict[str, Any]:
    """The answers of a row in their one form; what is wrong with them is put among the faults."""
    cells = {name: imported_cell(given[_ANSWER + name]) for name in known.answers if _ANSWER + name in given}
    try:
        return check(asking.from_cells(known.questions, cells))
    except WrongInput as refusal:
        field = refusal.params.get("field")
        places = [place for name, place in known.answers.items() if name.partition(".")[0] == field]
        column = table.columns[places[0]] if len(places) == 1 else field
        params = {name: value for name, value in refusal.params.items() if name != "field"}
        faults.append(Problem(line.number, column, refusal.code, params))
        return {}
