"""One paragraph with all that was said of it, and the text from version to version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gehor.ground.pages import kept
from gehor.participation.queries import Entrance
from gehor.participation.views.showing import about

from .. import queries, rules
from ..texts import FATES
from .showing import Shown, comment_form

WHOLE = "whole"
KEY = "text_hearing"


def hearing_at(request: HttpRequest) -> Entrance:
    """The hearing on a text that is asked for. Raises Http404."""
    if request.entrance.activity.method != KEY:
        raise Http404
    return request.entrance


@require_safe
@kept
def paragraph(request: HttpRequest, slug: str, number: int, paragraph: str) -> HttpResponse:
    """What has been said of one paragraph, in every version of it, and room to say something."""
    entrance = hearing_at(request)
    activity = entrance.activity
    about_number = "" if paragraph == WHOLE else paragraph
    row = queries.last_with(activity, about_number) if about_number else None
    latest = queries.version_numbered(activity, None)
    page = queries.page_about(activity, about_number, request.GET.get("page"))
    form = None
    if entrance.is_open and latest is not None and (row is None or row.version_id == latest.pk):
        form = comment_form(entrance)
        form.fields["paragraph"].initial, form.fields["version"].initial = about_number, latest.number
    worded = queries.wordings_of(activity, about_number) if about_number else {}
    comments = [queries.comment(wording) for wording in page]
    context = {
        **about(activity.dialogue),
        "entrance": entrance,
        "activity": activity,
        "shown": Shown(row, head=queries.head_of(row)) if row else None,
        "latest": latest,
        "is_gone": row is not None and latest is not None and row.version_id != latest.pk,
        "page": page,
        "comments": [(each, _then(each, worded, row.text if row else "")) for each in comments],
        "form": form,
    }
    response = render(request, "text_hearing/paragraph.html", context)
    response["Cache-Control"] = "no-cache, private"
    return response


def _then(comment: queries.Comment, worded: dict[int, str], now: str) -> str:
    """The wording that was commented on, where it is another one today."""
    then = worded.get(comment.version or 0, "")
    return then if then != now else ""


@require_safe
@kept
def versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All versions, each with what was new in it."""
    entrance = hearing_at(request)
    found = queries.versions(entrance.activity)
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "versions": [(each, each.number - 1) for each in reversed(found)],
    }
    return render(request, "text_hearing/versions.html", context)


@require_safe
@kept
def compared(request: HttpRequest, slug: str, number: int, before: int, after: int) -> HttpResponse:
    """Two versions in one: what is new, what is taken out and which words differ. Made to be printed too."""
    entrance = hearing_at(request)
    sides = [queries.version_numbered(entrance.activity, each) for each in (before, after)]
    if not before or before >= after or None in sides:
        raise Http404
    rows = rules.compared(*(queries.numbered(queries.paragraphs(each)) for each in sides))
    shows_all = request.GET.get("show") == "all"
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "before": sides[0],
        "after": sides[1],
        "rows": [
            (row, rules.spoken(row.number), FATES[row.fate], min(6, row.level + 2))
            for row in rows
            if shows_all or row.is_changed
        ],
        "changed": sum(row.is_changed for row in rows),
        "unchanged": sum(not row.is_changed for row in rows),
        "shows_all": shows_all,
    }
    return render(request, "text_hearing/compared.html", context)
