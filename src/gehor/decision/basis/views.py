"""The decision basis: written by staff, frozen for the board, read by everybody."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.analysis.listing import listing
from gehor.decision import queries as decision
from gehor.ground.documents import letterhead, pdf
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.pages import kept
from gehor.ground.sentences import need_texts, refusal_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.pages import dialogue_page, entered, one_at_a_time
from gehor.process.needs import ALL_DECIDED, NOT_CLOSED
from gehor.process.steps import FREEZE_BASIS, MEET_FINDING, UPLOAD_TEMPLATE, WRITE_ALTERNATIVE, WRITE_BASIS

from . import actions, exporting, queries
from .content import basis_of, brought_back, in_short
from .fields import FIELDS
from .forms import AlternativeForm, BasisForm, MetForm, TemplateForm
from .labels import ours
from .making import made
from .models import Alternative, Frozen
from .rules import main_thing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# For everybody


@require_safe
@kept
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One frozen version, as the board got it."""
    dialogue = planning.public_dialogue(slug)
    return _frozen_page(request, dialogue, queries.version_of(dialogue, number))


def newest_page(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """The latest frozen version, where the decision basis is looked for. There is one."""
    return _frozen_page(request, dialogue, queries.latest(dialogue))


def _frozen_page(request: HttpRequest, dialogue: Dialogue, frozen: Frozen) -> HttpResponse:
    document = brought_back(frozen.content).document
    context = {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "facts": planning.facts_known(dialogue),
        "section": "decision",
        "frozen": frozen,
        "document": document,
        "short": in_short(document),
        "ours": ours(document.language, get_language() or document.language),
        "versions": list(queries.versions(dialogue)),
        "is_untouched": queries.is_untouched(frozen),
    }
    return render(request, "basis/frozen.html", context)


@require_safe
def version_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The very file that was frozen."""
    frozen = queries.version_of(planning.public_dialogue(slug), number)
    return _file(bytes(frozen.pdf), "application/pdf", f"{slug}-{number}.pdf")


@require_safe
def version_docx(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same content to work on, in the template that was in use."""
    dialogue = planning.public_dialogue(slug)
    frozen = queries.version_of(dialogue, number)
    made = exporting.as_docx(brought_back(frozen.content), dialogue.organisation, frozen.template, frozen)
    return _file(made, DOCX, f"{slug}-{number}.docx")


@require_safe
def version_json(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The content to the letter, from which its hash is counted."""
    frozen = queries.version_of(planning.public_dialogue(slug), number)
    return _file(frozen.content.encode(), "application/json", f"{slug}-{number}.json")


# For those who write


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """What is written, what is left, and the versions that are frozen."""
    return _overview(request, _readable(request, slug))


def _overview(request: HttpRequest, dialogue: Dialogue, *, told: str = "", status: int = 200) -> HttpResponse:
    facts = planning.facts_known(dialogue)
    met = len(queries.met(dialogue))
    rows = list(queries.alternatives(dialogue))
    todos = _todos(dialogue, rows, met, facts.findings)
    versions = list(queries.versions(dialogue))
    may_write = request.actor.may(WRITE_BASIS, dialogue.organisation_id)
    may_freeze = request.actor.may(FREEZE_BASIS, dialogue.organisation_id)
    waits = [need for need in FREEZE_BASIS.missing(facts) if need is not NOT_CLOSED]
    is_changed = bool(versions) and queries.is_changed_since(versions[0])
    context = {
        "here": "dialogues",
        "main": main_thing(
            is_open=facts.openings > 0,
            is_closed=facts.closed,
            all_decided=ALL_DECIDED.holds(facts),
            may_write=may_write,
            may_freeze=may_freeze,
            is_waiting=bool(waits),
            is_whole=all(each["done"] for each in todos),
            is_frozen=bool(versions),
            is_changed=is_changed,
        ).value,
        "next": next((each for each in todos if not each["done"]), None),
        "is_changed": is_changed,
        "dialogue": dialogue,
        "facts": facts,
        "todos": todos,
        "alternatives": rows,
        "versions": versions,
        "template": queries.template_for(dialogue),
        "may_write": may_write,
        "may_freeze": may_freeze,
        "may_upload": request.actor.may(UPLOAD_TEMPLATE, dialogue.organisation_id),
        "freeze_waits": [{"text": text} for text in need_texts(need.code for need in waits)],
        "told": told,
    }
    return staff_page(request, "basis/overview.html", dialogue.organisation, context, status=status)


def _todos(dialogue: Dialogue, alternatives: list[Alternative], met: int, findings: int) -> list[dict[str, Any]]:
    draft = queries.draft_of(dialogue)
    here = {name: reverse(f"basis:{name}", args=[dialogue.slug]) for name in ("texts", "findings", "add_alternative")}
    return [
        {"text": _("How it was done"), "done": bool(draft and draft.method), "url": f"{here['texts']}#id_method"},
        {
            "text": _("Who came, and who did not"),
            "done": bool(draft and draft.reach),
            "url": f"{here['texts']}#id_reach",
        },
        {
            "text": _("Alternatives and their consequences"),
            "done": len(alternatives) > 1,
            "why": "" if len(alternatives) > 1 else _("At least two, so that there is something to choose between."),
            "url": here["add_alternative"],
            "link": _("Add one"),
        },
        {"text": _("The proposal"), "done": bool(draft and draft.proposal), "url": f"{here['texts']}#id_proposal"},
        {
            "text": _("How the proposal meets each finding"),
            "done": 0 < findings <= met,
            "why": _("%(met)d of %(all)d findings") % {"met": met, "all": findings},
            "url": here["findings"],
        },
        {
            "text": _("The limits of the material"),
            "done": bool(draft and draft.limits),
            "url": f"{here['texts']}#id_limits",
        },
    ]


@PAGE
@one_at_a_time
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """How it was done, who came, the proposal and the limits."""
    dialogue, missing = entered(request, slug, WRITE_BASIS)
    draft = queries.draft_of(dialogue)
    now = {name: getattr(draft, name) if draft else {} for name in ("method", "reach", "proposal", "limits")}
    form = BasisForm(posted(request), source=dialogue.source_language, initial=now)
    if saved(form, lambda: actions.write_basis(dialogue, actor=request.actor, **form.cleaned_data)):
        return _back(request, dialogue, _("Saved."))
    context = {"heading": _("Write the decision basis")}
    return dialogue_page(request, "basis/texts.html", dialogue, context, missing=missing, form=form)


@PAGE
def add_alternative(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue, missing = entered(request, slug, WRITE_ALTERNATIVE)
    form = AlternativeForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.write_alternative(dialogue, actor=request.actor, **form.cleaned_data)):
        return _back(request, dialogue, _("The alternative is added."))
    context = {"heading": _("A new alternative"), "alternative": None}
    return dialogue_page(request, "basis/alternative.html", dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def alternative(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    dialogue, missing = entered(request, slug, WRITE_ALTERNATIVE)
    found = queries.alternative_of(dialogue, number)
    now = {name: getattr(found, name) for name in ("title", "text", "consequences", "is_proposed")}
    form = AlternativeForm(posted(request), source=dialogue.source_language, initial=now)
    if saved(
        form,
        lambda: actions.write_alternative(dialogue, actor=request.actor, alternative=found, **form.cleaned_data),
    ):
        return _back(request, dialogue, _("Saved."))
    context = {"heading": _("Alternative %(number)d") % {"number": number}, "alternative": found}
    return dialogue_page(request, "basis/alternative.html", dialogue, context, missing=missing, form=form)


@require_POST
def drop_alternative(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    dialogue, _missing = entered(request, slug, WRITE_ALTERNATIVE)
    actions.drop_alternative(queries.alternative_of(dialogue, number), actor=request.actor)
    return _back(request, dialogue, _("The alternative is taken away."))


@require_safe
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings, and whether it is said how the proposal meets each."""
    dialogue, missing = entered(request, slug, MEET_FINDING)
    met = queries.met(dialogue)
    listed = listing(request, decision.weighed(dialogue), finding=lambda row: row.finding)
    if listed.one:
        return see_other("basis:meet", slug, listed.one)
    context = {
        "heading": _("How the proposal meets each finding"),
        "listed": listed,
        "page": listed.page,
        "rows": [(each, met.get(each.finding.pk)) for each in listed.page],
        "met": len(met),
        "next": None if missing else queries.next_unmet(dialogue, after=0),
    }
    return dialogue_page(request, "basis/findings.html", dialogue, context, missing=missing)


@PAGE
@one_at_a_time
def meet(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How the proposal meets one finding; saved, it leads to the next that is left."""
    dialogue, missing = entered(request, slug, MEET_FINDING)
    finding = decision.finding_of(dialogue, number)
    met = queries.met(dialogue)
    now = {"text": met[finding.pk].text if finding.pk in met else {}}
    form = MetForm(posted(request), source=dialogue.source_language, initial=now)
    if saved(form, lambda: actions.meet_finding(finding, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        following = queries.next_unmet(dialogue, after=number)
        if following is None:
            return see_other("basis:findings", slug)
        return see_other("basis:meet", slug, following)
    context = {"heading": _("Finding %(number)d") % {"number": number}, "finding": finding}
    return dialogue_page(request, "basis/meet.html", dialogue, context, missing=missing, form=form)


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The decision basis as it would be frozen now."""
    dialogue = _readable(request, slug)
    context = {"here": "dialogues", "dialogue": dialogue, "document": basis_of(dialogue).document}
    return staff_page(request, "basis/preview.html", dialogue.organisation, context)


@require_safe
def draft_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = _readable(request, slug)
    made = pdf(exporting.marked(basis_of(dialogue).document), letterhead(dialogue.organisation))
    return _file(made, "application/pdf", f"{slug}-{_('draft')}.pdf")


@require_safe
def draft_docx(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = _readable(request, slug)
    made = exporting.as_docx(basis_of(dialogue), dialogue.organisation, queries.template_for(dialogue))
    return _file(made, DOCX, f"{slug}-{_('draft')}.docx")


@require_POST
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue, _missing = entered(request, slug, FREEZE_BASIS)
    try:
        frozen = actions.freeze(dialogue, actor=request.actor, made=made(dialogue))
    except WrongMoment as refusal:
        if refusal.code != "nothing_new_to_freeze":
            raise
        return _overview(request, dialogue, told=refusal_text(refusal), status=409)
    said = _("Version %(number)d is frozen. Everybody can read it now, as the board gets it.")
    return _back(request, dialogue, said % {"number": frozen.number})


# Templates


@PAGE
def templates(request: HttpRequest, slug: str) -> HttpResponse:
    """The templates in use, the fields they may have, and a new one."""
    organisation = _house(request, slug)
    form = TemplateForm(posted(request), request.FILES or None, organisation=organisation)
    if saved(form, lambda: actions.upload_template(organisation, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The template is in use from now on."))
        return see_other("basis:templates", slug)
    context = {
        "here": "settings",
        "form": form,
        "templates": list(queries.templates(organisation)),
        "fields": [(f"{{{{ {field.name} }}}}", field) for field in FIELDS],
    }
    return staff_page(request, "basis/templates.html", organisation, context)


@require_safe
def starting_template(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = _house(request, slug)
    made = exporting.starting_template(organisation, organisation.source_language)
    return _file(made, DOCX, f"{_('template')}.docx")


@require_safe
def template_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = queries.template_of(_house(request, slug), pk)
    return _file(bytes(found.file), DOCX, found.name)


@require_POST
def drop_template(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = _house(request, slug)
    actions.drop_template(queries.template_of(organisation, pk), actor=request.actor)
    messages.success(request, _("The template is put away. What it was used for stays."))
    return see_other("basis:templates", slug)


# Small things


def _readable(request: HttpRequest, slug: str) -> Dialogue:
    """The dialogue, for those who write its basis or freeze it."""
    return planning.dialogue_for(request.actor, slug, WRITE_BASIS, FREEZE_BASIS)


def _house(request: HttpRequest, slug: str) -> Organisation:
    """The organisation, for those who keep its templates."""
    return organisations.organisation_for(request.actor, slug, UPLOAD_TEMPLATE)


def _back(request: HttpRequest, dialogue: Dialogue, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other("basis:overview", dialogue.slug)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
