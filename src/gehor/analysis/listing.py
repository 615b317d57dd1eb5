"""Long lists of findings: a page at a time, one found by its number or its words, and links to the right page.

    listed = listing(request, queries.weighed(dialogue), finding=lambda row: row.finding)
    if listed.away:
        return SeeOther(listed.away)
    context = {"listed": listed, "page": listed.page}

The page shows analysis/_seek.html above the list and design/pagination.html below. A link to one finding in a list that
may be long ends with `place(number)`, in templates `{{ number|place }}`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from .models import Finding

PER_PAGE = 50
FEW = 10  # so many are found by looking

Row = TypeVar("Row")


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One page of a list of findings. `rows`: all that were sought, on whichever page."""

    page: Page
    rows: Sequence[Row]
    sought: str  # what was typed; "" when nothing is sought
    all: int
    one: int | None = None  # the number of the one that was asked for
    away: str = ""  # where that one is: page and anchor

    @property
    def is_long(self) -> bool:
        """Whether there is something to seek in."""
        return self.all > FEW


def listing(
    request: HttpRequest, rows: Sequence[Row], *, finding: Callable[[Row], Finding], per_page: int = PER_PAGE
) -> Listing[Row]:
    """The page that was asked for, of all rows or of those that have the words; or where the number asked for is."""
    typed = request.GET.get("q", "").strip()[:200]
    number = number_asked(request)
    at = next((at for at, row in enumerate(rows) if finding(row).number == number), None)
    away = "" if at is None else f"{request.path}?page={1 + at // per_page}#finding-{number}"
    chosen = with_words(rows, typed, finding=finding) if typed else rows
    page = Paginator(chosen, per_page).get_page(request.GET.get("page"))
    return Listing(page, chosen, typed, len(rows), number if away else None, away)


def number_asked(request: HttpRequest) -> int | None:
    """The number of the one finding that is asked for, by a link or typed, as "412", "412." or "#412"."""
    typed = request.GET.get("finding") or request.GET.get("q", "")
    found = re.fullmatch(r"\s*#?\s*(\d{1,6})\.?\s*", typed)
    return int(found[1]) if found else None


def with_words(rows: Iterable[Row], typed: str, *, finding: Callable[[Row], Finding]) -> list[Row]:
    """Those whose statement or explanation has every word, in any language, in large letters or small."""
    words = typed.casefold().split()
    return [row for row in rows if all(word in _text(finding(row)) for word in words)]


def place(number: Any) -> str:
    """What ends a link to one finding in a list of all: its anchor, and its page where it is not on the first."""
    return f"#finding-{number}" if int(number) <= PER_PAGE else f"?finding={number}#finding-{number}"


def _text(finding: Finding) -> str:
    said = (*finding.statement.values(), *(finding.explanation or {}).values())
    return f"{finding.number}. {' '.join(said)}".casefold()
