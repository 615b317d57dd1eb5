"""The map: for everybody what is adopted; for staff the drafts, the adopting, and the self-assessment."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.design.texts import LEVELS
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.languages import said
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import organisation_for, organisations
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.steps import (
    ADOPT_CHARTER,
    BEGIN_DRAFT,
    CHANGE_DRAFT,
    DROP_DRAFT,
    JUDGE_COMPONENT,
)

from . import actions, queries, rules, seeds, texts, validity
from . import content as contents
from .forms import EARLIER, NOTHING, AdoptForm, BeginForm, DropForm, draft_form
from .frame import judge_url, page, step_of
from .models import Charter, Draft, Kind

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
        "components": [(row, step_of(row.latest), judge_url(slug, row.component.number)) for row in rows],
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


def _urls(kind: str, slug: str) -> dict[str, str]:
    names = {"document": kind, "draft": f"{kind}_draft", "adopt": f"{kind}_adopt", "drop": f"{kind}_drop"}
    return {key: reverse(f"governance:{name}", args=[slug]) for key, name in names.items()}
