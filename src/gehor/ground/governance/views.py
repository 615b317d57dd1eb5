"""The map: for everybody what is adopted; for staff the drafts, the adopting, and the self-assessment."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gehor.ground import clock
from gehor.ground.design.texts import LEVELS
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.languages import said
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import organisation_for, organisations
from gehor.ground.pages import kept
from gehor.ground.web import posted, see_other, staff_page
from gehor.process.steps import (
    ADOPT_CHARTER,
    BEGIN_DRAFT,
    CHANGE_DRAFT,
    DROP_DRAFT,
    JUDGE_COMPONENT,
    RENAME_COMPONENT,
)

from . import actions, pictures, queries, rules, seeds, texts, validity
from . import content as contents
from .forms import EARLIER, NOTHING, AdoptForm, BeginForm, ComponentForm, DropForm, JudgeForm, draft_form
from .models import Charter, Component, Draft, Kind, Standing

PAGE = require_http_methods(["GET", "HEAD", "POST"])


# For everybody


@require_safe
@kept
def public_map(request: HttpRequest, slug: str) -> HttpResponse:
    """What is adopted for all dialogues, when and by whom, and the versions before."""
    organisation = get_object_or_404(organisations(), slug=slug)
    every = list(queries.charters(organisation))
    documents = [_document(kind, [row for row in every if row.kind == kind]) for kind in Kind.values]
    context = {"organisation": organisation, "documents": documents, "ladder": ladder()}
    return render(request, "governance/map.html", context)


@require_safe
@kept
def version(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    """One adopted version, also one that has been replaced."""
    organisation = get_object_or_404(organisations(), slug=slug)
    charter = queries.charter_numbered(organisation, kind, number)
    latest = queries.newest(organisation, kind)
    context = {
        "organisation": organisation,
        "charter": charter,
        "shown": words(queries.shown(charter)),
        "name": texts.KINDS[kind][0],
        "is_latest": latest is not None and latest.pk == charter.pk,
        "in_force": queries.is_in_force(charter),
    }
    return render(request, "governance/version.html", context)


# For staff


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole map: both documents, how far each component has come, what comes next, and the ladders."""
    organisation = organisation_for(request.actor, slug)
    every, drafts = list(queries.charters(organisation)), queries.drafts(organisation)
    documents = [
        {
            **_document(kind, [row for row in every if row.kind == kind]),
            "meaning": texts.KINDS[kind][1],
            "draft": drafts.get(kind),
            "url": reverse(f"governance:{kind}", args=[slug]),
        }
        for kind in Kind.values
    ]
    rows = queries.judged(organisation)
    context = {
        "documents": documents,
        "components": [(row, _step(row.latest), _judge_url(slug, row.component.number)) for row in rows],
        "plan": [row for row in rows if row.latest and row.latest.next_step],
        "years": queries.years(rows),
        "may_judge": request.actor.may(JUDGE_COMPONENT, organisation.pk),
        "running_out": validity.running_out([organisation.pk]),
        "ladder": ladder(),
    }
    return page(request, "overview", organisation, context)


