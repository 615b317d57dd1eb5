"""The register, the year's programme, and the clock: what an organisation owes everybody an account of."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gehor.decision.course.queries import open_referrals
from gehor.feedback.stages import queries as feedback
from gehor.feedback.stages.texts import STAGES as STAGE_WORDS
from gehor.ground import clock as time
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.pages import kept
from gehor.planning.texts import KINDS
from gehor.portal.texts import STAGES
from gehor.process.stages import Stage

from . import drawing, export, queries, rules, texts
from . import feed as atom
from .forms import RegisterForm, YearForm
from .queries import Entry
from .results import result_of

PER_PAGE = 20
ANSWERED_MOST = 20


@require_safe
@kept
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The public register: every dialogue of an organisation, where it stands, and what it led to."""
    here = _organisation(slug)
    rows = queries.entries(here)
    form = RegisterForm(request.GET, rows=rows)
    return _register(request, here, rows, form)


@require_safe
@kept
def register_csv(request: HttpRequest, slug: str) -> HttpResponse:
    here = _organisation(slug)
    rows = queries.entries(here)
    form = RegisterForm(request.GET, rows=rows)
    if not form.is_valid():
        return _register(request, here, rows, form)
    data = export.as_csv(export.as_data(form.rows(rows), request))
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{here.slug}-register.csv"'
    return response


@require_safe
@kept
def register_json(request: HttpRequest, slug: str) -> HttpResponse:
    here = _organisation(slug)
    rows = queries.entries(here)
    form = RegisterForm(request.GET, rows=rows)
    if not form.is_valid():
        return _register(request, here, rows, form)
    data = {"organisation": here.name, "dialogues": export.as_data(form.rows(rows), request)}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@require_safe
@kept
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What has happened: opened, decided, answered, and not held after all."""
    here = _organisation(slug)
    data = atom.as_atom(queries.events(here), here, request)
    return HttpResponse(data, content_type="application/atom+xml; charset=utf-8")


@require_safe
@kept
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """All dialogues of one year on one axis, from idea to answer."""
    here, today = _organisation(slug), time.today()
    rows = queries.entries(here)
    held = [each for each in rows if each.stage is not Stage.STOPPED]
    form = YearForm(request.GET, years={year for each in held for year in each.years}, today=today.year)
    year = form.shown
    seen = [each for each in held if year in each.years]
    meetings = queries.meetings(here, year)
    meetings = queries.meetings(here, year)
    context = {
        **_shared(here, "programme"),
        "form": form,
        "year": year,
        "timeline": drawing.programme(seen, meetings, year=year, today=today) if seen or meetings else None,
        "meetings": meetings,
        "rows": [(each, STAGES[each.stage]) for _body, group in queries.by_body(seen) for each in group],
        "stopped": sum(each.stage is Stage.STOPPED and each.year == year for each in rows),
    }
    return render(request, "portal/programme.html", context, status=200 if form.is_valid() else 422)


@require_safe
@kept
def clock(request: HttpRequest, slug: str) -> HttpResponse:
    """What is promised, what is late and by how many days, and which promises were kept."""
    here, today = _organisation(slug), time.today()
    promised = [each for each in queries.entries(here, with_groups=False) if each.days.is_promised]
    moved = queries.first_promises(here)
    waiting = sorted((each for each in promised if not each.days.answered), key=_promise)
    answered = sorted((each for each in promised if each.days.answered), key=_answered, reverse=True)
    context = {
        **_shared(here, "clock"),
        "all": queries.kept(promised),
        "bodies": [(body, queries.kept(group)) for body, group in queries.by_body(promised)],
        "fewest": rules.FEWEST_FOR_PERCENT,
        "timeline": drawing.promises(promised, today=today),
        "waiting": [
            (each, STAGES[each.stage], moved.get(each.dialogue.pk), texts.time_left((_promise(each) - today).days))
            for each in waiting
        ],
        "answered": [
            (each, moved.get(each.dialogue.pk), texts.punctuality(each.days_late)) for each in answered[:ANSWERED_MOST]
        ],
        "not_shown": len(answered[ANSWERED_MOST:]),
        "referrals": open_referrals(here, today=today),
        "stages": [(each, STAGE_WORDS[each.promised.stage][0]) for each in feedback.owed_by(here)],
    }
    return render(request, "portal/clock.html", context)


def _promise(entry: Entry) -> dt.date:
    return entry.days.promise or dt.date.max


def _answered(entry: Entry) -> dt.date:
    return entry.days.answered or dt.date.min


def _register(request: HttpRequest, here: Organisation, rows: Sequence[Entry], form: RegisterForm) -> HttpResponse:
    """The page. What is asked for wrongly is said, and everything is shown."""
    is_valid = form.is_valid()
    found = form.rows(rows) if is_valid else list(rows)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    asked = urlencode(form.asked) if is_valid else ""
    context = {
        **_shared(here, "results"),
        "form": form,
        "is_filtered": bool(asked),
        "asked": f"?{asked}" if asked else "",
        "page": page,
        "found": len(found),
        "total": len(rows),
        "rows": [(each, STAGES[each.stage], KINDS[each.dialogue.kind][0], result_of(each)) for each in page],
    }
    return render(request, "portal/results.html", context, status=200 if is_valid else 422)


def _shared(here: Organisation, section: str) -> dict[str, Any]:
    tabs = [
        {"label": words, "url": reverse(f"portal:{name}", args=[here.slug]), "here": name == section, "count": None}
        for name, words in texts.VIEWS.items()
    ]
    return {"organisation": here, "here": "results", "tabs": tabs}


def _organisation(slug: str) -> Organisation:
    found = organisations.organisations().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
