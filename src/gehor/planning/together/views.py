"""One shared page for each dialogue, and the pages behind it: comments, things to do, minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.design import river
from gehor.ground.forms import Form, saved
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning import plan
from gehor.planning.models import Dialogue
from gehor.planning.project.outline import PARTS
from gehor.planning.project.queries import frozen_sections
from gehor.planning.project.whole import Section
from gehor.planning.queries import dialogue_for, facts_known
from gehor.process import steps
from gehor.process.stages import stage

from . import actions, queries
from .approving import state_words
from .content import ACTIVITY, PLAN, content_of
from .forms import AssignForm, CommentForm, CorrectionForm, MinutesForm
from .frame import page

DONE_SHOWN = 5  # finished things to do on the shared page


# The shared page


@require_safe
def shared(request: HttpRequest, slug: str) -> HttpResponse:
    """Where we are, approval, open comments, things to do and the steering group's meetings."""
    dialogue = dialogue_for(request.actor, slug)
    facts = facts_known(dialogue)
    names = queries.part_names(dialogue)
    things = list(queries.assignments(dialogue))
    done = [each for each in things if each.done_at is not None]
    approval = queries.approval_of(dialogue, facts)
    context = {
        "river": river.steps(stage(facts).value),
        "facts": facts,
        "approval": approval,
        "state": state_words(approval),
        "awaits_me": approval is not None and approval.awaits(request.actor.account_id),
        "talks": [
            (queries.part_name(names, each.thread.part), each) for each in queries.talks(dialogue, open_only=True)
        ],
        "waiting": [(each, each.due_on < clock.today()) for each in things if each.done_at is None],
        "done": done[-DONE_SHOWN:],
        "minutes": queries.all_minutes(dialogue),
        "may": mays(request.actor, dialogue),
        "me": request.actor.account_id,
    }
    return page(request, "shared", dialogue, context)


# Comments


@require_safe
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every part of the plan, with how much is being said about it."""
    dialogue = dialogue_for(request.actor, slug)
    open_now = queries.open_per_part(dialogue)
    names = queries.part_names(dialogue)
    gone = [part for part in open_now if part not in names]
    rows = [(part, queries.part_name(names, part), open_now.get(part, 0)) for part in [*names, *gone]]
    return page(request, "comments", dialogue, {"rows": rows})


@PAGE
def part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One part of the plan as it stands, and everything that is said about it."""
    dialogue = dialogue_for(request.actor, slug)
    names = queries.part_names(dialogue)
    said = queries.talks(dialogue, part=part)
    if part not in names and not said:
        raise Http404
    form = CommentForm(posted(request))
    if saved(form, lambda: actions.comment(dialogue, actor=request.actor, part=part, **form.cleaned_data)):
        messages.success(request, _("Your comment stands here now, for everybody who works with the dialogue."))
        return see_other("together:part", slug, part)
    return _part_page(request, dialogue, part, names, form)


@PAGE
def reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An answer in a thread."""
    dialogue = dialogue_for(request.actor, slug)
    thread = queries.thread_of(dialogue, pk)
    form = CommentForm(posted(request))
    if saved(form, lambda: actions.reply(thread, actor=request.actor, **form.cleaned_data)):
        return see_other("together:part", slug, thread.part)
    names = queries.part_names(dialogue)
    context = {
        "heading": _("Write an answer"),
        "talk": next(each for each in queries.talks(dialogue, part=thread.part) if each.thread.pk == pk),
        "name": queries.part_name(names, thread.part),
        "form": form,
    }
    return page(request, "reply", dialogue, context)


@require_POST
def resolve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    thread = queries.thread_of(dialogue_for(request.actor, slug), pk)
    actions.resolve(thread, actor=request.actor)
    messages.success(request, _("Marked as resolved."))
    return see_other("together:part", slug, thread.part)


def _part_page(request: HttpRequest, dialogue: Dialogue, part: str, names: dict[str, str], form: Form) -> HttpResponse:
    said = queries.talks(dialogue, part=part)
    own = {each.key: each for each in plan.parts_of(dialogue)}
    context = {
        "heading": queries.part_name(names, part),
        "value": own.get(part),
        "activity": _activity_words(dialogue, part),
        "section": _section(dialogue, part),
        "open_talks": [each for each in said if each.thread.resolved_at is None],
        "resolved": [each for each in said if each.thread.resolved_at is not None],
        "form": form if request.actor.may(steps.COMMENT, dialogue.organisation_id) and part in names else None,
        "is_whole": part == PLAN,
    }
    return page(request, "part", dialogue, context)


def _activity_words(dialogue: Dialogue, part: str) -> Any:
    """The way of taking part that the part is, in words."""
    ways = plan.public_plan(dialogue).ways if part.startswith(ACTIVITY) else ()
    return next((way for way in ways if f"{ACTIVITY}{way.activity.number}" == part), None)


def _section(dialogue: Dialogue, part: str) -> Section | None:
    """What the rest of the plan says in that part, and the target groups."""
    if part not in PARTS and part != "target_groups":
        return None
    return next(each for each in frozen_sections(content_of(dialogue), dialogue) if each.key == part)


# Things to do


@PAGE
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody something to do by a day."""
    dialogue = dialogue_for(request.actor, slug, steps.ASSIGN)
    form = AssignForm(posted(request), organisation=dialogue.organisation)
    if saved(form, lambda: actions.assign(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It stands on their list of what comes next, and in their reminder."))
        return see_other("together:shared", slug)
    return page(request, "assign", dialogue, {"form": form})


@require_POST
def finish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    actions.finish(queries.assignment_of(dialogue_for(request.actor, slug), pk), actor=request.actor)
    messages.success(request, _("Marked as done."))
    return see_other("together:shared", slug)


@require_POST
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    actions.take_back(queries.assignment_of(dialogue_for(request.actor, slug), pk), actor=request.actor)
    messages.success(request, _("Taken back: it need not be done."))
    return see_other("together:shared", slug)


# Minutes


@PAGE
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """The steering group has met: who was there, what was decided, what comes next."""
    dialogue = dialogue_for(request.actor, slug, steps.KEEP_MINUTES)
    form = MinutesForm(posted(request), initial={"held_on": clock.today()})
    if saved(form, lambda: actions.keep_minutes(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The minutes are kept."))
        return see_other("together:shared", slug)
    return page(request, "minutes", dialogue, {"form": form})


@PAGE
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A new wording of minutes; the earlier one stays readable."""
    dialogue = dialogue_for(request.actor, slug, steps.KEEP_MINUTES)
    found = queries.minutes_of(dialogue, pk)
    now = {name: getattr(found, name) for name in ("held_on", "present", "decided", "then")}
    form = CorrectionForm(posted(request), initial=now)
    if saved(form, lambda: actions.correct_minutes(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The minutes are corrected, and the earlier wording stays beside them."))
        return see_other("together:shared", slug)
    return page(request, "correct", dialogue, {"form": form, "minutes": found})


def mays(actor: Actor, dialogue: Dialogue) -> dict[str, bool]:
    named = {
        "ask": steps.ASK_APPROVAL,
        "record": steps.RECORD_VERDICT,
        "comment": steps.COMMENT,
        "assign": steps.ASSIGN,
        "take_back": steps.TAKE_BACK,
        "finish": steps.FINISH,
        "keep_minutes": steps.KEEP_MINUTES,
        "lead": steps.STATE_PURPOSE,
    }
    return {name: actor.may(step, dialogue.organisation_id) for name, step in named.items()}
