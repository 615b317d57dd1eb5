"""The pages of approval: who gives it, and what was asked, answered and changed since, old beside new."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.act import Actor
from gehor.ground.errors import WrongPerson
from gehor.ground.forms import Form, saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning.models import Dialogue
from gehor.planning.pages import still_missing
from gehor.planning.project.queries import frozen_sections
from gehor.planning.project.whole import Section
from gehor.planning.queries import dialogue_for, facts_known
from gehor.process import steps

from . import actions, differences, queries, rules, texts
from .content import content_of
from .differences import Changed
from .forms import AskForm, BodyVerdictForm, RuleForm, VerdictForm
from .frame import page
from .models import Request, Verdict
from .queries import Approval
from .rules import Content, State, Way

Earlier = list[tuple[Request, list[Verdict]]]


@dataclass(frozen=True)
class News:
    """What differs in the plan since one request. is_stale: it has been changed since that was sent out."""

    since: Request
    changed: list[Changed]
    is_stale: bool


# The organisation's setting


@PAGE
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Who approves plans here, and whether nothing opens without it."""
    here = organisations.organisation_for(request.actor, slug, steps.SET_APPROVAL)
    now = queries.rule_of(here)
    initial: dict[str, Any] = {"way": Way.PERSONS.value}
    if now is not None:
        named = list(now.approvers.values_list("pk", flat=True))
        initial = {"is_demanded": now.is_demanded, "way": now.way, "approvers": named, "body": now.body_id}
    form = RuleForm(posted(request), organisation=here, initial=initial)
    if saved(form, lambda: actions.set_approval(here, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return see_other("together:rule", slug)
    return staff_page(request, "together/rule.html", here, {"form": form})


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
    standing = now.standing if now is not None else None
    missing = steps.ASK_APPROVAL.missing(facts_known(dialogue, standing)) if kind == "ask" else ()
    earlier = _earlier(now)
    context = {
        "approval": now,
        "state": state_words(now),
        "news": _news(dialogue, now, earlier, request.actor),
        "answers": _answers(now),
        "earlier": [(each, [(row, texts.ANSWERED[row.answer]) for row in rows]) for each, rows in earlier],
        "rule": here,
        "people": people,
        "body": body,
        "form": form,
        "kind": kind,
        "missing": still_missing(dialogue, missing, request.actor),
        "plan": _whole(dialogue, now) if kind != "ask" else [],  # whoever asks has written it
        "may_set": request.actor.may(steps.SET_APPROVAL, dialogue.organisation_id),
    }
    return page(request, "approval", dialogue, context)


def _whole(dialogue: Dialogue, now: Approval | None) -> list[Section]:
    """The plan as it was sent out; where nobody has been asked, as it is."""
    content = now.request.content if now is not None else content_of(dialogue)
    return [section for section in frozen_sections(content, dialogue) if section.entries]


def _news(dialogue: Dialogue, now: Approval | None, earlier: Earlier, actor: Actor) -> News | None:
    """Since it was sent out; or else since the version that this person looked at last."""
    if now is None or now.plan is None:
        return None
    if now.changed:
        return News(now.request, _changed(dialogue, now.request.content, now.plan), is_stale=True)
    seen = [
        (each.number, any(row.given_by_id == actor.account_id or row.body_id is not None for row in rows))
        for each, rows in earlier
    ]
    number = rules.compared_with(seen)
    since = next((each for each, _rows in earlier if each.number == number), None)
    if since is None:
        return None
    return News(since, _changed(dialogue, since.content, now.request.content), is_stale=False)


def _changed(dialogue: Dialogue, before: Content, after: Content) -> list[Changed]:
    both = (frozen_sections(plan, dialogue) for plan in (before, after))
    return differences.changed(*both, source=dialogue.source_language)


def _approval_form(request: HttpRequest, dialogue: Dialogue, now: Approval | None) -> tuple[Form | None, Any, str]:
    """The one form that this person can use now, what it does, and what is said when it is done."""
    actor: Actor = request.actor
    kind = _posted_kind(request) if request.method == "POST" else _kind_for(actor, dialogue, now)
    given = posted(request)
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


def _earlier(now: Approval | None) -> Earlier:
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
