"""The self-assessment of the map: one component in one year, what it is called here, and how it went over the years."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.steps import JUDGE_COMPONENT, RENAME_COMPONENT

from . import actions, pictures, queries, rules, texts
from .forms import ComponentForm, JudgeForm
from .frame import judge_url, page, step_of
from .models import Component, Standing


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """The self-assessments over the years: a picture for each component, and the numbers."""
    organisation = organisation_for(request.actor, slug)
    rows = queries.judged(organisation)
    years = queries.years(rows)
    context = {
        "rows": [(row, pictures.bars([_number(row.of(year)) for year in years])) for row in rows],
        "tables": [
            {"year": year, "rows": [(row, row.of(year), step_of(row.of(year))) for row in rows if row.of(year)]}
            for year in reversed(years)
        ],
        "years": years,
        "scale": texts.SCALE.items(),
        "table": [(row, [(year, _number(row.of(year))) for year in years]) for row in rows],
    }
    return page(request, "history", organisation, context)


@PAGE
def judge(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Where we stand with one component this year, what shows it, and the next step."""
    organisation = organisation_for(request.actor, slug, JUDGE_COMPONENT)
    if not rules.is_year(year, clock.today()):
        raise Http404
    component = queries.component_numbered(organisation, number)
    before = queries.standing_of(component, year)
    form = _judge_form(organisation, before, posted(request))

    def say() -> Standing:
        given = form.cleaned_data
        return actions.judge_component(organisation, actor=request.actor, year=year, number=number, **given)

    if saved(form, say, meanwhile={"judged_meanwhile"}):
        messages.success(request, _("The self-assessment is saved."))
        return see_other("governance:overview", slug)
    theirs = None
    if form.is_overtaken:
        theirs = queries.standing_of(queries.component_numbered(organisation, number), year)
        form.show(theirs.version if theirs else 0)
    context = {
        "form": form,
        "component": component,
        "year": year,
        "theirs": theirs,
        "their_step": step_of(theirs),
        "years": [(each, judge_url(slug, number, each)) for each in _years(year)],
    }
    return page(request, "judge", organisation, context)


@PAGE
def component(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What one component of the map is called here."""
    organisation = organisation_for(request.actor, slug, RENAME_COMPONENT)
    found = queries.component_numbered(organisation, number)
    initial = {"name": found.name, "asks": found.asks}
    form = ComponentForm(posted(request), source=organisation.source_language, initial=initial)

    def rename() -> Component:
        return actions.rename_component(organisation, actor=request.actor, number=number, **form.cleaned_data)

    if saved(form, rename):
        messages.success(request, _("The component has its new name."))
        return see_other("governance:overview", slug)
    return page(request, "component", organisation, {"form": form, "component": found})


def _judge_form(organisation: Organisation, row: Any, data: Any) -> JudgeForm:
    names = ("step", "evidence", "next_step", "owner", "next_by", "version")
    initial = {name: getattr(row, name) for name in names} if row else {"version": 0}
    return JudgeForm(data, source=organisation.source_language, initial=initial)


def _years(year: int) -> list[int]:
    """Years beside this one that may be judged."""
    now = clock.today()
    return [each for each in range(now.year, now.year - 4, -1) if each != year]


def _number(standing: Any) -> int | None:
    return standing.step if standing else None
