"""Pure: what kind of file a source is, and the findings that a table holds."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from gehor.ground.errors import WrongInput
from gehor.ground.reading import Table

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COUNT_MOST = 10_000_000
PAGE_LONGEST = 40
FINDINGS_MOST = 500

# Column → the words that may stand at its head
COLUMNS = {
    "number": ("number", "nummer", "nr"),
    "statement": ("statement", "finding", "slutsats"),
    "explanation": ("explanation", "förklaring"),
    "contributions": ("contributions", "number of contributions", "bidrag", "antal bidrag"),
    "page": ("page", "sida"),
}


@dataclass(frozen=True)
class Brought:
    """One finding as somebody found it in a source. None and empty: the source does not say."""

    statement: str
    explanation: str = ""
    contributions: int | None = None
    page: str = ""
    number: int | None = None


def is_docx(data: bytes) -> bool:
    """Whether this is a Word document that runs nothing."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            names = set(parts.namelist())
    except zipfile.BadZipFile:
        return False
    return "word/document.xml" in names and not any(name.lower().endswith("vbaproject.bin") for name in names)


def brought(table: Table) -> list[Brought]:
    """The findings of a table, in the order of their numbers where they have some. Raises WrongInput for the first
    thing that is wrong, with the row as the spreadsheet shows it."""
    places = _places(table.columns)
    if len(table.rows) > FINDINGS_MOST:
        raise WrongInput("too_many_findings", field="file", most=FINDINGS_MOST)
    if table.problems and any(problem.blocks for problem in table.problems):
        wrong = next(problem for problem in table.problems if problem.blocks)
        raise WrongInput("row_does_not_fit", field="file", row=wrong.row)
    found: list[Brought] = []
    for line in table.rows:
        said = {name: " ".join(line.cells[place].split()) for name, place in places.items() if name != "explanation"}
        if not said["statement"]:
            raise WrongInput("row_without_statement", field="file", row=line.number)
        if len(said.get("page", "")) > PAGE_LONGEST:
            raise WrongInput("page_too_long", field="file", row=line.number, longest=PAGE_LONGEST)
        found.append(
            Brought(
                statement=said["statement"],
                explanation=line.cells[places["explanation"]].strip() if "explanation" in places else "",
                contributions=_whole(said.get("contributions", ""), "contributions", line.number),
                page=said.get("page", ""),
                number=_whole(said.get("number", ""), "number", line.number),
            )
        )
    _refuse_twice([each.number for each in found])
    return sorted(found, key=lambda each: (each.number is None, each.number or 0))


def _places(columns: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    unknown = []
    for place, head in enumerate(columns):
        name = next((name for name, words in COLUMNS.items() if head.strip().casefold() in words), None)
        if name is None or name in places:
            unknown.append(head)
        else:
            places[name] = place
    if unknown:
        known = ", ".join(words[0] for words in COLUMNS.values())
        raise WrongInput("unknown_columns", field="file", columns=", ".join(unknown)[:200], known=known)
    if "statement" not in places:
        raise WrongInput("no_statement_column", field="file")
    return places


def _whole(cell: str, column: str, row: int) -> int | None:
    """A whole number, or None for an empty cell: unknown, not nought."""
    digits = cell.replace(" ", "").replace("\u00a0", "")
    if not digits:
        return None
    if not digits.isascii() or not digits.isdigit() or int(digits[:12]) > COUNT_MOST:
        raise WrongInput("not_a_count", field="file", row=row, column=column, cell=cell[:40])
    return int(digits)


def _refuse_twice(numbers: Sequence[int | None]) -> None:
    named = [number for number in numbers if number is not None]
    for number in named:
        if named.count(number) > 1:
            raise WrongInput("number_twice", field="file", number=number)
