"""The series for staff: one path through the meetings with the one next thing to do, and the pages that do it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gehor.ground.documents import Document, docx, letterhead, pdf
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.web import posted, see_other, staff_page
from gehor.methods.meeting import rules as meeting
from gehor.participation.queries import is_open
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.steps import (
    CLOSE_PRIORITISATION,
    ENTER_BALLOT,
    INVITE,
    MAKE_BALLOTS,
    NOTE_ATTENDANCE,
    OPEN_PRIORITISATION,
    PLAN_ACTION,
    READ,
    SIGN_OFF,
    Step,
)

from . import actions, papers, queries, rules, texts
from .forms import ActionForm, AttendForm, EnterForm, InviteForm, MakeForm, OpenForm
from .models import Action, Invitation, Option, Prioritisation
from .rules import Next
from .views import attendance_context, choices, priorities_context

STEPS = {
    Next.INVITE: INVITE,
    Next.HOLD_FIRST: NOTE_ATTENDANCE,
    Next.CATEGORISE: READ,
    Next.OPEN: OPEN_PRIORITISATION,
    Next.HAND_OUT: MAKE_BALLOTS,
    Next.COUNT: ENTER_BALLOT,
    Next.PLAN: PLAN_ACTION,
    Next.FEED_BACK: PLAN_ACTION,
    Next.SIGN_OFF: SIGN_OFF,
}
FORMS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "pdf": ("application/pdf", pdf),
}


def _dialogue(request: HttpRequest, slug: str, *steps: Step) -> Dialogue:
    """A dialogue with a series, for whoever may take one of the steps. Else 404 or 403."""
    dialogue = planning.dialogue_for(request.actor, slug, *steps)
    if not queries.is_series(dialogue):
        raise Http404
    return dialogue


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings as one path, and what to do next."""
    dialogue = planning.dialogue_for(request.actor, slug)
    found = queries.series(dialogue)
    if len(found.sessions) < rules.FEWEST_MEETINGS:
        raise Http404
    open_now = queries.open_now(dialogue)
    following = rules.next_thing(found.path)
    sentence, button = texts.NEXT[following]
    context = {
        "following": sentence,
        "button": button,
        "following_url": _url(following, dialogue, found),
        "may_follow": following is Next.DONE or request.actor.may(STEPS[following], dialogue.organisation_id),
        "sessions": [
            (each, texts.MAKES[min(number, len(texts.MAKES) - 1)], each.activity.pk in open_now)
            for number, each in enumerate(found.came)
        ],
        "came": found.came,
        "invited": found.path.invited,
        "handed": found.handed,
        "prioritisation": found.prioritisation,
        "unplanned": found.path.unplanned,
        "may_invite": request.actor.may(INVITE, dialogue.organisation_id),
        "may_tick": request.actor.may(NOTE_ATTENDANCE, dialogue.organisation_id),
        **attendance_context(dialogue, list(found.came)),
        **priorities_context(dialogue, found.priorities),
    }
    return _page(request, "overview", dialogue, context)


def _url(following: Next, dialogue: Dialogue, found: queries.Series) -> str:
    slug = dialogue.slug
    if following is Next.HOLD_FIRST:
        return reverse("series:attendance", args=[slug, found.sessions[0].number])
    return {
        Next.INVITE: reverse("series:people", args=[slug]),
        Next.CATEGORISE: reverse("analysis:worklist", args=[slug]),
        Next.OPEN: reverse("series:prioritise", args=[slug]),
        Next.HAND_OUT: reverse("series:make", args=[slug]),
        Next.COUNT: reverse("series:enter", args=[slug]),
        Next.PLAN: reverse("series:plan", args=[slug]),
        Next.FEED_BACK: reverse("series:sheet", args=[slug]),
        Next.SIGN_OFF: reverse("analysis:sign_off", args=[slug]),
        Next.DONE: reverse("series:series", args=[slug]),
    }[following]


