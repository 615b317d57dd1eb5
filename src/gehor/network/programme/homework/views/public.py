"""What everybody sees of how a programme goes, and its report when that is public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gehor.ground import clock
from gehor.ground.pages import kept
from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Programme

from .. import queries
from . import hosting, shown


@require_safe
@kept
def results(request: HttpRequest, name: str) -> HttpResponse:
    """How far the members have come, how the map has moved and what their dialogues show; and their cases."""
    programme, today = programmes.public_programme(name), clock.today()
    report = queries.report_of(programme)
    is_public = bool(report and report.published_at)
    members = list(programmes.members(programme))
    steps, rows = queries.picture(programme, today, members=members)
    context = {
        **shown.results(programme, today, members=members),
        "programme": programme,
        "organisation": programme.host,
        "at": shown.done_by_step(steps, rows),
        "report": report if is_public else None,
        "cases": [(programmes.called(each.member), each) for each in queries.cases(programme, members=members)]
        if is_public
        else [],
    }
    return render(request, "homework/public.html", context)


@require_safe
def report_docx(request: HttpRequest, name: str) -> HttpResponse:
    return hosting.word(_reported(name))


@require_safe
def report_pdf(request: HttpRequest, name: str) -> HttpResponse:
    return hosting.portable(_reported(name))


def _reported(name: str) -> Programme:
    programme = programmes.public_programme(name)
    report = queries.report_of(programme)
    if report is None or report.published_at is None:
        raise Http404
    return programme
