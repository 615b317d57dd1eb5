"""Questions to the database whose statement is written once: putting it together takes Django longer than the answer.

_by_slug = Prepared(lambda slug: Dialogue.objects.select_related("organisation").filter(slug=slug), str)
_by_slug("skolan")  # a list of dialogues, as the query would have found them
"""

import copy
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import BaseIterable
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

STAND_INS: dict[type, tuple[Any, Any]] = {int: (31_001, 31_002), str: ("stands-in-1", "stands-in-2")}
LARGEST = 2**63 - 1  # whole number that a database knows


class _Statement(NamedTuple):
    made: type[BaseIterable[Any]]  # how rows are made of what is found
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: dict[int, int]  # which parameter is which of the values that are asked for


class Prepared(Generic[Row]):
    """make: the query that asks for values of these kinds, each of which it only compares something with."""

    def __init__(self, make: Callable[..., QuerySet[Row]], *kinds: type) -> None:
        self.make, self.kinds = make, kinds
        self._statement: _Statement | None = None

    def __call__(self, *values: int | str) -> list[Row]:
        if any(isinstance(value, int) and abs(value) > LARGEST for value in values):
            return []
        statement = self._statement = self._statement or self._write()
        params = list(statement.params)
        for place, value in statement.places.items():
            params[place] = values[value]
        compiler, query = copy.copy(statement.compiler), copy.copy(statement.compiler.query)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (statement.sql, tuple(params))  # type: ignore[method-assign]
        query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        asked = SimpleNamespace(db=connection.alias, query=query, _known_related_objects={})
        return list(statement.made(asked))  # type: ignore[arg-type]

    def first(self, *values: int | str) -> Row | None:
        return next(iter(self(*values)), None)

    def _write(self) -> _Statement:
        """What differs between the statements of two lists of values are their places."""
        rows = [self.make(*self._stand_ins(which)) for which in (0, 1)]
        compiler, other = (each.query.get_compiler(connection=connection) for each in rows)
        (sql, params), (other_sql, others) = compiler.as_sql(), other.as_sql()
        of_values = list(zip(self._stand_ins(0), self._stand_ins(1), strict=True))
        pairs = enumerate(zip(params, others, strict=True))
        places = {at: of_values.index(pair) for at, pair in pairs if pair[0] != pair[1]}
        assert sql == other_sql and set(places.values()) == set(range(len(self.kinds))), "it compares with each value"
        # What makes Python's values of the database's is the same for each answer, and took half of the time of one
        converters = compiler.get_converters([column for column, *_ in compiler.select or ()])
        compiler.get_converters = lambda _: converters  # type: ignore[method-assign]
        return _Statement(rows[0]._iterable_class, compiler, sql, tuple(params), places)

    def _stand_ins(self, which: int) -> list[Any]:
        """Values of the kinds, all of them different; the second list has none of the first."""
        found = []
        for number, kind in enumerate(self.kinds):
            value = STAND_INS[kind][which]
            found.append(value + 10 * number if kind is int else f"{value}-{number}")
        return found
