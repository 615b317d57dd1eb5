"""Scans: taken in, read in the background, and reviewed form by form. Nothing is counted before that."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField, HiddenInput
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.ground import catalogue
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.maps.charts import is_pressed, shows_map, still_filling
from gehor.ground.maps.fields import chart_in, show_map_on
from gehor.ground.people.receipt import shown
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.participation import actions as participation
from gehor.participation.ballots.actions import enter_ballot
from gehor.participation.ballots.forms import form_of
from gehor.participation.intake.desk import stays
from gehor.participation.intake.forms import TypedIn, enter_form
from gehor.participation.queries import is_open
from gehor.planning.models import Activity
from gehor.process.asking import DECLINED, Kind, Question
from gehor.process.steps import DROP_SCAN, ENTER, SCAN_FORMS
from gehor.process.words import Channel

from .. import actions, invalid, pressing, queries, taking_in
from ..cuttings import Cutting, cuttings
from ..forms import ScanForm
from ..models import Page, Scan, Sheet
from ..reading.sense import Sense
from ..texts import LOOKS, TROUBLES
from .printing import on_paper, page

ASIDE = ("receipt", "name", "email", "address")  # the part with the address is not scanned


@PAGE
def scans(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Files from the scanner, how far they are read, and what could not be."""
    activity = on_paper(request, slug, number)
    form = ScanForm(posted(request), request.FILES or None)
    if saved(form, lambda: _taken(request, activity, form)):
        return see_other("paper:scans", slug, number)
    found = list(queries.scans(activity))
    read = queries.gathered(activity)
    troubled = [(each, _trouble(each)) for each in queries.troubled(activity)]
    context = {
        "form": form,
        "is_open": is_open(activity),
        "may_scan": request.actor.may(SCAN_FORMS, activity.dialogue.organisation_id),
        "may_drop": request.actor.may(DROP_SCAN, activity.dialogue.organisation_id),
        "scans": [(each, TROUBLES.get(each.trouble, "")) for each in found],
        "is_reading": any(each.read_at is None for each in found),
        "troubled": troubled,
        "waiting": len(read.whole),
        "incomplete": [(pressing.mark(sheet.run, sheet), sheet, _missing(missing)) for sheet, missing in read.missing],
    }
    return page(request, "scans", activity, context)


def _taken(request: HttpRequest, activity: Activity, form: ScanForm) -> list[Scan]:
    """Each file by itself: one that has been scanned before does not keep the others out."""
    taken, refused = [], []
    for file in form.cleaned_data["files"]:
        try:
            taken.append(actions.scan_forms(activity, actor=request.actor, name=file.name, data=file.read()))
        except WrongInput as refusal:
            refused.append(refusal)
    if refused and not taken:
        raise refused[0]
    for refusal in refused:
        messages.warning(request, refusal_text(refusal))
    words = ngettext("%(n)d file is being read.", "%(n)d files are being read.", len(taken)) % {"n": len(taken)}
    messages.success(request, words)
    return taken


def _trouble(bad: Page) -> str:
    return str(TROUBLES[bad.trouble]).replace("{word}", bad.word)


def _missing(pages: list[int]) -> str:
    words = ngettext("Page %(pages)s is missing.", "Pages %(pages)s are missing.", len(pages))
    return words % {"pages": ", ".join(map(str, pages))}


