"""The text with what has been said of it: the method's own page at the activity's address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from gehor.ground.people.models import Participant
from gehor.participation.forms import take_part_form
from gehor.participation.queries import Entrance
from gehor.participation.views.showing import about, is_answered
from gehor.participation.views.taking_part import receive

from .. import queries, rules
from ..models import Paragraph, TextVersion
from ..queries import Comment


@dataclass(frozen=True)
class Shown:
    """One block of the text as the page shows it."""

    row: Paragraph
    count: int = 0
    comments: Sequence[Comment] = ()
    head: str = ""  # of the table to which a row belongs

    @property
    def spoken(self) -> str:
        return rules.spoken(self.row.number)

    @property
    def cells(self) -> list[tuple[str, str]]:
        """(what the column is called, or nothing; what stands in it) of each cell of a row."""
        return rules.named_cells(self.row.text, self.head)

    @property
    def more(self) -> int:
        return self.count - len(self.comments)

    @property
    def heading(self) -> int:
        """The level of the heading on the page, below its own."""
        return min(6, self.row.level + 1)


def text(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The text, part by part; what is sent to this address is about a paragraph or the whole text."""
    if request.method == "POST":
        return receive(request, entrance, form_page)
    found = queries.versions(entrance.activity)
    version = _asked(found, request.GET.get("version", ""))
    form = comment_form(entrance) if entrance.is_open else None
    return _page(request, entrance, found, version, form)


def comment_form(entrance: Entrance) -> forms.Form:
    return take_part_form(entrance.activity, get_language() or "sv")


def form_page(
    request: HttpRequest, entrance: Entrance, form: forms.Form, *, before: Participant | None = None, status: int = 200
) -> HttpResponse:
    """What was written, with what is to be mended, by the paragraph that it is about."""
    row = None
    if not form["paragraph"].errors and form.cleaned_data.get("paragraph"):
        rows = Paragraph.objects.filter(
            version__activity=entrance.activity, number=form.cleaned_data["paragraph"]
        ).select_related("version")
        row = rows.order_by("-version__number").first()
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "form": form,
        "shown": Shown(row, head=queries.head_of(row)) if row else None,
        "before": before,
    }
    response = render(request, "text_hearing/mend.html", context, status=status)
    response["Cache-Control"] = "no-cache, private"
    return response


def _asked(found: Sequence[TextVersion], asked: str) -> TextVersion | None:
    """The version that is asked for, else the latest."""
    chosen = [each for each in found if str(each.number) == asked]
    return (chosen or list(found[-1:]) or [None])[0]


def _page(
    request: HttpRequest,
    entrance: Entrance,
    found: Sequence[TextVersion],
    version: TextVersion | None,
    form: forms.Form | None,
) -> HttpResponse:
    activity = entrance.activity
    context: dict[str, Any] = {
        **about(activity.dialogue),
        "entrance": entrance,
        "is_answered": is_answered(entrance),
        "activity": activity,
        "form": form,
        "setup": activity.setup,
        "version": version,
        "versions": found,
    }
    if version is not None:
        context |= _text(activity, version, request.GET.get("part", ""), is_latest=version is found[-1])
    response = render(request, "text_hearing/text.html", context)
    response["Cache-Control"] = "no-cache, private"
    return response


def _text(activity: Any, version: TextVersion, asked: str, *, is_latest: bool) -> dict[str, Any]:
    rows = queries.paragraphs(version)
    blocks = [row.block for row in rows]
    divided = rules.parts(blocks)
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= len(divided) else 1
    part = divided[number - 1]
    shown = rows[part.first : part.last]
    counts = queries.counts(activity)
    comments = queries.beside(activity, [row.number for row in shown if row.number])
    return {
        "is_latest": is_latest,
        "part": part,
        "parts": divided,
        "contents": rules.contents(blocks, [row.number for row in rows], counts, divided),
        "blocks": [
            Shown(row, counts.get(row.number, 0), comments.get(row.number, ()) if row.number else (), head)
            for row, head in zip(shown, rules.heads(blocks)[part.first : part.last], strict=True)
        ],
        "whole": comments.get("", ()),
        "whole_count": counts.get("", 0),
        "total": sum(counts.values()),
        "gone": [(number, rules.spoken(number), count) for number, count in queries.gone(activity, rows, counts)]
        if is_latest and part is divided[-1]
        else (),
    }
