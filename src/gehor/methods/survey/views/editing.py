"""Where staff write the questions: a list that can be put in order, a page for each question, and files in and out."""

import csv
import io
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.arranging import pressed
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.reading import export_cell, imported_cell, read_table
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.ballots.forms import ballot_form
from gehor.participation.ballots.versions import stands_fast
from gehor.participation.intake.doors import activity_of
from gehor.planning.models import Activity
from gehor.process.asking import Kind
from gehor.process.steps import ARRANGE_QUESTIONS

from .. import rules, sheets
from ..actions import WHY_FAST, arrange_questions
from ..forms import FileForm, QuestionForm
from ..texts import KINDS, SHEET

KEY = "survey"
TEXTS_IN = [code for code, _name in settings.LANGUAGES]


@PAGE
def questions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All questions in their order. A POST moves one or takes one away."""
    activity = _survey(request, slug, number)
    if request.method == "POST":
        return _rearranged(request, activity)
    return _list(request, activity, FileForm())


@PAGE
def question(request: HttpRequest, slug: str, number: int, key: str = "") -> HttpResponse:
    """One question, to be written or changed; a new one is of the kind that the address says."""
    activity = _survey(request, slug, number)
    asked = rules.questions(activity.setup)
    before = next((each for each in asked if each.key == key), None)
    if key and before is None:
        raise Http404
    kind = before.kind if before else _kind(request.GET.get("kind", ""))
    source, language = activity.dialogue.source_language, get_language() or "sv"
    form = QuestionForm(posted(request), kind=kind, asked=asked, source=source, language=language, question=before)

    def act() -> Activity:
        written = form.question
        return arrange_questions(activity, actor=request.actor, change=lambda now: rules.put(now, written))

    if saved(form, act):
        messages.success(request, _("The question is saved."))
        return see_other("survey:questions", slug, number)
    context = {**_about(activity), "form": form, "kind": KINDS[kind][0], "is_new": before is None}
    return staff_page(request, "survey/question.html", activity.dialogue.organisation, context)


@require_POST
def from_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The questions of a file, after those that are there."""
    activity = _survey(request, slug, number)
    form = FileForm(request.POST, request.FILES)

    def act() -> Activity:
        file, source = form.cleaned_data["file"], activity.dialogue.source_language
        more = _read(file.read(), file.name, source=source)
        return arrange_questions(activity, actor=request.actor, change=lambda now: rules.added(now, more))

    if not saved(form, act):
        return _list(request, activity, form)
    messages.success(request, _("The questions of the file stand last."))
    return see_other("survey:questions", slug, number)


@require_safe
def questions_json(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All questions as JSON, to be asked again elsewhere."""
    activity = _survey(request, slug, number)
    data = sheets.as_json(rules.questions(activity.setup), source=activity.dialogue.source_language)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}-questions.json"'
    return response


@require_safe
def questions_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All questions as a table for a spreadsheet."""
    activity = _survey(request, slug, number)
    out = io.StringIO()
    writer = csv.DictWriter(out, sheets.columns(TEXTS_IN), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for row in sheets.as_rows(rules.questions(activity.setup), TEXTS_IN):
        writer.writerow({name: export_cell(cell) for name, cell in row.items()})
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}-questions.csv"'
    return response


def _survey(request: HttpRequest, slug: str, number: int) -> Activity:
    """The activity, if it is a survey and this person may write its questions. Else 404 or 403."""
    activity = activity_of(request, slug, number, step=ARRANGE_QUESTIONS)
    if activity.method != KEY:
        raise Http404
    return activity


def _kind(word: str) -> Kind:
    try:
        return Kind(word)
    except ValueError:
        raise Http404 from None


def _rearranged(request: HttpRequest, activity: Activity) -> HttpResponse:
    try:
        if change := pressed(request, moved=rules.moved, removed=rules.removed):
            arrange_questions(activity, actor=request.actor, change=change)
    except WrongInput as refusal:
        return _list(request, activity, FileForm(), refused=refusal_text(refusal), status=422)
    return see_other("survey:questions", activity.dialogue.slug, activity.number)


def _read(data: bytes, name: str, *, source: str) -> rules.Questions:
    if name.lower().endswith(".json"):
        try:
            return sheets.from_json(data.decode("utf-8-sig"), source=source)
        except UnicodeDecodeError:
            raise WrongInput("not_a_survey", field="file") from None
    table = read_table(data, name)
    rows = [
        {column.strip(): imported_cell(cell) for column, cell in zip(table.columns, line.cells, strict=True)}
        for line in table.rows
    ]
    if "kind" not in {column.strip() for column in table.columns}:
        raise WrongInput("not_a_survey", field="file")
    if unread := sheets.unread(column.strip() for column in table.columns):
        known = ", ".join(sheets.columns([source]))
        raise WrongInput("question_columns_unread", field="file", names=", ".join(unread)[:200], known=known)
    return sheets.from_rows(rows, source=source, languages=TEXTS_IN)


def _list(
    request: HttpRequest, activity: Activity, form: FileForm, *, refused: str = "", status: int | None = None
) -> HttpResponse:
    asked, dialogue = rules.questions(activity.setup), activity.dialogue
    shown = ballot_form(asked, get_language() or "sv", dialogue.source_language, base=forms.Form, activity=activity)()
    context = {
        **_about(activity),
        "asked": [(each, KINDS[each.kind][0]) for each in asked],
        "pages": len(rules.pages(asked)),
        "kinds": [(kind.value, *words) for kind, words in KINDS.items()],
        "form": form,
        "shown": shown,
        "refused": refused,
        "sheet": [(column.format(source=dialogue.source_language), words) for column, words in SHEET.items()],
    }
    return staff_page(request, "survey/questions.html", dialogue.organisation, context, status=status)


def _about(activity: Activity) -> dict[str, Any]:
    return {"dialogue": activity.dialogue, "activity": activity, "stands_fast": stands_fast(activity, **WHY_FAST)}
