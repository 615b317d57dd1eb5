"""The pages on which staff plan a dialogue. Each saves by one action and leads back to the workbench."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import catalogue
from gehor.ground.calendar import queries as calendar
from gehor.ground.forms import Form, saved
from gehor.ground.governance import queries as governance
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.method import Method
from gehor.process.needs import NOBODY_YET
from gehor.process.steps import (
    ASSESS,
    CHANGE_METHOD,
    CHOOSE_METHOD,
    DROP_METHOD,
    NAME_DECISION_MAKER,
    PROMISE_ANSWER,
    PUBLISH_CHANGE,
    SETTLE_SETUP,
    START,
    STATE_INFLUENCE,
    STATE_PURPOSE,
)

from . import actions, handbook, plan, queries, rules
from .advice.suggesting import first_suggestions
from .checks.queries import answers_of
from .forms import (
    ActivityForm,
    AnswerPromiseForm,
    AssessForm,
    DecisionMakerForm,
    InfluenceForm,
    PurposeForm,
    StartForm,
    change_form,
    now_in,
)
from .models import Activity, Dialogue
from .pages import back_to_workbench, dialogue_page, entered, one_at_a_time
from .shapes import finished
from .shapes import views as shapes
from .shapes.queries import offered
from .texts import HEADINGS, OUTCOMES, WARNINGS


@PAGE
def start(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisations.organisation_for(request.actor, slug, START)
    shape = shapes.named(request.GET["template"]) if request.GET.get("template") else None
    form = StartForm(posted(request), organisation=organisation, shape=shape)
    planned = Dialogue(organisation=organisation, kind=shape.kind if shape else Dialogue.Kind.CITIZEN)
    handbook.beside(form, wrote=handbook.told(form, planned))

    def act() -> Dialogue:
        chosen = shape.key if shape else ""
        return actions.start(organisation, actor=request.actor, shape=chosen, **form.cleaned_data)

    if saved(form, act):
        said = _("The dialogue is started. So far only you who work here can see it.")
        return back_to_workbench(request, form.outcome, said)
    context = {
        "here": "dialogues",
        "form": form,
        "shape": shape,
        "cards": shapes.cards(organisation),
        "finished": None if shape else finished.latest(request.actor, organisation),
    }
    return staff_page(request, "planning/start.html", organisation, context)


@PAGE
def assess(request: HttpRequest, slug: str) -> HttpResponse:
    """Should this be run at all?"""
    dialogue, missing = entered(request, slug, ASSESS)
    criteria = [] if missing else governance.criteria(dialogue.organisation)
    form = AssessForm(posted(request), source=dialogue.source_language, criteria=criteria)
    if saved(form, lambda: actions.assess(dialogue, actor=request.actor, **form.given())):
        return back_to_workbench(request, dialogue, _("It is decided, and the reason is public."))
    latest = queries.latest_assessment(dialogue)
    context = {
        "latest": latest,
        "outcome": OUTCOMES[latest.outcome][0] if latest else "",
        "answers": answers_of(latest),
    }
    return _page(request, "assess", dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def purpose(request: HttpRequest, slug: str) -> HttpResponse:
    """Title, background, question, purpose and goal."""
    dialogue, missing = entered(request, slug, STATE_PURPOSE)
    form = PurposeForm(
        posted(request),
        source=dialogue.source_language,
        initial=_now(dialogue, "title", "background", "question") | _drafted(dialogue, "purpose", "goal"),
    )
    if saved(form, lambda: actions.state_purpose(dialogue, actor=request.actor, **form.cleaned_data)):
        return back_to_workbench(request, dialogue)
    drafted = finished.drafted(dialogue, "purpose", "goal")
    return _page(request, "purpose", dialogue, {"drafted": drafted}, missing=missing, form=form)


@PAGE
@one_at_a_time
def influence(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be influenced, what cannot, and at which levels."""
    dialogue, missing = entered(request, slug, STATE_INFLUENCE)
    form = InfluenceForm(
        posted(request),
        source=dialogue.source_language,
        initial=_drafted(dialogue, "can_influence", "cannot_influence", "levels"),
    )
    if saved(form, lambda: actions.state_influence(dialogue, actor=request.actor, **form.cleaned_data)):
        return back_to_workbench(request, dialogue)
    drafted = finished.drafted(dialogue, "can_influence", "cannot_influence", "levels")
    return _page(request, "influence", dialogue, {"drafted": drafted}, missing=missing, form=form)


