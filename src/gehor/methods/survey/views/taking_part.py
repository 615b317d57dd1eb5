"""Answering a survey: a page for each part, a last look at all of it, and the receipt.

Nothing is stored between the pages: what has been filled in travels in them. What is asked next follows from what was
answered, here and not in the browser. Whoever wants to go on another day saves, and gets the code that opens it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from gehor.ground import limits, pace
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.people import receipt
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import participant_by_receipt
from gehor.ground.sentences import refusal_text
from gehor.participation.ballots import own
from gehor.participation.ballots.forms import PREFIX, BallotForm, Section
from gehor.participation.ballots.versions import as_asked
from gehor.participation.ballots.views import taking_part as ballots
from gehor.participation.forms import AskedEverywhere
from gehor.participation.intake.desk import receipt_words
from gehor.participation.moderation import asking, network
from gehor.participation.queries import Entrance
from gehor.participation.views.showing import about, form_page, shut
from gehor.process.asking import Question

from .. import rules
from ..actions import drop_saved, save_answers
from ..models import Draft

PAGE, VERSION, SAVED = "page", "version", "saved"  # what a page carries beside the answers
BACK, SAVE, RESUME, FORGET, CODE = "back", "save", "resume", "forget", "code"
OURS = frozenset({PAGE, VERSION, SAVED, BACK, SAVE, RESUME, FORGET, CODE, ballots.CSRF, "confirmed", "change"})
EVERYWHERE = frozenset(AskedEverywhere.base_fields)


@dataclass
class Walk:
    """One person's way through the pages: those on which something is asked of somebody who has answered like this."""

    entrance: Entrance
    form: BallotForm
    at: int = 0
    gone: list[tuple[Any, Any]] = field(default_factory=list)  # (question, answer) that is not asked any more

    @cached_property
    def pages(self) -> tuple[tuple[Question, ...], ...]:
        return rules.pages(self.form.questions)

    @cached_property
    def open(self) -> list[int]:
        """Numbers of the pages that are not empty."""
        known = [rules.shown(page, self.form.answers) for page in self.pages]
        return [number for number, page in enumerate(known) if not rules.is_empty(page)] or [0]

    @property
    def before(self) -> int | None:
        return max((number for number in self.open if number < self.at), default=None)

    @property
    def after(self) -> int | None:
        return min((number for number in self.open if number > self.at), default=None)

    @property
    def is_last(self) -> bool:
        return self.after is None

    @property
    def place(self) -> tuple[int, int]:
        """Part 2 of 4."""
        return sum(number <= self.at for number in self.open), len(self.open)

    @property
    def section(self) -> Section:
        """What is shown now."""
        whole = self.form.sections[self.at]
        keys = {each.key for each in rules.shown(self.pages[self.at], self.form.answers)}
        return replace(whole, asked=tuple(each for each in whole.asked if _key(each.fields[0].html_name) in keys))

    @property
    def written_here(self) -> set[str]:
        """Names of the fields of this page."""
        keys = {each.key for each in self.pages[self.at]}
        return {name for name in self.form.fields if _key(name) in keys}

    def errors_on(self, number: int) -> ErrorDict:
        keys = {each.key for each in self.pages[number]}
        last = number == max(self.open)
        return ErrorDict(
            (name, found)
            for name, found in self.form.errors.items()
            if _key(name) in keys or (not name.startswith(PREFIX) and (last or name not in EVERYWHERE))
        )

    def show_errors(self, number: int | None) -> None:
        """Those of one page alone, or none: what stands elsewhere is said where it stands."""
        self.form._errors = self.errors_on(number) if number is not None else ErrorDict()

    @property
    def first_wrong(self) -> int:
        return next((number for number in self.open if self.errors_on(number)), self.open[-1])

    @property
    def knows_age(self) -> bool:
        """Whether somebody has said before how old they are, where children are meant: asked once, on the first page
        that they see.
        """
        field = self.form.fields.get("age")
        return field is not None and self.before is not None and self.form.data.get("age") in dict(field.choices)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was filled in on other pages, to travel in this one."""
        here = {each.key for each in self.pages[self.at]}
        asked_here = {*OURS, "submission", pace.FIELD, "leave_empty", *(EVERYWHERE if self.is_last else ())}
        if not self.knows_age:
            asked_here.add("age")
        return [
            (name, value)
            for name, values in _lists(self.form.data)
            if name not in asked_here and _key(name) not in here
            for value in values
        ]


def view(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The survey at its address: its first page, and what comes of what is sent there."""
    if request.method == "POST":
        return _receive(request, entrance)
    if not entrance.is_open:
        return shut(request, entrance)
    return _page(request, Walk(entrance, ballots.form_for(entrance)))