# People


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is invited to all the meetings."""
    dialogue = _dialogue(request, slug, INVITE)
    form = InviteForm(posted(request), initial={"kind": ""})

    def act() -> list[Invitation]:
        contact = form.contact(dialogue.source_language)
        how_many = 1 if contact else form.cleaned_data["how_many"] or 1
        return actions.invite(dialogue, actor=request.actor, contact=contact, how_many=how_many)

    if saved(form, act):
        n = len(form.outcome)
        messages.success(request, ngettext("%(n)d person is invited.", "%(n)d people are invited.", n) % {"n": n})
        return see_other("series:people", slug)
    who, titles = queries.people(dialogue), _titles(queries.sessions(dialogue))
    context = {"form": form, "who": [(each, texts.person_name(each, titles)) for each in who]}
    return _page(request, "people", dialogue, context)


@require_POST
def uninvite(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    dialogue = _dialogue(request, slug, INVITE)
    actions.uninvite(queries.invitation_of(dialogue, number), actor=request.actor)
    messages.success(request, _("The invitation is taken back, and the address is forgotten."))
    return see_other("series:people", slug)


@require_safe
def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = _dialogue(request, slug)
    return _file(dialogue, papers.invitation(dialogue), _("invitation"), "pdf")


@require_safe
def attendance_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Names, where they are kept: for whoever stands at the door."""
    dialogue = _dialogue(request, slug, NOTE_ATTENDANCE)
    return _file(dialogue, papers.attendance_list(dialogue), _("attendance"), "pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who is here, and at which table. Before anybody is ticked, the tables of the meeting before are proposed."""
    dialogue = _dialogue(request, slug, NOTE_ATTENDANCE)
    meetings = queries.sessions(dialogue)
    activity = next((each for each in meetings if each.number == number), None)
    if activity is None:
        raise Http404
    who, titles = queries.people(dialogue), _titles(meetings)
    tables = meeting.tables(activity.setup)
    initial, is_carried = _tables(who, activity, meetings, tables)
    form = AttendForm(
        posted(request),
        people={each.pk: texts.person_name(each, titles) for each in who},
        tables=tables,
        initial={f"person_{participant}": table for participant, table in initial.items()},
    )
    if saved(form, lambda: actions.attend(activity, actor=request.actor, tables=form.tables)):
        messages.success(request, _("Saved. Those who come to this meeting are expected at the next."))
        return see_other("series:attendance", slug, number)
    came = next(each for each in queries.attendance(meetings, who) if each.activity.pk == activity.pk)
    context = {
        "form": form,
        "activity": activity,
        "came": came,
        "is_carried": is_carried,
        "is_open": is_open(activity),
    }
    return _page(request, "attendance", dialogue, context)


def _tables(
    who: list[queries.Person], activity: Activity, meetings: list[Activity], tables: int
) -> tuple[dict[int, int], bool]:
    """Participant → table at this meeting; at the one before, where nobody is ticked yet. And whether it is carried."""
    here = {each.pk: each.came[activity.pk][0] for each in who if activity.pk in each.came}
    before = meetings[: [each.pk for each in meetings].index(activity.pk)]
    if here or not before:
        return here, False
    last = before[-1].pk
    carried = {each.pk: each.came[last][0] for each in who if last in each.came and each.came[last][0] <= tables}
    return carried, bool(carried)


# Prioritising


@require_http_methods(["GET", "HEAD", "POST"])
def prioritise(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the ballot of the findings, as they are worded now."""
    dialogue = _dialogue(request, slug, OPEN_PRIORITISATION)
    meetings = queries.sessions(dialogue)
    findings = queries.categories(dialogue)
    form = OpenForm(
        posted(request),
        meetings=[(each.pk, papers.words(dialogue, each.title)) for each in meetings[1:]],
        initial={"activity": meetings[1].pk, "dots": rules.usual_dots(len(findings))},
    )

    def act() -> Prioritisation:
        activity = next(each for each in meetings if each.pk == form.cleaned_data["activity"])
        return actions.open_prioritisation(activity, actor=request.actor, dots=form.cleaned_data["dots"])

    if saved(form, act):
        messages.success(request, _("The ballot is made. Print as many as you expect people."))
        return see_other("series:make", slug)
    context = {
        "form": form,
        "findings": [papers.words(dialogue, each.statement) for each in findings],
        "is_made": queries.prioritisation_of(dialogue) is not None,
        "fewest": rules.FEWEST_OPTIONS,
    }
    return _page(request, "prioritise", dialogue, context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Ballots to print, each with a code of its own. They are seen once."""
    dialogue = _dialogue(request, slug, MAKE_BALLOTS)
    found = _prioritisation(dialogue)
    form = MakeForm(posted(request))
    if saved(form, lambda: actions.make_ballots(found, actor=request.actor, **form.cleaned_data)):
        return _download(dialogue, papers.ballots(found, form.outcome), _("ballots"), "pdf")
    context = {"form": form, "prioritisation": found, "handed": queries.handed(found)}
    return _page(request, "make", dialogue, context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in one paper ballot after the other."""
    dialogue = _dialogue(request, slug, ENTER_BALLOT)
    found = _prioritisation(dialogue)
    form = EnterForm(posted(request), options=choices(found))
    if saved(form, lambda: actions.enter_ballot(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The ballot is counted. Here is room for the next one."))
        return see_other("series:enter", slug)
    context = {
        "form": form,
        "prioritisation": found,
        "handed": queries.handed(found),
        "may_close": request.actor.may(CLOSE_PRIORITISATION, dialogue.organisation_id),
    }
    return _page(request, "enter", dialogue, context)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = _dialogue(request, slug, CLOSE_PRIORITISATION)
    actions.close_prioritisation(_prioritisation(dialogue), actor=request.actor)
    messages.success(request, _("The prioritisation is closed. Everybody can see how it came out."))
    return see_other("series:overview", slug)


# The action plan and the sheet for the last meeting


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft, in the order that came out."""
    dialogue = _dialogue(request, slug)
    context = {
        **priorities_context(dialogue, _priorities(dialogue)),
        "may_plan": request.actor.may(PLAN_ACTION, dialogue.organisation_id),
    }
    return _page(request, "plan", dialogue, context)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who does what about one category, and when."""
    dialogue = _dialogue(request, slug, PLAN_ACTION)
    option = next((each for each in queries.options(_prioritisation(dialogue)) if each.number == number), None)
    if option is None:
        raise Http404
    form = ActionForm(posted(request), source=dialogue.source_language, initial=_planned(option))

    def act() -> Action:
        return actions.plan_action(option, actor=request.actor, **form.cleaned_data)

    if saved(form, act, meanwhile={"planned_meanwhile"}):
        messages.success(request, _("Saved."))
        return see_other("series:plan", slug)
    context = {"form": form, "option": option, "theirs": None}
    if form.is_overtaken:
        option.refresh_from_db()
        theirs = queries.action_of(option)
        form.show(theirs.version)
        context |= {"theirs": theirs, "their_facts": list(papers.facts_of(theirs))}
    return _page(request, "action", dialogue, context)


def _planned(option: Option) -> dict[str, Any]:
    row = queries.action_of(option)
    if row is None:
        return {"version": 0}
    return {name: getattr(row, name) for name in ("what", "who", "due_on", "budget_sek", "version")}


@require_safe
def plan_document(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    dialogue = _dialogue(request, slug)
    if form not in FORMS:
        raise Http404
    return _file(dialogue, papers.action_plan(dialogue, _priorities(dialogue)), _("action-plan"), form)


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """For the feedback meeting: what came out, what is planned, and room for what is to be corrected."""
    dialogue = _dialogue(request, slug)
    return _download(dialogue, papers.sheet(dialogue, _priorities(dialogue)), _("correction-sheet"), "pdf")


def _prioritisation(dialogue: Dialogue) -> Prioritisation:
    """Ballots before categories: not yet."""
    found = queries.prioritisation_of(dialogue)
    if found is None:
        raise WrongMoment("no_ballot_made")
    return found


def _priorities(dialogue: Dialogue) -> queries.Priorities:
    found = queries.priorities(_prioritisation(dialogue))
    if found is None:
        raise WrongMoment("prioritisation_open")
    return found


def _titles(meetings: list[Activity]) -> dict[int, str]:
    return {each.pk: papers.words(each.dialogue, each.title) for each in meetings}


def _file(dialogue: Dialogue, document: Document, name: str, form: str) -> HttpResponse:
    _type, made = FORMS[form]
    return _download(dialogue, made(document, letterhead(dialogue.organisation)), name, form)


def _download(dialogue: Dialogue, data: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(data, content_type=FORMS[form][0])
    response["Content-Disposition"] = f'attachment; filename="{name}-{dialogue.slug}.{form}"'
    response["Cache-Control"] = "no-store, private"
    return response


def _page(request: HttpRequest, name: str, dialogue: Dialogue, context: dict[str, Any]) -> HttpResponse:
    shared = {"dialogue": dialogue, "source": dialogue.source_language}
    return staff_page(request, f"series/{name}.html", dialogue.organisation, {**shared, **context})