@PAGE
def document(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One document: what is adopted, the draft, the versions before; and where a new draft begins."""
    organisation = organisation_for(request.actor, slug)
    every = list(queries.charters(organisation).filter(kind=kind))
    draft = queries.draft_of(organisation, kind)
    may_begin = draft is None and request.actor.may(BEGIN_DRAFT, organisation.pk)
    if request.method == "POST":
        request.actor.demand(organisation.pk, BEGIN_DRAFT)
    form = BeginForm(posted(request), choices=_starts(kind, every))

    def begin() -> Draft:
        chosen = form.cleaned_data["start_from"]
        start = {EARLIER: {"charter": every[0] if every else None}, NOTHING: {}}.get(chosen, {"seed": chosen})
        return actions.begin_draft(organisation, actor=request.actor, kind=kind, **start)

    if saved(form, begin):
        return see_other(f"governance:{kind}_draft", slug)
    context = {
        **_document(kind, every),
        "meaning": texts.KINDS[kind][1],
        "draft": draft,
        "draft_shown": words(queries.shown_draft(draft)) if draft else None,
        "form": form if may_begin else None,
        "may_change": request.actor.may(CHANGE_DRAFT, organisation.pk),
        "may_adopt": request.actor.may(ADOPT_CHARTER, organisation.pk),
        "urls": _urls(kind, slug),
    }
    return page(request, "document", organisation, context)


@PAGE
def draft(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The draft's form. Whoever saves after somebody else sees what they wrote beside their own."""
    organisation = organisation_for(request.actor, slug, CHANGE_DRAFT)
    found = _draft(organisation, kind)
    form = draft_form(kind, organisation, found.content, found.version, posted(request))

    def change() -> Draft:
        version = form.cleaned_data["version"]
        return actions.change_draft(found, actor=request.actor, content=form.content(), version=version)

    if saved(form, change, meanwhile={"draft_changed"}):
        messages.success(request, _("The draft is saved."))
        return see_other(f"governance:{kind}", slug)
    if form.is_overtaken:
        found = _draft(organisation, kind)
        form.show(found.version)
    context = {
        "form": form,
        "draft": found,
        "theirs": words(queries.shown_draft(found)) if form.is_overtaken else None,
        "name": texts.KINDS[kind][0],
        "urls": _urls(kind, slug),
        "most": rules.MOST_PRINCIPLES,
        "is_principles": kind == Kind.PRINCIPLES,
    }
    return page(request, "draft", organisation, context)


@PAGE
def adopt(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Enters the decision by which a body has adopted the draft."""
    organisation = organisation_for(request.actor, slug, ADOPT_CHARTER)
    found = _draft(organisation, kind)
    form = AdoptForm(posted(request), organisation=organisation, initial={"version": found.version})
    if saved(form, lambda: actions.adopt_charter(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The decision is entered, and what was adopted is public."))
        return see_other(f"governance:{kind}", slug)
    context = {
        "form": form,
        "shown": words(queries.shown_draft(found)),
        "empty": contents.is_empty(kind, found.content),
        "name": texts.KINDS[kind][0],
        "urls": _urls(kind, slug),
    }
    return page(request, "adopt", organisation, context)


@PAGE
def drop(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Asks once more, and then throws the draft away."""
    organisation = organisation_for(request.actor, slug, DROP_DRAFT)
    found = _draft(organisation, kind)
    form = DropForm(posted(request), initial={"version": found.version})
    if saved(form, lambda: actions.drop_draft(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The draft is thrown away."))
        return see_other(f"governance:{kind}", slug)
    context = {
        "form": form,
        "shown": words(queries.shown_draft(found)),
        "name": texts.KINDS[kind][0],
        "urls": _urls(kind, slug),
    }
    return page(request, "drop", organisation, context)


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """The self-assessments over the years: a picture for each component, and the numbers."""
    organisation = organisation_for(request.actor, slug)
    rows = queries.judged(organisation)
    years = queries.years(rows)
    context = {
        "rows": [(row, pictures.bars([_number(row.of(year)) for year in years])) for row in rows],
        "tables": [
            {"year": year, "rows": [(row, row.of(year), _step(row.of(year))) for row in rows if row.of(year)]}
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
        "their_step": _step(theirs),
        "years": [(each, _judge_url(slug, number, each)) for each in _years(year)],
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


def ladder() -> list[tuple[int, Any, Any]]:
    """Our level, and the step of Boverket's ladder that it is."""
    return [
        (number, LEVELS[level], texts.BOVERKET[step])
        for number, (level, step) in enumerate(rules.ON_BOVERKETS.items(), 1)
    ]


def words(shown: queries.Shown) -> dict[str, Any]:
    """What a document says, with the names of levels and roles."""
    return {
        "preamble": shown.preamble,
        "source": shown.source,
        "principles": shown.principles,
        "promises": [(LEVELS[level], promise) for level, promise in shown.promises],
        "duties": [(texts.ROLES[role][0], body, text) for role, body, text in shown.duties],
        "rest": [(texts.REST[name], text) for name, text in shown.rest],
    }


def _document(kind: str, every: list[Charter]) -> dict[str, Any]:
    """One document as both maps show it. every: its adopted versions, the newest first."""
    newest = every[0] if every else None
    return {
        "kind": kind,
        "name": texts.KINDS[kind][0],
        "charter": newest,
        "shown": words(queries.shown(newest)) if newest else None,
        "in_force": newest is not None and queries.is_in_force(newest),
        "earlier": [
            (row, reverse(f"governance:{kind}_version", args=[row.organisation.slug, row.number])) for row in every[1:]
        ],
    }


def _starts(kind: str, every: list[Charter]) -> dict[str, tuple[Any, Any]]:
    """What a draft may start from: code → (name, explanation)."""
    starts: dict[str, tuple[Any, Any]] = {}
    if every:
        starts[EARLIER] = (_("What is adopted now"), _("The draft begins as a copy; what is adopted stays as it is."))
    if kind == Kind.PRINCIPLES:
        for key, row in seeds.principle_sets().items():
            starts[key] = (_said(row["name"]), _said(row["source"]))
    starts[NOTHING] = (_("Nothing"), _("You write all of it yourselves."))
    return starts


def _said(text: dict[str, str]) -> str:
    return said(text, "sv", get_language() or "sv")[0]


def _draft(organisation: Organisation, kind: str) -> Draft:
    found = queries.draft_of(organisation, kind)
    if found is None:
        raise WrongMoment("draft_gone")
    return found


def _judge_form(organisation: Organisation, row: Any, data: Any) -> JudgeForm:
    names = ("step", "evidence", "next_step", "owner", "next_by", "version")
    initial = {name: getattr(row, name) for name in names} if row else {"version": 0}
    return JudgeForm(data, source=organisation.source_language, initial=initial)


def _years(year: int) -> list[int]:
    """Years beside this one that may be judged."""
    now = clock.today()
    return [each for each in range(now.year, now.year - 4, -1) if each != year]


def _judge_url(slug: str, number: int, year: int | None = None) -> str:
    return reverse("governance:judge", args=[slug, year or clock.today().year, number])


def _number(standing: Any) -> int | None:
    return standing.step if standing else None


def _step(standing: Any) -> Any:
    """(number, name, meaning) of the step, or none."""
    return (standing.step, *texts.SCALE[standing.step]) if standing else None


def _urls(kind: str, slug: str) -> dict[str, str]:
    names = {"document": kind, "draft": f"{kind}_draft", "adopt": f"{kind}_adopt", "drop": f"{kind}_drop"}
    return {key: reverse(f"governance:{name}", args=[slug]) for key, name in names.items()}


def page(request: HttpRequest, name: str, organisation: Organisation, context: dict[str, Any]) -> HttpResponse:
    slug = organisation.slug
    rooms = (
        ("overview", _("The map")),
        (Kind.PRINCIPLES.value, texts.KINDS[Kind.PRINCIPLES][0]),
        (Kind.ROLES.value, texts.KINDS[Kind.ROLES][0]),
        ("criteria", _("Before a dialogue")),
        ("history", _("Over the years")),
    )
    here = {"judge": "overview", "component": "overview", "criterion": "criteria", "retire": "criteria"}.get(name, name)
    here = here if here in dict(rooms) else request.resolver_match.kwargs.get("kind", "")
    tabs = [
        {"label": label, "url": reverse(f"governance:{room}", args=[slug]), "here": room == here}
        for room, label in rooms
    ]
    return staff_page(request, f"governance/{name}.html", organisation, {"tabs": tabs, **context})