@require_POST
def drop(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    activity = on_paper(request, slug, number)
    actions.drop_scan(queries.scan_of(activity, pk), actor=request.actor)
    messages.success(request, _("The scan is taken away, with its pictures. What has been reviewed of it is kept."))
    return see_other("paper:scans", slug, number)


@dataclass(frozen=True)
class Row:
    """One question of a scanned sheet: its picture, the controls of its answer, and why somebody must look."""

    label: Any
    heading: bool
    pictures: list[Cutting]
    fields: list[BoundField]
    look: Any


@PAGE
def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The next sheet that has been read: the picture of each question beside what was read, by keyboard alone."""
    activity = on_paper(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, ENTER)
    waiting = queries.gathered(activity).whole
    asked_for = queries.code_in(request.POST.get("sheet", "") or request.GET.get("sheet", ""))
    sheet = next((each for each in waiting if each.code == asked_for), None)
    if sheet is None and request.method == "POST":
        messages.warning(request, refusal_text(WrongInput("review_changed")))
        return see_other("paper:review", slug, number)
    sheet = sheet or (waiting[0] if waiting else None)
    if sheet is None:
        return page(request, "review", activity, {"left": 0})
    sheet.run.activity = activity
    read = queries.pages_of(sheet)
    sense = taking_in.sense(sheet, read)
    form = _form(request, activity, sheet, sense)
    if invalid.is_pressed(request):
        if invalid.kept(request, activity, form):
            return see_other("paper:review", slug, number)
    elif is_pressed(request):
        still_filling(form)
    elif saved(form, lambda: _entered(request, activity, sheet, form)):
        messages.success(request, _("The form %(code)s is saved.") % {"code": shown(sheet.code)})
        return see_other("paper:review", slug, number)
    rows = list(_rows(form, sheet, read, sense))
    _begin_at(form, rows)
    context = {
        "form": form,
        "sheet": sheet,
        "mark": pressing.mark(sheet.run, sheet),
        "code": shown(sheet.code),
        "rows": rows,
        "left": len(waiting),
        "looks": len(sense.look),
        "is_counted": queries.is_counted(activity),
        "why_missing": invalid.is_pressed(request),
    }
    return shows_map(page(request, "review", activity, context), chart_in(form))


def _form(request: HttpRequest, activity: Activity, sheet: Sheet, sense: Sense) -> Any:
    language = get_language() or "sv"
    initial = {**stays(request, activity), "language": sheet.run.language, "sheet": sheet.code}
    initial |= {"channel": Channel.PAPER.value, **_given(activity, sheet, sense)}
    if catalogue.methods()[activity.method].is_only_counted:
        kind = form_of(activity, language, base=TypedIn, is_whole=False)
        form = kind(posted(request), activity=activity, initial=initial)
    else:
        form = enter_form(activity, language, posted(request), initial=initial)
    for name in ASIDE:
        form.fields.pop(name, None)
    for name in ("sheet", "channel"):
        form.fields[name].widget = HiddenInput()
    return show_map_on(form, activity.dialogue.organisation, is_there=False)


def _given(activity: Activity, sheet: Sheet, sense: Sense) -> dict[str, Any]:
    """What was read, as the form's first values."""
    if not catalogue.methods()[activity.method].is_only_counted:
        return sense.given
    kinds = {each.key: each.kind for each in queries.questions_of(sheet.run)}
    first: dict[str, Any] = {}
    for key, value in sense.given.items():
        if value == {DECLINED: True}:
            beside = kinds[key] in (Kind.ONE, Kind.SCALE)
            first[f"q.{key}" if beside else f"q.{key}.{DECLINED}"] = DECLINED if beside else True
        else:
            first[f"q.{key}"] = str(value) if isinstance(value, int) else value
    return first


def _entered(request: HttpRequest, activity: Activity, sheet: Sheet, form: Any) -> Any:
    cleaned = form.cleaned_data
    common = {
        "actor": request.actor,
        "submission": cleaned["submission"],
        "channel": Channel.PAPER,
        "language": cleaned["language"],
        "received_at": form.received_at,
        "sheet": sheet.code,
    }
    method = catalogue.methods()[activity.method]
    if method.is_only_counted:
        return enter_ballot(activity, values=form.answers, **common)
    return participation.enter(
        activity, text=cleaned["text"], title=cleaned.get("title", ""), values=method.values(cleaned), **common
    )


def _rows(form: Any, sheet: Sheet, read: list[Page], sense: Sense) -> Iterator[Row]:
    pictures = cuttings(sheet.run, read)
    for question in queries.questions_of(sheet.run):
        names = [f"q.{question.key}", f"q.{question.key}.{DECLINED}"]
        names = names if names[0] in form.fields else [question.key]
        fields = [form[name] for name in names if name in form.fields]
        look = LOOKS.get(sense.look.get(question.key, ""), "")
        if question.kind is Kind.SECTION or fields:
            yield Row(
                _label(question, form), question.kind is Kind.SECTION, pictures.get(question.key, []), fields, look
            )


def _label(question: Question, form: Any) -> Any:
    speaker = getattr(form, "speaker", None)
    return speaker(question.label) if speaker else next(iter(question.label.values()), "")


def _begin_at(form: Any, rows: list[Row]) -> None:
    """Where the eye should fall first: on what is unclear. With nothing unclear, on the button."""
    for each in form.fields.values():
        each.widget.attrs.pop("autofocus", None)
    first = next((each for each in rows if each.look and each.fields), None)
    if first is not None:
        first.fields[0].field.widget.attrs["autofocus"] = True
