"""Rows that staff put in order by buttons, without script: design/row_buttons.html has them, this what they do."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.http import HttpRequest

Rows = TypeVar("Rows")


def pressed(
    request: HttpRequest, *, moved: Callable[..., Rows], removed: Callable[..., Rows]
) -> Callable[[Rows], Rows] | None:
    """What the button that was pressed does with the rows; None where none was.

    moved: (rows, key=, by=) -> rows, by -1 is up · removed: (rows, key=) -> rows
    """
    if key := request.POST.get("up"):
        return partial(moved, key=key, by=-1)
    if key := request.POST.get("down"):
        return partial(moved, key=key, by=1)
    if key := request.POST.get("remove"):
        return partial(removed, key=key)
    return None
