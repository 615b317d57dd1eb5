"""Bringing in a file of contributions: choose it, say what its columns hold, look, bring it in, perhaps undo it."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import catalogue
from gehor.ground.design.texts import CHANNELS
from gehor.ground.errors import Refusal, WrongInput, WrongMoment
from gehor.ground.languages import said
from gehor.ground.reading import export_cell
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, SeeOther, see_other, staff_page
from gehor.planning.models import Activity
from gehor.planning.queries import activities
from gehor.process.method import Method, Takes
from gehor.process.steps import IMPORT, MASK, PUBLISH_CONTRIBUTION
from gehor.process.words import Channel

from ... import actions, earlier, tasks
from ... import queries as participation
from ...ballots.views import brought
from ...ballots.views import importing as ballots
from ...fields import LANGUAGES
from ...models import Import
from ...reading import Checked, Row
from .. import looks, undoing, uploads
from ..doors import activity_of, dialogue_of, must_take_files
from ..forms import UploadForm
from ..kinds import belonging, kind_of
from ..looking import same_file, warnings
from ..looks import FIND, KIND
from ..queries import ballots_in, brought_in, import_of, imports_with_counts, waiting_files
from ..seen import Seen, look_at, shown
from ..texts import ABOUT, IN_TWO, PARTS, problem_text, sentence
from ..uploads import Upload
from . import waiting
from .file_seen import PROBLEMS_SHOWN, brought_in_page, file_seen, said_beside, seen_rows

ROWS_SHOWN = 5


@PAGE
def import_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Step 1: choose the file."""
    activity = _importing(request, slug, number)
    form = UploadForm(activity=activity)
    if request.method == "POST":
        must_take_files(activity)
        form = UploadForm(request.POST, request.FILES, activity=activity)
        if form.is_valid():
            file, kind = form.cleaned_data["file"], form.cleaned_data.get("exchange", "")
            data = file.read()
            if looks.is_large(data):
                key = uploads.keep(data, file.name, activity=activity, actor=request.actor)
                return _to_columns(activity, key, {**request.GET.dict(), KIND: kind, FIND: "1"})
            try:
                kind = kind_of(activity, kind, data, file.name)
            except WrongInput as refusal:
                form.add_error("file", _refused(refusal, activity, belonging(activity, data, file.name)))
            else:
                key = uploads.keep(data, file.name, activity=activity, actor=request.actor)
                return _to_columns(activity, key, looks.next_asked(request.GET.dict(), kind))
    return _upload_page(request, activity, form)


def _upload_page(request: HttpRequest, activity: Activity, form: UploadForm) -> HttpResponse:
    chosen = looks.next_asked(request.GET.dict(), "")
    here = reverse("participation:import_file", args=[activity.dialogue.slug, activity.number])
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "action": f"{here}?{urlencode(chosen)}" if chosen else here,
        "is_open": earlier.takes_files(activity),
        "held": earlier.is_held(activity),
        "before": [each for each in participation.imports(activity.dialogue) if each.activity_id == activity.pk][:5],
        "expected": ballots.expected(activity).items() if _is_counted(activity) else None,
        "known": _known(activity),
    }
    return _page(request, "import_file", activity, context, status=422 if form.errors else 200)


def _refused(refusal: WrongInput, activity: Activity, there: Sequence[Activity]) -> ValidationError:
    """What is wrong with the file, and the way to where it belongs."""
    words = sentence(refusal.code, refusal.params)
    if refusal.code != "file_belongs_there":
        return ValidationError(words)
    speaking, source = get_language() or "sv", activity.dialogue.source_language
    ways = [
        (
            reverse("participation:import_file", args=[activity.dialogue.slug, each.number]),
            f"{each.number}. {said(each.title, speaking, source)[0]}",
        )
        for each in there
    ]
    return ValidationError(words.replace("%", "%%"), params={"ways": ways})


def _to_columns(activity: Activity, key: str, asked: Mapping[str, str]) -> HttpResponse:
    """On to step 2."""
    address = reverse("participation:import_columns", args=[activity.dialogue.slug, activity.number, key])
    return SeeOther(f"{address}?{urlencode(asked)}" if asked else address)


