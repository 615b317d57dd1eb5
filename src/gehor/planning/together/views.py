"""One shared page for each dialogue, and the pages behind it: approval, comments, things to do, minutes."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.design import river
from gehor.ground.errors import WrongPerson
from gehor.ground.forms import Form
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import see_other, staff_page
from gehor.planning import plan
from gehor.planning.models import Dialogue
from gehor.planning.pages import saved, todos
from gehor.planning.queries import dialogue_for, facts_known
from gehor.process import steps
from gehor.process.stages import stage
from gehor.process.steps import Step

from . import actions, queries, texts
from .content import ACTIVITY, PLAN
from .forms import AskForm, AssignForm, BodyVerdictForm, CommentForm, CorrectionForm, MinutesForm, RuleForm, VerdictForm
from .queries import Approval
from .rules import State, Way

PAGE = require_http_methods(["GET", "HEAD", "POST"])
DONE_SHOWN = 5  # finished things to do on the shared page


# The organisation's setting


@PAGE
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Who approves plans here, and whether nothing opens without it."""
    here = organisations.organisation_for(request.actor, slug)
    _may(request.actor, steps.SET_APPROVAL, here.pk)
    now = queries.rule_of(here)
    initial: dict[str, Any] = {"way": Way.PERSONS.value}
    if now is not None:
        named = list(now.approvers.values_list("pk", flat=True))
        initial = {"is_demanded": now.is_demanded, "way": now.way, "approvers": named, "body": now.body_id}
    form = RuleForm(_posted(request), organisation=here, initial=initial)
    if saved(form, lambda: actions.set_approval(here, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return see_other("together:rule", slug)
    status = 422 if form.errors else 200
    return staff_page(request, "together/rule.html", here, {"form": form}, status=status)


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
        "may": _mays(request.actor, dialogue),
        "me": request.actor.account_id,
    }
    return _page(request, "shared", dialogue, context)


# Approval


@PAGE
def approval(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan as it stands, what was asked and answered, and one thing to do: ask, answer, or enter the decision."""
    dialogue = dialogue_for(request.actor, slug)
    now = queries.approval_of(dialogue)
    form, act, thanks = _approval_form(request, dialogue, now)
    if request.method == "POST" and form is None:  # an answer where nobody has asked
        raise WrongPerson("not_asked")
    if form is not None and saved(form, act):
        messages.success(request, thanks)
        return see_other("together:shared", slug)
    kind = _kind(form)
    here = queries.rule_of(dialogue.organisation) if kind == "ask" else None
    people, body = queries.asking_whom(dialogue, here) if here else ([], None)
    missing = steps.ASK_APPROVAL.missing(facts_known(dialogue)) if kind == "ask" else ()
    context = {
        "approval": now,
        "state": state_words(now),
        "changed": [texts.part_name(part) for part in now.changed] if now is not None else [],
        "answers": _answers(now),
        "earlier": [(each, [(row, texts.ANSWERED[row.answer]) for row in rows]) for each, rows in _earlier(now)],
        "rule": here,
        "people": people,
        "body": body,
        "form": form,
        "kind": kind,
        "missing": todos(dialogue, missing),
        "plan": plan.public_plan(dialogue) if kind != "ask" else None,  # whoever asks has written it
        "target_groups": now.request.content.get("target_groups", []) if now is not None and not now.changed else [],
        "may_set": request.actor.may(steps.SET_APPROVAL, dialogue.organisation_id),
    }
    return _page(request, "approval", dialogue, context, form=form)


def _approval_form(request: HttpRequest, dialogue: Dialogue, now: Approval | None) -> tuple[Form | None, Any, str]:
    """The one form that this person can use now, what it does, and what is said when it is done."""
    actor: Actor = request.actor
    kind = _posted_kind(request) if request.method == "POST" else _kind_for(actor, dialogue, now)
    given = _posted(request)
    if now is not None:
        now.request.dialogue = dialogue
    if kind == "answer" and now is not None:
        verdict = VerdictForm(given)
        return verdict, lambda: actions.give_verdict(now.request, actor=actor, **verdict.cleaned_data), _("Thank you.")
    if kind == "record" and now is not None:
        entered = BodyVerdictForm(given)
        done = _("The decision is entered.")
        return entered, lambda: actions.record_verdict(now.request, actor=actor, **entered.cleaned_data), done
    if kind == "ask":
        asking = AskForm(given)
        done = _("The plan is sent out for approval, as it stands.")
        return asking, lambda: actions.ask_approval(dialogue, actor=actor, **asking.cleaned_data), done
    return None, None, ""


def _posted_kind(request: HttpRequest) -> str:
    """Which form was sent, whatever has happened since it was opened: the action says what is wrong then."""
    if "decided_on" in request.POST:
        return "record"
    return "answer" if "answer" in request.POST else "ask"


def _kind_for(actor: Actor, dialogue: Dialogue, now: Approval | None) -> str:
    where = dialogue.organisation_id
    if now is not None:
        if now.awaits(actor.account_id) and actor.may(steps.GIVE_VERDICT, where):
            return "answer"
        if now.awaits_body and actor.may(steps.RECORD_VERDICT, where):
            return "record"
        if now.standing.holds or now.standing.waits:
            return ""
    return "ask" if actor.may(steps.ASK_APPROVAL, where) else ""


def _kind(form: Form | None) -> str:
    kinds = {AskForm: "ask", VerdictForm: "answer", BodyVerdictForm: "record"}
    return kinds.get(type(form), "")


def _answers(now: Approval | None) -> list[tuple[str, Any, Any]]:
    """(who, the answer or none, its words) for everybody who was asked."""
    if now is None:
        return []
    rows = [(account.name, verdict) for account, verdict in now.people]
    if now.request.body is not None:
        rows = [(now.request.body.name, now.verdict)]
    return [(name, verdict, texts.ANSWERED[verdict.answer] if verdict else None) for name, verdict in rows]


def _earlier(now: Approval | None) -> list[Any]:
    """The requests before this one, each with its verdicts."""
    return queries.earlier_requests(now.request) if now is not None and now.request.number > 1 else []


def state_words(now: Approval | None) -> tuple[Any, str, str] | None:
    """Words, sign and tone of where the approval stands."""
    if now is None:
        return None
    if now.standing.is_outdated:
        return texts.OUTDATED
    if now.standing.state is State.WAITING and not now.standing.is_current:
        return texts.STALE
    return texts.STATES[now.standing.state]


# Comments


@require_safe
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every part of the plan, with how much is being said about it."""
    dialogue = dialogue_for(request.actor, slug)
    open_now = queries.open_per_part(dialogue)
    names = queries.part_names(dialogue)
    gone = [part for part in open_now if part not in names]
    rows = [(part, queries.part_name(names, part), open_now.get(part, 0)) for part in [*names, *gone]]
    return _page(request, "comments", dialogue, {"rows": rows})


@PAGE
def part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One part of the plan as it stands, and everything that is said about it."""
    dialogue = dialogue_for(request.actor, slug)
    names = queries.part_names(dialogue)
    said = queries.talks(dialogue, part=part)
    if part not in names and not said:
        raise Http404
    form = CommentForm(_posted(request))
    if saved(form, lambda: actions.comment(dialogue, actor=request.actor, part=part, **form.cleaned_data)):
        messages.success(request, _("Your comment stands here now, for everybody who works with the dialogue."))
        return see_other("together:part", slug, part)
    return _part_page(request, dialogue, part, names, form)


@PAGE
def reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An answer in a thread."""
    dialogue = dialogue_for(request.actor, slug)
    thread = queries.thread_of(dialogue, pk)
    form = CommentForm(_posted(request))
    if saved(form, lambda: actions.reply(thread, actor=request.actor, **form.cleaned_data)):
        return see_other("together:part", slug, thread.part)
    names = queries.part_names(dialogue)
    context = {
        "heading": _("Write an answer"),
        "talk": next(each for each in queries.talks(dialogue, part=thread.part) if each.thread.pk == pk),
        "name": queries.part_name(names, thread.part),
        "form": form,
    }
    return _page(request, "reply", dialogue, context, form=form)


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
        "open_talks": [each for each in said if each.thread.resolved_at is None],
        "resolved": [each for each in said if each.thread.resolved_at is not None],
        "form": form if request.actor.may(steps.COMMENT, dialogue.organisation_id) and part in names else None,
        "is_whole": part == PLAN,
    }
    return _page(request, "part", dialogue, context, form=form)


def _activity_words(dialogue: Dialogue, part: str) -> Any:
    """The way of taking part that the part is, in words."""
    ways = plan.public_plan(dialogue).ways if part.startswith(ACTIVITY) else ()
    return next((way for way in ways if f"{ACTIVITY}{way.activity.number}" == part), None)


# Things to do


@PAGE
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody something to do by a day."""
    dialogue = dialogue_for(request.actor, slug)
    _may(request.actor, steps.ASSIGN, dialogue.organisation_id)
    form = AssignForm(_posted(request), organisation=dialogue.organisation)
    if saved(form, lambda: actions.assign(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It stands on their list of what comes next, and in their reminder."))
        return see_other("together:shared", slug)
    return _page(request, "assign", dialogue, {"form": form}, form=form)


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
    dialogue = dialogue_for(request.actor, slug)
    _may(request.actor, steps.KEEP_MINUTES, dialogue.organisation_id)
    form = MinutesForm(_posted(request), initial={"held_on": clock.today()})
    if saved(form, lambda: actions.keep_minutes(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The minutes are kept."))
        return see_other("together:shared", slug)
    return _page(request, "minutes", dialogue, {"form": form}, form=form)


@PAGE
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A new wording of minutes; the earlier one stays readable."""
    dialogue = dialogue_for(request.actor, slug)
    _may(request.actor, steps.KEEP_MINUTES, dialogue.organisation_id)
    found = queries.minutes_of(dialogue, pk)
    now = {name: getattr(found, name) for name in ("held_on", "present", "decided", "then")}
    form = CorrectionForm(_posted(request), initial=now)
    if saved(form, lambda: actions.correct_minutes(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The minutes are corrected, and the earlier wording stays beside them."))
        return see_other("together:shared", slug)
    return _page(request, "correct", dialogue, {"form": form, "minutes": found}, form=form)


# What the views share


def _page(
    request: HttpRequest, name: str, dialogue: Dialogue, context: Mapping[str, Any], *, form: Form | None = None
) -> HttpResponse:
    shown = {"here": "dialogues", "dialogue": dialogue, "heading": texts.HEADINGS.get(name, ""), **context}
    status = 422 if form is not None and form.errors else 200
    return staff_page(request, f"together/{name}.html", dialogue.organisation, shown, status=status)


def _may(actor: Actor, step: Step, organisation_id: int) -> None:
    if not actor.may(step, organisation_id):
        raise WrongPerson("not_your_step", step=step.key)


def _mays(actor: Actor, dialogue: Dialogue) -> dict[str, bool]:
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


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
