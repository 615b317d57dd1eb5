"""What everybody sees of how a programme goes, and its report when that is public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gehor.ground import clock
from gehor.ground.pages import kept
from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Programme

from .. import found, queries
from ..models import Booklet
from . import hosting, shown


@require_safe
@kept
def results(request: HttpRequest, name: str) -> HttpResponse:
    """How far the members have come, what came of it as measured last, and the report with its cases as it was made."""
    programme, today = programmes.public_programme(name), clock.today()
    report = queries.report_of(programme)
    is_public = bool(report and report.published_at)
    members = list(programmes.members(programme))
    steps, rows = queries.picture(programme, today, members=members)
    measured = found.read(report.found) if report else None
    context = {
        **(shown.results(programme, measured) if measured else {}),
        "programme": programme,
        "organisation": programme.host,
        "at": queries.done_by_step(steps, rows),
        "report": report if is_public else None,
    }
    return render(request, "homework/public.html", context)


@require_safe
def report_docx(request: HttpRequest, name: str) -> HttpResponse:
    return hosting.word(*_reported(name))


@require_safe
def report_pdf(request: HttpRequest, name: str) -> HttpResponse:
    return hosting.portable(*_reported(name))


def _reported(name: str) -> tuple[Programme, Booklet]:
    programme = programmes.public_programme(name)
    return programme, queries.booklet(programme, get_language(), is_public=True)
