"""Storing one new row where thousands are stored: the statement is put together once, not for each of them."""

import json
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.sql import InsertQuery

Row = TypeVar("Row", bound=models.Model)
put_aside: ContextVar[Callable[..., object] | None] = ContextVar("put_aside", default=None)
MOST_HOLES = 8000  # values in one statement: SQLite takes four times as many, and is not quicker for it


def insert(row: Row) -> Row:
    """As row.save() for a row that is new, in half the time. Our models have no signals and no save of their own."""
    if put := put_aside.get():
        put([row], numbered=True)
        return row
    database = connections[DEFAULT_DB_ALIAS]  # this thread's own, found once
    sql, fields = _statement(type(row), database.vendor)
    with database.cursor() as cursor:
        cursor.execute(sql, _values(row, fields, database))
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, database.alias
    return row


def insert_many(rows: Sequence[Row], *, numbered: bool = True) -> Sequence[Row]:
    """As bulk_create for thousands of new rows, and quicker. What is put aside (aside.py) is stored later.

    numbered: whether anything asks for the numbers of the new rows: on SQLite each row that a statement gives back lets
    other threads come between. What several rows in a row have in common, such as their activity, is made ready for the
    database once.
    """
    if not rows:
        return rows
    if put := put_aside.get():
        put(rows, numbered=numbered)
        return rows
    alias = DEFAULT_DB_ALIAS
    sql, fields = _statement(type(rows[0]), connections[alias].vendor)
    if not numbered:
        _written(rows, sql.partition(" RETURNING ")[0], fields)
        return rows
    for row, number in zip(rows, _written(rows, sql, fields), strict=True):
        row.pk, row._state.adding, row._state.db = number, False, alias
    return rows


def write_aside(rows: Sequence[models.Model], *, into: str, numbered: bool) -> None:
    """Rows of one model into another table with the same columns: with their numbers, where they have some."""
    database, own = connections[DEFAULT_DB_ALIAS], rows[0]._meta
    sql, fields = _statement(type(rows[0]), database.vendor)
    head, _, holes = sql.partition(" RETURNING ")[0].partition(" VALUES ")
    names = head[head.index("(") + 1 :]
    if numbered:
        names, holes = f"{database.ops.quote_name(own.pk.column)}, {names}", f"(%s, {holes[1:]}"
        fields = (own.pk, *fields)
    _written(rows, " ".join(("INSERT INTO", into, f"({names} VALUES {holes}")), fields)


def _written(rows: Sequence[models.Model], sql: str, fields: Sequence[models.Field]) -> list[int]:
    """Many rows by the statement for one. Gives the numbers for which it asks."""
    database = connections[DEFAULT_DB_ALIAS]
    head, returning, back = sql.partition(" RETURNING ")
    head, _, holes = head.partition(" VALUES ")
    at_once = MOST_HOLES // len(fields)
    ready = [_column(field, rows, database) for field in fields]
    found: list[int] = []
    with database.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            columns = (column[start : start + at_once] for column in ready)
            values = [value for row in zip(*columns, strict=True) for value in row]
            count = len(values) // len(fields)
            cursor.execute(f"{head} VALUES {', '.join([holes] * count)}{returning}{back}", values)
            found += [number for (number,) in cursor.fetchall()] if back else []
    return found


def _column(field: models.Field, rows: Sequence[models.Model], database: BaseDatabaseWrapper) -> list[Any]:
    """What stands in one column of all rows, ready for the database."""
    found, before, ready = [], object(), None
    for row in rows:
        value = field.pre_save(row, add=True)
        if value is not before:
            before, ready = value, field.get_db_prep_save(value, database)
        found.append(ready)
    return found


def delete_many(rows: models.QuerySet[Any]) -> None:
    """As rows.delete() for thousands of rows, and quicker: neither they nor what goes with them is read.

    Inside a transaction. Raises ProtectedError or RestrictedError where something rests on them that stays.
    """
    found = rows.model._meta.get_fields(include_hidden=True)
    relations = [each for each in found if isinstance(each, ForeignObjectRel) and not each.many_to_many]
    for relation in sorted(relations, key=lambda each: each.on_delete is not models.CASCADE):
        resting = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
        if not resting.exists():
            continue
        if relation.on_delete is not models.CASCADE:
            rows.delete()
            return
        delete_many(resting)
    rows._raw_delete(rows.db)


def among(numbers: Iterable[int]) -> RawSQL:
    """These, in a condition such as pk__in=among(numbers): one value, however many thousands they are."""
    read = "SELECT value FROM json_each(%s)"
    if connection.vendor == "postgresql":
        read = "SELECT each.value::bigint FROM json_array_elements_text(%s::json) AS each(value)"
    return RawSQL(read, [json.dumps(list(numbers))])


def _values(row: models.Model, fields: Sequence[models.Field], database: BaseDatabaseWrapper) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]


@cache
def _statement(model: type[models.Model], vendor: str) -> tuple[str, tuple[models.Field, ...]]:
    """INSERT … RETURNING the number that the database gives, and the fields in the order of the holes."""
    assert model._meta.auto_field is not None and not model._meta.parents, "rows with a number of their own"
    fields = tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [model._meta.pk]
    ((sql, holes),) = compiler.as_sql()
    assert len(holes) == len(fields) == sql.count("%s")
    return sql, fields
