"""What somebody can reckon out who subtracts everything that is shown: margins, crosses, and how many did not say.

Every sum that is shown is an equation, everything hidden is a number that is at least 1, and linear programming says
between which numbers each hidden one must lie. A small one must keep every value from 1 to the largest that is hidden.
Sums of a table's rows and columns are a network, so what is possible in fractions is possible in whole numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
NEAR = 1e-6
NUMBERS_MOST = 3_000  # what is larger is not shown, since it cannot be tried in a moment
WITHOUT_END = 3  # linprog's status


@dataclass(frozen=True)
class ShownMargin:
    """One variable. counts: (values,) people. hidden: (values,). unknown: people of whom it is not known."""

    counts: Counts
    hidden: Mask
    unknown: int


@dataclass(frozen=True)
class ShownTable:
    """Two variables at once. rows, columns: which margins. counts, hidden: (values, values)."""

    rows: int
    columns: int
    counts: Counts
    hidden: Mask


def is_safe(margins: Sequence[ShownMargin], tables: Sequence[ShownTable], *, fewest: int, fewest_crossed: int) -> bool:
    """Whether every small count keeps all its values, for whoever knows everything that is shown.

    fewest, fewest_crossed: counts from 1 to one less are small, in margins and in tables. Deterministic.
    """
    known = _Known(margins, tables)
    return len(known.at) <= NUMBERS_MOST and all(
        known.keeps(place, most) for place, count, most in known.hidden(fewest, fewest_crossed) if 0 < count <= most
    )


class _Known:
    """The equations. Unknown are the hidden counts, and how many of a value did not say the other thing."""

    def __init__(self, margins: Sequence[ShownMargin], tables: Sequence[ShownTable]) -> None:
        self.margins, self.tables = margins, tables
        self.at: dict[Any, int] = {}
        self.equations: list[tuple[dict[int, float], float]] = []
        for index, margin in enumerate(margins):
            if margin.hidden.any():
                places = np.flatnonzero(margin.hidden).tolist()
                self._sum([(("margin", index, at), 1.0) for at in places], float(margin.counts[margin.hidden].sum()))
        for index, table in enumerate(tables):
            self._lines(index, table, table.rows, table.columns, table.counts, table.hidden, "row")
            self._lines(index, table, table.columns, table.rows, table.counts.T, table.hidden.T, "column")

    def _lines(
        self, index: int, table: ShownTable, of: int, beside: int, counts: Counts, hidden: Mask, axis: str
    ) -> None:
        """Of each value: hidden cells + those who did not say the other thing = the margin less what is shown."""
        margin, other = self.margins[of], self.margins[beside]
        silent: list[tuple[Any, float]] = []
        for value in range(len(counts)):
            cells: list[tuple[Any, float]] = [
                (("cell", index, *((value, at) if axis == "row" else (at, value))), 1.0)
                for at in np.flatnonzero(hidden[value]).tolist()
            ]
            shown = float(counts[value][~hidden[value]].sum())
            if other.unknown:
                silent.append(((axis, index, value), 1.0))
                cells.append(silent[-1])
            if margin.hidden[value]:
                self._sum([*cells, (("margin", of, value), -1.0)], -shown)
            else:
                self._sum(cells, float(margin.counts[value]) - shown)
        if silent:  # and the rest of them said neither
            self._sum([*silent, ((axis, index, "neither"), 1.0)], float(other.unknown))

    def _sum(self, parts: Any, total: float) -> None:
        self.equations.append(({self.at.setdefault(key, len(self.at)): sign for key, sign in parts}, total))

    def hidden(self, fewest: int, fewest_crossed: int) -> Iterator[tuple[int, int, int]]:
        """(number, count, the largest small one) of each hidden count."""
        for key, place in self.at.items():
            if key[0] == "margin":
                yield place, int(self.margins[key[1]].counts[key[2]]), fewest - 1
            elif key[0] == "cell":
                yield place, int(self.tables[key[1]].counts[key[2], key[3]]), fewest_crossed - 1

    def keeps(self, place: int, most: int) -> bool:
        """Whether this number can be 1, and can be the most."""
        from scipy.optimize import linprog  # type: ignore[import-untyped]

        goal = np.zeros(len(self.at))
        for sign, end in ((1.0, 1.0), (-1.0, float(most))):
            goal[place] = sign
            found = linprog(goal, A_eq=self.matrix, b_eq=self.totals, bounds=self.bounds, method="highs")
            if found.status != WITHOUT_END and (found.status != 0 or found.fun > sign * end + NEAR):
                return False
        return True

    @cached_property
    def matrix(self) -> Any:
        """(equations, numbers), sparse."""
        from scipy.sparse import coo_array  # type: ignore[import-untyped]

        entries = [(row, at, sign) for row, (parts, _) in enumerate(self.equations) for at, sign in parts.items()]
        rows, columns, signs = zip(*entries, strict=True)
        return coo_array((signs, (rows, columns)), shape=(len(self.equations), len(self.at))).tocsr()

    @property
    def totals(self) -> list[float]:
        return [total for _, total in self.equations]

    @property
    def bounds(self) -> list[tuple[float, None]]:
        """What is hidden is somebody; of a value, nobody need have kept silent."""
        return [(1.0 if key[0] in ("margin", "cell") else 0.0, None) for key in self.at]
