"""Who took part: their coarse background answers, one row each, and what they answered if it is to be weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..tables import Table, plain, read_csv, unique
from .population import OUTSIDE, Population

NO_ANSWER = frozenset(
    {
        *("", "-", "na", "n/a", "null", "none", "ej svar", "inget svar", "vill inte svara", "vill ej svara"),
        *("vill inte uppge", "do not wish to say", "do not wish to answer", "prefer not to say"),
    }
)
UNKNOWN = NO_ANSWER | {"?", "unknown", "okänd", "okänt", "uppgift saknas", "vet inte", "vet ej"}  # of oneself
IDS = ("id", "participant", "deltagare", "nationbuilder_id", "receipt", "kvittokod")


@dataclass(frozen=True)
class People:
    """ids: one for each. codes: variable → (n,) index of the value in the population, -1 where it is unknown.

    answers: question → (options in the order in which they are first met, (n,) index, -1 for no answer).
    """

    ids: tuple[str, ...]
    codes: Mapping[str, NDArray[np.int16]]
    answers: Mapping[str, tuple[tuple[str, ...], NDArray[np.int16]]]

    def __len__(self) -> int:
        return len(self.ids)


def read_people(path: Path, population: Population, *, answers: Sequence[str] = ()) -> People:
    """The people of a CSV file.

    Columns that are called as a variable of the population are background answers; answers: further columns to be
    weighed. The id column may lack: then people are numbered by their row. Raises BadInput, for a value that the
    population does not know too: coarser or finer groups are said with a file of groups.
    """
    table = read_csv(path)
    shared = {name: column for name in population.variables if (column := table.column(name)) is not None}
    if not shared:
        raise BadInput(
            "people_no_variable",
            file=path,
            row=1,
            known=", ".join(population.variables),
            columns=", ".join(table.columns),
        )
    column = table.column(*IDS)
    ids = table.cells(column) if column else tuple(map(str, range(1, len(table.rows) + 1)))
    if column:
        unique(zip(table.lines, ids, strict=True), file=table.file, column=column)
    codes = {name: _codes(table, own, population.variables[name].values) for name, own in shared.items()}
    asked = {name: _answers(table, table.must_have(name)) for name in answers}
    return People(ids, codes, asked)


def _codes(table: Table, column: str, values: Sequence[str]) -> NDArray[np.int16]:
    place: dict[str, int] = {plain(value): index for index, value in enumerate(values)}
    found = np.empty(len(table.rows), dtype=np.int16)
    known: dict[str, int] = {}
    for index, (line, cell) in enumerate(zip(table.lines, table.cells(column), strict=True)):
        code: Any = known.get(cell)
        if code is None:
            code = place.get(plain(cell), -1 if plain(cell) in UNKNOWN else None)
            if code is None:
                raise BadInput(
                    "people_unknown_value", file=table.file, row=line, column=column, word=cell[:60], known=_few(values)
                )
            known[cell] = code
        found[index] = code
    return found


def _few(values: Sequence[str]) -> str:
    few = [value for value in values if value != OUTSIDE][:8]
    return ", ".join(few) + (" …" if len(values) > len(few) else "")


def _answers(table: Table, column: str) -> tuple[tuple[str, ...], NDArray[np.int16]]:
    cells = table.cells(column)
    options: dict[str, int] = {}
    codes = np.array(
        [-1 if plain(cell) in NO_ANSWER else options.setdefault(cell, len(options)) for cell in cells], dtype=np.int64
    )
    if not options:
        raise BadInput("people_no_answers", file=table.file, column=column)
    if len(options) > 200:
        raise BadInput("people_too_many_answers", file=table.file, column=column, count=len(options))
    return tuple(options), codes.astype(np.int16)
