"""The series for staff: one path through the meetings with the one next thing to do, and the pages that do it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other
from gehor.methods.meeting import rules as meeting
from gehor.participation.queries import is_open
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.steps import (
    ENTER_BALLOT,
    INVITE,
    MAKE_BALLOTS,
    NOTE_ATTENDANCE,
    OPEN_PRIORITISATION,
    PLAN_ACTION,
    READ,
    SIGN_OFF,
)

from . import actions, papers, queries, rules, texts
from .forms import AttendForm, InviteForm
from .frame import dialogue_of, file, page
from .models import Invitation
from .rules import Next
from .views import attendance_context, priorities_context

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
    return page(request, "overview", dialogue, context)


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


@PAGE
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is invited to all the meetings."""
    dialogue = dialogue_of(request, slug, INVITE)
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
    return page(request, "people", dialogue, context)


@require_POST
def uninvite(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    dialogue = dialogue_of(request, slug, INVITE)
    actions.uninvite(queries.invitation_of(dialogue, number), actor=request.actor)
    messages.success(request, _("The invitation is taken back, and the address is forgotten."))
    return see_other("series:people", slug)


@require_safe
def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = dialogue_of(request, slug)
    return file(dialogue, papers.invitation(dialogue), _("invitation"), "pdf")


@require_safe
def attendance_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Names, where they are kept: for whoever stands at the door."""
    dialogue = dialogue_of(request, slug, NOTE_ATTENDANCE)
    return file(dialogue, papers.attendance_list(dialogue), _("attendance"), "pdf")


@PAGE
def attendance(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who is here, and at which table. Before anybody is ticked, the tables of the meeting before are proposed."""
    dialogue = dialogue_of(request, slug, NOTE_ATTENDANCE)
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
    return page(request, "attendance", dialogue, context)


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


def _titles(meetings: list[Activity]) -> dict[int, str]:
    return {each.pk: papers.words(each.dialogue, each.title) for each in meetings}
