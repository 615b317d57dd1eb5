"""What is printed: runs of sheets with a code each, a form to copy, and what a code that is typed stands for."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import catalogue, limits
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.intake.doors import activity_of
from gehor.participation.queries import is_open
from gehor.planning.models import Activity
from gehor.process.asking import Kind
from gehor.process.steps import ENTER, GIVE_CONTACT, PRINT_FORMS, SCAN_FORMS

from .. import actions, lists, pressing, queries, rules
from ..asking import asked_on_paper, has_form
from ..fields import known_sheet, old_words, one_of
from ..forms import Length, PrintForm
from ..models import Run
from ..texts import WHY_INVALID


@PAGE
def paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All about paper in one activity: print, and go on to typing, typing twice and scans."""
    activity = on_paper(request, slug, number)
    may_print = request.actor.may(PRINT_FORMS, activity.dialogue.organisation_id)
    form = PrintForm(posted(request), activity=activity)
    length = _length(activity, form) if may_print else None
    is_asked = length is not None and ("look" in request.POST or (length.is_long and "sure" not in request.POST))
    found = length.found if length else None
    if not is_asked and saved(
        form, lambda: actions.print_forms(activity, actor=request.actor, found=found, **form.cleaned_data)
    ):
        run = form.outcome
        words = ngettext("%(n)d form is ready to print.", "%(n)d forms are ready to print.", run.sheets)
        paper = rules.paper_of(run.pages, both_sides=run.both_sides)
        each = ngettext("Each is %(n)d sheet of paper.", "Each is %(n)d sheets of paper.", paper)
        messages.success(request, f"{words % {'n': run.sheets}} {each % {'n': paper}}")
        return see_other("paper:paper", slug, number)
    may = {
        "print": may_print,
        "scan": request.actor.may(SCAN_FORMS, activity.dialogue.organisation_id),
        "address": request.actor.may(GIVE_CONTACT, activity.dialogue.organisation_id),
    }
    found = list(queries.runs(activity))
    for run in found:
        run.activity = activity
    context = {
        "form": form,
        "length": length if is_asked else None,
        "has_items": catalogue.methods()[activity.method].items is not None,
        "is_open": is_open(activity),
        "runs": [(run, pressing.parts(run), queries.is_old(run)) for run in found],
        "is_counted": queries.is_counted(activity),
        "is_compared": lists.is_compared(activity),
        "invalid": [(each, WHY_INVALID[each.reason]) for each in queries.invalid_in(activity)],
        "may": may,
        "tally": queries.tally(activity, request.user),
    }
    return page(request, "paper", activity, context)


def _length(activity: Activity, form: PrintForm) -> Length | None:
    """How much paper it will be, as it is laid out; None where nothing can be."""
    if not form.is_bound or not form.is_valid() or not is_open(activity):
        return None
    chosen = form.cleaned_data
    questions = asked_on_paper(activity, chosen["language"])
    if not questions:
        return None
    found = pressing.laid_out(activity, questions, language=chosen["language"], size=chosen["size"])
    return Length(found, sum(each.kind is not Kind.SECTION for each in questions), chosen)


@require_POST
def drop_invalid(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    activity = on_paper(request, slug, number)
    invalid = get_object_or_404(queries.invalid_in(activity), pk=pk)
    invalid.activity = activity
    actions.drop_invalid(invalid, actor=request.actor)
    messages.success(request, _("It is taken back. The form can be typed in again."))
    return see_other("paper:paper", slug, number)


@require_safe
def run_file(request: HttpRequest, slug: str, number: int, run: int, part: int) -> HttpResponse:
    found = _run_to_print(request, slug, number, run, part)
    return _pdf(pressing.run_pdf(found, part), f"{slug}-{number}-{run}-{part}.pdf")


@require_safe
def slips(request: HttpRequest, slug: str, number: int, run: int, part: int) -> HttpResponse:
    """The codes of the same forms, as slips to hand over. Where answers are counted a code without its form is none."""
    found = _run_to_print(request, slug, number, run, part)
    if queries.is_counted(found.activity):
        raise Http404
    return _pdf(pressing.slips(found, part), f"{slug}-{number}-{run}-{part}-slips.pdf")


def _run_to_print(request: HttpRequest, slug: str, number: int, run: int, part: int) -> Run:
    activity = on_paper(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, PRINT_FORMS)
    found = queries.run_of(activity, run)
    if part not in pressing.parts(found):
        raise Http404
    return found


@require_safe
def blank(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One form without a code, to be copied."""
    activity = on_paper(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, PRINT_FORMS)
    language = request.GET.get("language", activity.dialogue.source_language)
    form = PrintForm({"sheets": 1, "language": language, "size": request.GET.get("size", "normal")}, activity=activity)
    if not form.is_valid():
        raise Http404
    language, size = form.cleaned_data["language"], form.cleaned_data["size"]
    questions = asked_on_paper(activity, language)
    return _pdf(pressing.blank_pdf(activity, questions, language=language, size=size), f"{slug}-{number}.pdf")


@require_safe
def known(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """What there is to say of a code before its sheet is typed in: said in a sentence, or nothing."""
    activity = on_paper(request, slug, number)
    limits.spend("receipt_address", limits.address(request))
    typed = request.GET.get("code", "")[:300]
    kind, words, leads_to = "", "", {}
    try:
        if known_sheet(typed, activity):
            kind, words = "warning", old_words(one_of(typed, activity))
    except ValidationError as wrong:
        kind, words = "error", wrong.messages[0]
        leads_to = {name: each for name, each in (wrong.params or {}).items() if name in ("leads_to", "link")}
    answer = {"kind": kind if words else "", "words": words, **leads_to}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def on_paper(request: HttpRequest, slug: str, number: int) -> Activity:
    """The activity, for whoever may type in there, if it has a form to fill in by hand. Else 403 or 404."""
    activity = activity_of(request, slug, number, step=ENTER)
    if not has_form(activity) or hasattr(activity.dialogue, "earlier"):
        raise Http404
    return activity


def page(request: HttpRequest, name: str, activity: Activity, context: dict[str, Any]) -> HttpResponse:
    common = {"dialogue": activity.dialogue, "activity": activity, "kept_days": rules.KEPT_DAYS}
    response = staff_page(request, f"paper/{name}.html", activity.dialogue.organisation, {**common, **context})
    response["Cache-Control"] = "no-store, private"
    return response


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response