@PAGE
@one_at_a_time
def decision_maker(request: HttpRequest, slug: str) -> HttpResponse:
    """Which body decides, at which meeting, in which case."""
    dialogue, missing = entered(request, slug, NAME_DECISION_MAKER)
    form = DecisionMakerForm(
        posted(request),
        organisation=dialogue.organisation,
        meetings=[] if missing else calendar.offered(dialogue.organisation),
        initial={"body": dialogue.deciding_body_id, **_now(dialogue, "decision_on", "case_number")},
    )
    if saved(form, lambda: actions.name_decision_maker(dialogue, actor=request.actor, **form.cleaned_data)):
        return back_to_workbench(request, dialogue)
    context = {"no_bodies": not missing and not form.fields["body"].queryset.exists()}
    return _page(request, "decision_maker", dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def answer_promise(request: HttpRequest, slug: str) -> HttpResponse:
    """When and how everybody is answered, and whom to ask until then."""
    dialogue, missing = entered(request, slug, PROMISE_ANSWER)
    form = AnswerPromiseForm(
        posted(request),
        source=dialogue.source_language,
        initial=_now(dialogue, "answer_due", "contact_name", "contact_email") | _drafted(dialogue, "answer_promise"),
    )
    if saved(form, lambda: actions.promise_answer(dialogue, actor=request.actor, **form.cleaned_data)):
        return back_to_workbench(request, dialogue)
    drafted = finished.drafted(dialogue, "answer_promise")
    return _page(request, "answer_promise", dialogue, {"drafted": drafted}, missing=missing, form=form)


# Ways of taking part


@require_safe
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    """The ways of taking part that are chosen, and those that may be."""
    dialogue, missing = entered(request, slug, CHOOSE_METHOD)
    known = catalogue.methods()
    chosen = [
        (each, catalogue.words(each.method), known[each.method].own_page) for each in queries.activities(dialogue)
    ]
    opened = queries.opened_among(each for each, *_rest in chosen)
    warned = [] if missing else plan.warnings_of(dialogue, [each for each, *_rest in chosen])
    context = {
        "chosen": chosen,
        "opened": opened,
        "offered": [
            (method.key, catalogue.words(method.key), _levels_of(dialogue, method))
            for method in catalogue.methods().values()
        ],
        "warnings": [WARNINGS[code] for code in warned],
        "template_offered": None if missing else offered(dialogue, [each for each, *_rest in chosen]),
        "suggestions": [] if missing else first_suggestions(dialogue, queries.facts_known(dialogue)),
    }
    return _page(request, "activities", dialogue, context, missing=missing)


@PAGE
def choose(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One more way of taking part."""
    dialogue, missing = entered(request, slug, CHOOSE_METHOD)
    method = plan.method_of(key)
    form, setup = _activity_forms(request, dialogue, method, {}, {})

    def act() -> Activity:
        given = {**form.cleaned_data, "method": key, "setup": setup.cleaned_data}
        return actions.choose_method(dialogue, actor=request.actor, **given)

    if _saved_both(form, setup, act):
        said = _("The way of taking part is in the plan. It is not open yet.")
        if method.own_page:
            messages.success(request, said)
            return see_other(method.own_page, dialogue.slug, form.outcome.number)
        return back_to_workbench(request, dialogue, said)
    words = catalogue.words(key)
    context = {"heading": words.name, "setup": setup, "words": words, "no_level": not _levels_of(dialogue, method)}
    return _page(request, "choose", dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def activity(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One way of taking part, to be put right as long as nobody has taken part."""
    dialogue, missing = entered(request, slug, CHANGE_METHOD)
    found = queries.activity_of(dialogue, number)
    now = {name: getattr(found, name) for name in ActivityForm.base_fields if name != "seen"}
    form, setup = _activity_forms(request, dialogue, plan.method_of(found.method), now, found.setup)

    def act() -> Activity:
        given = {**form.cleaned_data, "setup": setup.cleaned_data}
        return actions.change_method(found, actor=request.actor, **given)

    if _saved_both(form, setup, act):
        return back_to_workbench(request, dialogue)
    alone = NOBODY_YET in missing and not queries.has_opened(found)
    context = {"setup": setup, "activity": found, "words": catalogue.words(found.method), "setup_alone": alone}
    return _page(request, "activity", dialogue, context, missing=missing, form=form)


@PAGE
def setup(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How one way of taking part is set up, alone: before it has opened, when others have been answered."""
    dialogue, missing = entered(request, slug, SETTLE_SETUP)
    found = queries.activity_of(dialogue, number)
    form = _setup_form(request, dialogue, plan.method_of(found.method), found.setup)
    if saved(form, lambda: actions.settle_setup(found, actor=request.actor, setup=form.cleaned_data)):
        return back_to_workbench(request, dialogue)
    context = {"activity": found, "words": catalogue.words(found.method), "has_opened": queries.has_opened(found)}
    return _page(request, "setup", dialogue, context, missing=missing, form=form)


@PAGE
def drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks once more, and then takes the activity out of the plan."""
    dialogue, missing = entered(request, slug, DROP_METHOD)
    found = queries.activity_of(dialogue, number)
    if request.method == "POST":
        actions.drop_method(found, actor=request.actor)
        return back_to_workbench(request, dialogue, _("The way of taking part is out of the plan."))
    context = {"activity": found, "has_opened": queries.has_opened(found)}
    return _page(request, "drop", dialogue, context, missing=missing)


# Changes after somebody has answered


@require_safe
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of the plan, each to be changed for everybody to see; and what has been changed."""
    dialogue, missing = entered(request, slug, PUBLISH_CHANGE)
    parts = [] if missing else plan.parts_of(dialogue)
    context = {"parts": parts, "changes": plan.changes_of(dialogue)}
    return _page(request, "change", dialogue, context, missing=missing)


@PAGE
@one_at_a_time
def change_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """The old beside the new, with the reason."""
    dialogue, missing = entered(request, slug, PUBLISH_CHANGE)
    shown = plan.part_of(dialogue, part)
    number = rules.activity_number(part)
    now = now_in(dialogue if number is None else queries.activity_of(dialogue, number), part)
    if part == "deciding_body" and dialogue.deciding_body and dialogue.deciding_body.successor_id:
        now = dialogue.deciding_body.successor_id  # most likely who is meant
    form = change_form(dialogue, part)(posted(request), source=dialogue.source_language, initial={"after": now})

    def act() -> None:
        actions.publish_change(dialogue, actor=request.actor, part=part, **form.cleaned_data)

    if saved(form, act):
        return back_to_workbench(request, dialogue, _("The change is published, with the old text beside the new."))
    return _page(request, "change_part", dialogue, {"heading": shown.label, "part": shown}, missing=missing, form=form)


# What the views share


def _page(
    request: HttpRequest, name: str, dialogue: Dialogue, context: Mapping[str, Any], **frame: Any
) -> HttpResponse:
    given = {"heading": HEADINGS[name], **context}
    return dialogue_page(request, f"planning/{name}.html", dialogue, given, **frame)


def _now(dialogue: Dialogue, *parts: str) -> dict[str, Any]:
    return {part: getattr(dialogue, part) for part in parts}


def _drafted(dialogue: Dialogue, *parts: str) -> dict[str, Any]:
    """As it stands, or as the finished dialogue had it that this one was started from."""
    return {part: getattr(dialogue, part) or finished.draft(dialogue, part) for part in parts}


def _levels_of(dialogue: Dialogue, method: Method) -> list[str]:
    """The dialogue's levels that the method suits."""
    return [level for level in dialogue.levels if level in method.levels]


def _activity_forms(
    request: HttpRequest, dialogue: Dialogue, method: Method, now: Mapping[str, Any], setup: Mapping[str, Any]
) -> tuple[ActivityForm, Form]:
    """The form that all methods share, and the method's own."""
    source = dialogue.source_language
    asked = {"levels": _levels_of(dialogue, method), "asks_for_words": method.asks_for_words}
    form = ActivityForm(posted(request), source=source, initial=dict(now), **asked)
    return form, _setup_form(request, dialogue, method, setup)


def _setup_form(request: HttpRequest, dialogue: Dialogue, method: Method, setup: Mapping[str, Any]) -> Form:
    own = method.setup_form(posted(request), source=dialogue.source_language, prefix="setup", initial=dict(setup))
    if hasattr(own, "know"):
        own.know(dialogue)
    return own


def _saved_both(form: ActivityForm, setup: Form, act: Any) -> bool:
    """Both forms are asked, so that everything that is wrong is said at once."""
    own_is_valid = setup.is_bound and setup.is_valid()
    return form.is_bound and form.is_valid() and own_is_valid and saved(form, act)
