"""Notes at the speed of talk: one line, Enter, the next line."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gehor.ground.errors import WrongInput
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, SeeOther, posted, staff_page
from gehor.participation import rules as participation
from gehor.participation.fields import LANGUAGES
from gehor.participation.intake.queries import last_typed, typed_in
from gehor.participation.queries import is_open
from gehor.planning.models import Activity
from gehor.process.steps import CORRECT_TYPING, ENTER

from .. import queries, rules
from ..doors import meeting_of
from ..forms import CorrectForm, LineForm, PageForm
from ..noting import correct_note as correct
from ..noting import place_of, take_notes
from ..rules import Fault, Note, Place

LAST_SHOWN = 12


@PAGE
def notes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One note after the other; table, person, round and language stay as they were."""
    activity = meeting_of(request, slug, number, step=ENTER)
    if request.method != "POST":
        return _page(request, activity, _form(LineForm, request, activity, initial=_kept(request, activity)))
    form = _form(LineForm, request, activity, request.POST)
    note = _read(form) if form.is_valid() else None
    if note is None:
        return _page(request, activity, form, status=422)
    if not note.text:
        return _next(activity, form, note.place)
    try:
        (contribution,) = _take(request, activity, form, [note])
    except WrongInput as refusal:
        form.add_error("line", refusal_text(refusal))
        return _page(request, activity, form, status=422)
    if contribution.wordings.first().text != participation.tidy(note.text):
        return _saved_before(request, activity, form)
    return _next(activity, form, note.place)


@PAGE
def page_of_notes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A whole page of notes, taken elsewhere: all of it, or nothing."""
    activity = meeting_of(request, slug, number, step=ENTER)
    if request.method != "POST":
        return _paste(request, activity, _form(PageForm, request, activity, initial=_kept(request, activity)))
    form = _form(PageForm, request, activity, request.POST)
    if not form.is_valid():
        return _paste(request, activity, form, status=422)
    taken, faults = rules.read_page(
        form.cleaned_data["line"], before=form.before, room=form.room, longest=participation.TEXT_MOST
    )
    if not taken and not faults:
        form.add_error("line", _("Not one of the lines is a note."))
    if faults or form.errors:
        return _paste(request, activity, form, faults=faults, status=422)
    try:
        _take(request, activity, form, taken)
    except WrongInput as refusal:
        form.add_error("line", refusal_text(refusal))
        return _paste(request, activity, form, status=422)
    words = ngettext("%(count)d note is saved.", "%(count)d notes are saved.", len(taken))
    messages.success(request, words % {"count": len(taken)})
    return _next(activity, form, taken[-1].place)


@PAGE
def correct_note(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """The note as it was typed, to be typed again: another text, another place, or both."""
    activity = meeting_of(request, slug, number, step=CORRECT_TYPING)
    contribution = typed_in(activity, reference)
    place, shown = place_of(contribution), contribution.wordings.last()
    typed = " ".join(shown.text.split("\n"))
    initial = {"line": f"{place}: {typed}" if place else typed}
    form = CorrectForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            note = rules.read_line(form.cleaned_data["line"], before=place, room=queries.room(activity))
            kept = shown.text if note.text == typed else note.text  # line breaks that one line cannot show stay
            correct(contribution, actor=request.actor, note=Note(note.place, kept))
        except WrongInput as refusal:
            form.add_error("line", refusal_text(refusal))
        else:
            messages.success(request, _("The note is mended."))
            return SeeOther(_address(activity, note.place, contribution.values.get("round"), shown.language))
    context = {"dialogue": activity.dialogue, "activity": activity, "contribution": contribution, "form": form}
    return _staff(request, "meeting/correct_note.html", activity, context, status=422 if form.errors else 200)


def _form(kind: type[LineForm], request: HttpRequest, activity: Activity, *sent: Any, **more: Any) -> LineForm:
    reader = get_language() or "sv"
    return kind(*sent, activity=activity, room=queries.room(activity), reader=reader, **more)


def _read(form: LineForm) -> Note | None:
    try:
        return rules.read_line(form.cleaned_data["line"], before=form.before, room=form.room)
    except WrongInput as refusal:
        form.add_error("line", refusal_text(refusal))
        return None


def _take(request: HttpRequest, activity: Activity, form: LineForm, taken: Any) -> Any:
    return take_notes(
        activity,
        actor=request.actor,
        submission=form.cleaned_data["submission"],
        notes=taken,
        language=form.cleaned_data["language"],
        turn=form.cleaned_data.get("round"),
    )


def _kept(request: HttpRequest, activity: Activity) -> dict[str, Any]:
    """What stays from the note before, as far as it can be meant."""
    asked = request.GET
    numbers = {name: int(asked[name]) for name in ("table", "person") if asked.get(name, "").isdecimal()}
    rounds = len(rules.questions(activity.setup))
    turn = int(asked["round"]) if asked.get("round", "").isdecimal() else 1
    language = asked.get("language")
    return {
        **numbers,
        "round": turn if 1 <= turn <= rounds else 1,
        "language": language if language in dict(LANGUAGES) else activity.dialogue.source_language,
    }


def _address(activity: Activity, place: Place, turn: int | None, language: str) -> str:
    kept = {"table": place.table, "person": place.person, "round": turn, "language": language}
    url = reverse("meeting:notes", args=[activity.dialogue.slug, activity.number])
    return f"{url}?{urlencode({name: value for name, value in kept.items() if value})}"


def _next(activity: Activity, form: LineForm, place: Place) -> HttpResponse:
    cleaned = form.cleaned_data
    return SeeOther(_address(activity, place, cleaned.get("round"), cleaned["language"]))


def _saved_before(request: HttpRequest, activity: Activity, form: LineForm) -> HttpResponse:
    """Somebody went back in the browser and typed another note over the one that was saved."""
    form.data = form.data.copy()
    form.data["submission"] = str(uuid.uuid4())
    form.add_error("line", _("A note with another text is saved already. Press Enter once more to save this one too."))
    return _page(request, activity, form, status=409)


def _page(request: HttpRequest, activity: Activity, form: LineForm, *, status: int = 200) -> HttpResponse:
    last = last_typed(activity, request.user, most=LAST_SHOWN)
    table, person = (str(form[name].value() or "") for name in ("table", "person"))
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "table": table if table.isdecimal() else "",
        "person": person if person.isdecimal() else "",
        "last": [(place_of(each.contribution), each) for each in reversed(last)],
        "noted": queries.noted(activity),
        "is_open": is_open(activity),
        "keys": [
            ("3: …", _("the whole table 3")),
            ("3.2 …", _("person 2 at table 3")),
            ("…", _("the same as before")),
            (": …", _("a note that begins with a number")),
            ("Enter", _("save")),
        ],
    }
    return _staff(request, "meeting/notes.html", activity, context, status=status)


def _paste(
    request: HttpRequest, activity: Activity, form: LineForm, *, faults: list[Fault] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "faults": [(fault.line, refusal_text(WrongInput(fault.code, **fault.params))) for fault in faults or []],
        "is_open": is_open(activity),
    }
    return _staff(request, "meeting/page_of_notes.html", activity, context, status=status)


def _staff(
    request: HttpRequest, template: str, activity: Activity, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return staff_page(request, template, activity.dialogue.organisation, context, status=status)
