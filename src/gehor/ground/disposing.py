"""Erasing what is kept about people for a set time, when that is over: see retention.py."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet

from .act import machine
from .organisations.models import Organisation
from .people.actions import dispose

Row = TypeVar("Row", bound=Model)
CARETAKER = machine("caretaker")


def dispose_due(kind: str, rows: QuerySet[Row], *, at: str, forget: Callable[[QuerySet[Row]], int]) -> int:
    """Erase these rows, whose time is over, organisation by organisation. at: the way from a row to its own."""
    owners = Organisation.objects.filter(pk__in=rows.order_by().values(at))
    return sum(
        dispose(owner, rows.filter(**{at: owner}), actor=CARETAKER, kind=kind, forget=forget) for owner in owners
    )
