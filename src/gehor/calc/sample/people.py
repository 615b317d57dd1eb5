"""Who took part: their coarse background answers, one row each, and what they answered if it is to be weighed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..tables import Part, Rows, opened, plain, unique
from .population import OUTSIDE, SMALL_AREA, Population, Variable

NO_ANSWER = frozenset(
    {
        *("", "-", "na", "n/a", "null", "none", "ej svar", "inget svar", "vill inte svara", "vill ej svara"),
        *("vill inte uppge", "do not wish to say", "do not wish to answer", "prefer not to say"),
    }
)
UNKNOWN = NO_ANSWER | {"?", "unknown", "okänd", "okänt", "uppgift saknas", "vet inte", "vet ej"}  # of oneself
ANSWERS_MOST = 200
IDS = ("id", "participant", "deltagare", "nationbuilder_id", "receipt", "kvittokod")


@dataclass(frozen=True)
class People:
    """ids: one for each. codes: variable → (n,) index of the value in the population, -1 where it is unknown.

    answers: question → (options, those that most gave first, (n,) index, -1 for no answer).
    """

    ids: tuple[str, ...]
    codes: Mapping[str, NDArray[np.int16]]
    answers: Mapping[str, tuple[tuple[str, ...], NDArray[np.int16]]]

    def __len__(self) -> int:
        return len(self.ids)


def read_people(
    path: Path,
    population: Population,
    *,
    answers: Sequence[str] = (),
    progress: Callable[[float], None] = lambda done: None,
) -> People:
    """The people of a CSV file.

    Columns that are called as a variable of the population are background answers; answers: further columns to be
    weighed. The id column may lack: then people are numbered by their row. Read some rows at a time; progress is told
    how much of the file is read, of 1. Raises BadInput, for a value that the population does not know too: coarser or
    finer groups are said with a file of groups.
    """
    with opened(path) as table:
        background = {
            name: _Background(table, column, variable)
            for name, variable in population.variables.items()
            if (column := table.column(name)) is not None
        }
        if not background:
            raise BadInput(
                "people_no_variable",
                file=path,
                row=1,
                known=", ".join(population.variables)[:200],
                columns=", ".join(table.columns)[:200],
            )
        asked = {name: _Answers(table, table.must_have(name)) for name in answers}
        ids = _Ids(table)
        columns: list[_Ids | _Background | _Answers] = [ids, *background.values(), *asked.values()]
        for part in table:
            for each in columns:
                each.take(part)
            progress(part.done)
    return People(
        ids.all(),
        {name: np.concatenate(each.codes) for name, each in background.items()},
        {name: each.all() for name, each in asked.items()},
    )


class _Ids:
    """The ids of people, or their numbers where no column holds ids."""

    def __init__(self, table: Rows) -> None:
        self.file, self.column = table.file, table.column(*IDS)
        self.ids: list[str] = []
        self.lines: list[Sequence[int]] = []

    def take(self, part: Part) -> None:
        begin = len(self.ids)
        self.ids += part.cells(self.column) if self.column else map(str, range(begin + 1, begin + len(part.rows) + 1))
        self.lines.append(part.lines)

    def all(self) -> tuple[str, ...]:
        """BadInput for one that stands twice, or nowhere. Where all hashes differ, so do the words."""
        marks = np.fromiter(map(hash, self.ids), dtype=np.int64, count=len(self.ids))
        marks.sort()
        if self.column and ("" in self.ids or (marks[1:] == marks[:-1]).any()):
            unique(zip(chain.from_iterable(self.lines), self.ids, strict=True), file=self.file, column=self.column)
        return tuple(self.ids)


class _Background(dict[str, int]):
    """What is written in a cell → the index of the value, -1 for unknown; filled as words are met."""

    def __init__(self, table: Rows, column: str, variable: Variable) -> None:
        self.file, self.column, self.variable = table.file, column, variable
        self.codes: list[NDArray[np.int16]] = []
        self._place = variable.places

    def take(self, part: Part) -> None:
        cells = part.cells(self.column)
        try:
            codes = np.fromiter(map(self.__getitem__, cells), dtype=np.int16, count=len(cells))
        except KeyError as strange:
            word = str(strange.args[0])
            row = part.lines[cells.index(word)]
            raise self._refusal(word, row) from None
        self.codes.append(codes)

    def _refusal(self, word: str, row: int) -> BadInput:
        area = SMALL_AREA.fullmatch(word)
        is_of_another = area is not None and plain(area[1]) in self._place
        return BadInput(
            "people_other_division" if is_of_another else "people_unknown_value",
            file=self.file,
            row=row,
            column=self.column,
            word=word[:60],
            known=_few(self.variable.values),
            division=self.variable.division,
        )

    def __missing__(self, cell: str) -> int:
        word = plain(cell)
        if word not in self._place and word not in UNKNOWN:
            raise KeyError(cell)
        self[cell] = code = self._place.get(word, -1)
        return code


def _few(values: Sequence[str]) -> str:
    few = [value for value in values if value != OUTSIDE][:8]
    return ", ".join(few)[:300] + (" …" if len(values) > len(few) else "")


class _Answers(dict[str, int]):
    """What is written in a cell → the index of the option, -1 for no answer; filled as options are met."""

    def __init__(self, table: Rows, column: str) -> None:
        self.file, self.column = table.file, column
        self.options: list[str] = []
        self.codes: list[NDArray[np.int16]] = []

    def take(self, part: Part) -> None:
        cells = part.cells(self.column)
        self.codes.append(np.fromiter(map(self.__getitem__, cells), dtype=np.int16, count=len(cells)))

    def __missing__(self, cell: str) -> int:
        self[cell] = code = -1 if plain(cell) in NO_ANSWER else len(self.options)
        if code >= 0:
            self.options.append(cell)
        if len(self.options) > ANSWERS_MOST:
            raise BadInput("people_too_many_answers", file=self.file, column=self.column, most=ANSWERS_MOST)
        return code

    def all(self) -> tuple[tuple[str, ...], NDArray[np.int16]]:
        if not self.options:
            raise BadInput("people_no_answers", file=self.file, column=self.column)
        codes = np.concatenate(self.codes)
        counts = np.bincount(codes[codes >= 0], minlength=len(self.options)).tolist()
        order = sorted(range(len(self.options)), key=lambda at: (-counts[at], self.options[at]))
        place = np.empty(len(order) + 1, dtype=np.int16)  # the last is that of no answer
        place[[*order, -1]] = [*range(len(order)), -1]
        return tuple(self.options[at] for at in order), place[codes]
