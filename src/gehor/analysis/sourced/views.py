"""Where the sources of a dialogue held earlier are added, and the findings that rest on them are brought in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.analysis.models import Finding
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, saved
from gehor.ground.reading import read_table
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.pages import dialogue_page, entered
from gehor.process.step import Step
from gehor.process.steps import ADD_SOURCE, BRING_FINDINGS

from . import actions, queries, rules
from .forms import BringFileForm, BringForm, SourceForm


@PAGE
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    """All files that were brought in, and a form for the next one."""
    dialogue, missing = entered(request, slug, ADD_SOURCE)
    form = SourceForm(posted(request), request.FILES or None, source=dialogue.source_language)

    def add() -> None:
        said = form.cleaned_data
        file = said["file"]
        actions.add_source(
            dialogue,
            actor=request.actor,
            title=said["title"],
            data=file.read(),
            file_name=file.name,
            is_public=said["is_public"],
        )

    if saved(form, add):
        messages.success(request, _("The file is kept, with its hash."))
        return see_other("sourced:sources", slug)
    context = {
        "heading": _("Sources"),
        "sources": queries.sources(dialogue),
        "may_bring": _may(request, dialogue, BRING_FINDINGS),
    }
    return dialogue_page(request, "sourced/sources.html", dialogue, context, missing=missing, form=form)


@PAGE
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """One finding, typed in."""
    return _bring(request, slug, BringForm, lambda form: [form.brought], "sourced/bring.html")


@PAGE
def bring_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Many findings, from a table."""
    return _bring(request, slug, BringFileForm, _from_file, "sourced/bring_file.html")


def _from_file(form: Form) -> list[rules.Brought]:
    file = form.cleaned_data["file"]
    try:
        return rules.brought(read_table(file.read(), file.name))
    except WrongInput as refusal:
        raise WrongInput(refusal.code, **{**refusal.params, "field": "file"}) from None


def _bring(
    request: HttpRequest, slug: str, kind: Any, findings: Callable[[Any], list[rules.Brought]], template: str
) -> HttpResponse:
    dialogue, missing = entered(request, slug, BRING_FINDINGS)
    form = kind(posted(request), request.FILES or None, dialogue=dialogue)
    made: list[Finding] = []

    def take() -> None:
        source = form.cleaned_data["source"]
        made.extend(actions.bring_findings(dialogue, actor=request.actor, source=source, findings=findings(form)))

    if saved(form, take):
        count = len(made)
        said = ngettext("%(count)d finding is brought in.", "%(count)d findings are brought in.", count)
        messages.success(request, said % {"count": count})
        return see_other("analysis:findings", slug)
    context = {"heading": _("Bring in findings"), "sources": queries.sources(dialogue), "columns": rules.COLUMNS}
    return dialogue_page(request, template, dialogue, context, missing=missing, form=form)


@require_safe
def source_for_staff(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """Any of the files, for those who work with the dialogue."""
    return queries.served(queries.source_of(planning.dialogue_for(request.actor, slug), number, public=False))


@require_safe
def source(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """One public file."""
    return queries.served(queries.source_of(planning.public_dialogue(slug), number, public=True))


def _may(request: HttpRequest, dialogue: Dialogue, step: Step) -> bool:
    may = request.actor.may(step, dialogue.organisation_id)
    return may and not step.missing(planning.facts_known(dialogue))