@PAGE
def import_columns(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Step 2 and 3: which column holds what, what every row would become; and then bring it in."""
    activity = _importing(request, slug, number)
    upload = uploads.find(key, activity=activity, actor=request.actor)
    if upload is None:
        return _gone(request, activity)
    if waiting.is_for_the_worker(request, upload):
        return waiting.handed_over(request, activity, upload)
    given = (request.POST if request.method == "POST" else request.GET).dict()
    found = None
    if request.method != "POST" and looks.is_large(upload.data):
        found = looks.kept(upload, given)
        if found is None or request.htmx:
            return waiting.looking(request, activity, upload, given, is_over=found is not None)
        if isinstance(found, looks.Kind):
            return _to_columns(activity, key, looks.next_asked(given, found.key))
        if isinstance(found, looks.Refused):
            return _refused_later(request, activity, upload, found)
    if exchange := brought.asked_for(request, activity):
        return brought.look_and_bring(request, activity, upload, exchange, found)
    if _is_counted(activity):
        return ballots.columns(request, activity, upload, given, found)
    seen = shown(activity, found or look_at(activity, upload, given))
    if request.method == "POST" and seen.checked is not None:
        return _bring(request, activity, upload, seen)
    context = {
        **file_seen(request, activity, upload, seen.table, seen.form),
        "chosen": urlencode([(field.name, field.value() or "") for field in seen.form]),
        **(_shown(activity, seen.checked) if seen.checked is not None else {"checked": None}),
    }
    wrong = request.method == "POST" or bool(given and seen.form.errors)
    return _page(request, "import_columns", activity, context, status=422 if wrong else 200)


def _refused_later(request: HttpRequest, activity: Activity, upload: Upload, found: looks.Refused) -> HttpResponse:
    """The page on which the file was chosen, with what was found wrong with it meanwhile."""
    form = UploadForm({}, {"file": SimpleUploadedFile(upload.name, upload.data[:1])}, activity=activity)
    there = [each for each in activities(activity.dialogue) if each.pk in found.belongs]
    refusal = WrongInput(found.code, **found.params)
    if form.is_valid():
        form.add_error("file", _refused(refusal, activity, there))
    return _upload_page(request, activity, form)


@require_safe
def import_problems(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Everything that is wrong with the file, as a table to mend it by."""
    activity = _importing(request, slug, number)
    upload = uploads.find(key, activity=activity, actor=request.actor)
    if upload is None:
        raise Http404
    asked = request.GET.dict()
    found = looks.kept(upload, asked) or looks.look_at(activity, upload, asked)
    checked = getattr(found, "checked", None)
    if checked is None:
        raise Http404
    out = io.StringIO()
    # Semicolons and a byte order mark: that is what Excel in Swedish opens rightly by a double click
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_("Row"), _("Column"), _("What is wrong"), _("Left out")])
    for problem in checked.problems:
        cells = (problem.row, problem.column, problem_text(problem), _("yes") if problem.blocks else _("no"))
        writer.writerow([export_cell(cell) for cell in cells])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gehor-rows-to-mend.csv"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """Every file that has been brought in."""
    dialogue = dialogue_of(request, slug, IMPORT)
    context = {"dialogue": dialogue, "imports": imports_with_counts(dialogue), "waiting": waiting_files(dialogue)}
    return staff_page(request, "participation/intake/imports.html", dialogue.organisation, context)


def _known(activity: Activity) -> list[tuple[str, Any]]:
    """The columns that are read by their name, and what each holds."""
    own = [each for each in catalogue.words(activity.method).exported.items() if each[0] != "category"]
    return own + (list(IN_TWO.items()) if "places" in dict(own) else [])


@require_safe
def imported(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One import: what it brought, how the file was read, and the way back."""
    dialogue = dialogue_of(request, slug, IMPORT)
    found = import_of(dialogue, pk)
    otherwise, far = found.mapping.get("otherwise") or {}, undoing.under_way(found)
    context = {
        "dialogue": dialogue,
        "imported": found,
        **brought_in(found).aggregate(still=Count("pk"), unshown=Count("pk", filter=Q(published_at__isnull=True))),
        "may_read": request.actor.may(MASK, dialogue.organisation_id),
        "may_show": request.actor.may(PUBLISH_CONTRIBUTION, dialogue.organisation_id),
        "ballots": ballots_in(found).count() if Takes.BALLOTS in _method(found.activity).takes else 0,
        "is_support": _method(found.activity).supports is not None,
        "exchange": catalogue.words(found.activity.method).exchanges.get(found.mapping.get("exchange", ""), ""),
        "columns": _parts(found),
        "all_channel": CHANNELS.get(otherwise.get("channel", "")),
        "all_language": dict(LANGUAGES).get(otherwise.get("language", "")),
        "held": earlier.is_held(found.activity),
        "may_undo": undoing.can_be_asked_again(found) and _may_undo(request, found),
        "far": None if far and far.code else far,
        "why": str(refusal_text(WrongMoment(far.code))) if far and far.code else "",
    }
    response = staff_page(request, "participation/intake/imported.html", dialogue.organisation, context)
    if request.htmx and (far is None or far.code):  # what it asked for is over: all of the page is another
        response["HX-Refresh"] = "true"
    return response