def _receive(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    network.spend(request, entrance.activity.dialogue.slug, "vote")
    walk = _walked(entrance, request)
    if not entrance.is_open:
        return shut(request, entrance, typed=own.typed(walk.form), status=409)
    if RESUME in request.POST:
        return _resume(request, walk)
    if request.POST.get(VERSION) not in (None, str(_version(entrance))):
        walk.at = walk.open[0]
        walk.show_errors(None)
        return _page(request, walk, status=409, has_changed=True)
    if SAVE in request.POST:
        return _save(request, walk)
    if BACK in request.POST or ballots.CHANGE in request.POST:
        walk.at = (
            walk.open[0] if ballots.CHANGE in request.POST else walk.open[0] if walk.before is None else walk.before
        )
        walk.show_errors(None)
        return _page(request, walk)
    return _go_on(request, walk)


def _walked(entrance: Entrance, request: HttpRequest) -> Walk:
    """What was sent, without answers to questions that are no longer asked because another answer was changed."""
    form = ballots.form_for(entrance, request.POST, request.FILES)
    form.is_valid()
    gone = set(rules.not_asked(form.questions, form.answers))
    left = [each for each in form.questions if each.key in gone and form[PREFIX + each.key].value()]
    words = [(form.speaker(each.label), own.as_written(each, form.raw(each), form.speaker)) for each in left]
    if any(_key(name) in gone for name, _values in _lists(form.data)):
        data = form.data.copy()
        for name in [name for name, _values in _lists(data) if _key(name) in gone]:
            del data[name]
        form = ballots.form_for(entrance, data, form.files)
        form.is_valid()
    if ballots.CONFIRMED not in request.POST:
        _let_turn_quickly(form)
    walk = Walk(entrance, form, gone=[pair for pair in words if pair[1]])
    typed = request.POST.get(PAGE, "")
    walk.at = int(typed) if typed.isdecimal() and int(typed[:4]) in walk.open else walk.open[0]
    return walk


def _let_turn_quickly(form: BallotForm) -> None:
    """Pages may be turned at any pace: how quickly all of it came is asked when it is sent."""
    whole = form.errors.get(NON_FIELD_ERRORS)
    if whole is not None:
        whole.data = [each for each in whole.data if each.code != "quick"]
        if not whole.data:
            del form.errors[NON_FIELD_ERRORS]


def _go_on(request: HttpRequest, walk: Walk) -> HttpResponse:
    """To the next page, when this one is right; from the last to all of it; from there it is sent."""
    if request.POST.get("receipt"):
        limits.spend("receipt_address", limits.address(request))
    is_sent = ballots.CONFIRMED in request.POST
    if not is_sent:
        asking.ask_author(walk.form, among=walk.written_here)
        if walk.errors_on(walk.at):
            walk.show_errors(walk.at)
            return _page(request, walk, status=422)
        if walk.after is not None:
            walk.at = walk.after
            walk.show_errors(None)
            return _page(request, walk)
    if not ballots.is_right(walk.form, walk.entrance):
        return _again(request, walk.entrance, walk.form, status=422, walk=walk)
    if not is_sent:
        return ballots.last_look(request, walk.entrance, walk.form)
    limits.spend("contribute_dialogue", walk.entrance.activity.dialogue.slug)
    draft = _saved_before(request, walk.entrance)
    response = ballots.send(request, walk.entrance, walk.form, again=_again, known=draft.participant if draft else None)
    if draft and response.status_code == 303:
        drop_saved(draft, actor=request.actor)
    return response


def _again(
    request: HttpRequest,
    entrance: Entrance,
    form: BallotForm,
    *,
    status: int,
    before: Participant | None = None,
    walk: Walk | None = None,
) -> HttpResponse:
    """The first page on which something is to be mended."""
    walk = walk or Walk(entrance, form)
    walk.at = walk.first_wrong
    walk.show_errors(walk.at)
    return _page(request, walk, status=status, before=before)


# Saved for another day


def _save(request: HttpRequest, walk: Walk) -> HttpResponse:
    """Keep what is filled in, right or wrong. Who it is stays unsaid: no address is kept with it."""
    network.spend(request, walk.entrance.activity.dialogue.slug, "contribute")
    filled = {name: values for name, values in _lists(walk.form.data) if name.startswith(PREFIX)}
    before = _saved_before(request, walk.entrance)
    try:
        draft = save_answers(walk.entrance.activity, actor=request.actor, draft=before, filled=filled, page=walk.at)
    except WrongInput as refusal:
        walk.show_errors(None)
        walk.form.add_error(None, refusal_text(refusal))
        return _page(request, walk, status=422)
    except WrongMoment as refusal:
        return shut(request, walk.entrance, typed=own.typed(walk.form), sentence=refusal_text(refusal), status=409)
    activity = walk.entrance.activity
    context = {
        **about(activity.dialogue),
        "activity": activity,
        "receipt": receipt_words(draft.participant.receipt),
        "had_file": bool(walk.form.attached),
    }
    response = render(request, "survey/saved.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _resume(request: HttpRequest, walk: Walk) -> HttpResponse:
    """What was saved, on the page where it was left; or taken away, where that is what is asked for."""
    limits.spend("receipt_address", limits.address(request))
    entrance, draft = walk.entrance, _draft(walk.entrance, request.POST.get(CODE, ""))
    if draft is None:
        walk.show_errors(None)
        walk.form.add_error(None, refusal_text(WrongMoment("no_such_draft")))
        return _page(request, walk, status=409)
    if FORGET in request.POST:
        drop_saved(draft, actor=request.actor)
        return _page(request, Walk(entrance, ballots.form_for(entrance)), was_forgotten=True)
    data = QueryDict(mutable=True)
    for name, values in draft.filled.items():
        data.setlist(name, values)
    form = ballots.form_for(entrance, data)
    form.is_valid()
    found = Walk(entrance, form)
    found.at = draft.page if draft.page in found.open else found.open[0]
    found.show_errors(None)
    return _page(request, found, saved=draft)


def _saved_before(request: HttpRequest, entrance: Entrance) -> Draft | None:
    return _draft(entrance, request.POST.get(SAVED, ""))


def _draft(entrance: Entrance, typed: str) -> Draft | None:
    holder = participant_by_receipt(typed) if typed else None
    if holder is None:
        return None
    rows = Draft.objects.filter(activity=entrance.activity, participant=holder)
    return rows.select_related("participant", "activity__dialogue").first()


# The page


def _page(
    request: HttpRequest,
    walk: Walk,
    *,
    status: int = 200,
    before: Participant | None = None,
    has_changed: bool = False,
    was_forgotten: bool = False,
    saved: Draft | None = None,
) -> HttpResponse:
    code = receipt.shown(saved.participant.receipt) if saved else request.POST.get(SAVED, "")
    number, of = walk.place
    more = {
        "walk": walk,
        "section": walk.section,
        "number": number,
        "of": of,
        "is_first": walk.before is None,
        "version": _version(walk.entrance),
        "has_changed": has_changed,
        "was_forgotten": was_forgotten,
        "saved": code,
        "is_resumed": saved is not None,
        "has_conditions": any(each.when for each in walk.form.questions),
    }
    # Kept by the browser, so that its way back does not ask whether to send once more
    return form_page(
        request, walk.entrance, walk.form, before=before, status=status, template="survey/part.html", more=more
    )


def _version(entrance: Entrance) -> int:
    return as_asked(entrance.activity).number or 0


def _key(name: str) -> str:
    """The question that a control belongs to, or nothing."""
    return name.removeprefix(PREFIX).partition(".")[0] if name.startswith(PREFIX) else ""


def _lists(data: Any) -> Iterable[tuple[str, list[str]]]:
    return [(name, values) for name, values in data.lists()] if hasattr(data, "lists") else []