def _parts(found: Import) -> list[tuple[Any, str]]:
    """What was found in which column, by what it was called when the columns were chosen."""
    named = {**PARTS, **({"category": ABOUT} if _method(found.activity).subjects(found.activity) else {})}
    return [(words, found.mapping[part]) for part, words in named.items() if found.mapping.get(part)]


def _may_undo(request: HttpRequest, found: Import) -> bool:
    """Whether there is a way back now: nobody has begun to read it, and more might still come in."""
    try:
        undoing.must_be_possible(found, actor=request.actor)
    except Refusal:
        return False
    return True


@require_POST
def undo_import(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = import_of(dialogue_of(request, slug), pk)
    if undoing.is_large(found):
        return _left_to_the_worker(request, found)
    actions.undo_import(found, actor=request.actor)
    if "exchange" in found.mapping:
        gone = ngettext(
            "The import is undone: %(count)d row is taken away.",
            "The import is undone: %(count)d rows are taken away.",
            found.rows,
        )
    elif _is_counted(found.activity):
        gone = ngettext(
            "The import is undone: %(count)d ballot is taken away.",
            "The import is undone: %(count)d ballots are taken away.",
            found.rows,
        )
    else:
        gone = ngettext(
            "The import is undone: %(count)d contribution is taken away.",
            "The import is undone: %(count)d contributions are taken away.",
            found.rows,
        )
    messages.success(request, gone % {"count": found.rows})
    return see_other("participation:imported", slug, pk)


def _left_to_the_worker(request: HttpRequest, found: Import) -> HttpResponse:
    """Back to the import, which tells how far it has come; pressed by two it is done once."""
    undoing.must_be_possible(found, actor=request.actor)
    far = undoing.under_way(found)
    if far is None or far.code:
        undoing.note_asked(found)
        tasks.undo_large.enqueue(found.pk, request.actor.account_id)
    return see_other("participation:imported", found.activity.dialogue.slug, found.pk)


def _importing(request: HttpRequest, slug: str, number: int) -> Activity:
    activity = activity_of(request, slug, number, step=IMPORT)
    if Channel.IMPORT not in _method(activity).channels:
        raise Http404
    return activity


def _method(activity: Activity) -> Method:
    return catalogue.methods()[activity.method]


def _is_counted(activity: Activity) -> bool:
    return _method(activity).is_only_counted


def _bring(request: HttpRequest, activity: Activity, upload: Upload, seen: Seen) -> HttpResponse:
    checked = seen.checked
    stored = actions.import_contributions(
        activity,
        actor=request.actor,
        rows=checked.ready,
        file_name=upload.name,
        file_hash=upload.hash,
        mapping=seen.form.wanted.kept,
    )
    words = ngettext("%(count)d contribution is in.", "%(count)d contributions are in.", stored.rows)
    return brought_in_page(request, upload, stored, words % {"count": stored.rows}, left_out=len(checked.refused))


def _gone(request: HttpRequest, activity: Activity) -> HttpResponse:
    """The file is not kept any more: brought in by an impatient double click, or left for a day."""
    before = same_file(activity, request.POST.get("file_hash", "")) if request.method == "POST" else None
    if before and before.activity_id == activity.pk:
        return see_other("participation:imported", activity.dialogue.slug, before.pk)
    messages.warning(request, _("The file is no longer kept here. Choose it again; nothing of it was brought in."))
    return see_other("participation:import_file", activity.dialogue.slug, activity.number)


def _shown(activity: Activity, checked: Checked) -> dict[str, Any]:
    hints = list(warnings(checked.problems))
    return {
        "checked": checked,
        **seen_rows(checked),
        "rows": _as_they_would_become(activity, checked.ready[:ROWS_SHOWN]),
        "hints": [(problem, problem_text(problem)) for problem in hints[:PROBLEMS_SHOWN]],
        "more_hints": max(0, len(hints) - PROBLEMS_SHOWN),
    }


def _as_they_would_become(activity: Activity, rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "channel": row.channel,
            "language": dict(LANGUAGES).get(row.language or "", row.language),
            "more": " · ".join(filter(None, (beside, row.reference, row.email))),
        }
        for row, beside in zip(rows, said_beside(activity, rows), strict=True)
    ]


def _page(
    request: HttpRequest, name: str, activity: Activity, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    template = f"participation/intake/{name}.html"
    return staff_page(request, template, activity.dialogue.organisation, context, status=status)
