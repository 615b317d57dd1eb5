"""The evaluation for staff: asking, answering, typing in paper, giving out codes, and judging effects."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.followup import queries as followup
from gehor.ground import clock
from gehor.ground.errors import WrongPerson
from gehor.ground.forms import Form, saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.people import receipt as receipts
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.steps import ASK_EVALUATION, ENTER_EVALUATION, GIVE_EVALUATION_CODES, JUDGE_EFFECT

from . import actions, effect, keys, people, queries, rules, texts
from .forms import AskForm, CodesForm, JudgeForm, PaperForm
from .models import Part, Round
from .views import comparison_context, questionnaire


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been asked and what can be, and the effect of each decision."""
    dialogue = planning.dialogue_for(request.actor, slug)
    organisation = dialogue.organisation_id
    facts = followup.facts(dialogue)
    asked = {each.part: each for each in queries.rounds(dialogue)}
    mine = {each.part for each in queries.to_answer_as(request.actor.account_id or 0, asked.values())}
    so_far, invited = queries.answered_so_far(asked.values()), people.invited(asked.values())
    missing = [need_text(need.code) for need in ASK_EVALUATION.missing(facts)]
    released = [] if facts.answers_released else [need_text("released")]
    context = {
        **_shared(dialogue),
        "facts": facts,
        "parts": [
            {
                "code": part,
                "name": name,
                "meaning": meaning,
                "asked": asked.get(part),
                "is_open": part in asked and queries.is_open(asked[part]),
                "answered": so_far.get(asked[part].pk, 0) if part in asked else 0,
                "tickets": sum(asked[part].asked.values()) if part in asked else 0,
                "is_mine": part in mine,
                "invited": invited.get(asked[part].pk) if part in asked else None,
                "missing": missing or (released if part == Part.ANSWER else []),
                "remarks": _remarks(asked.get(part)),
            }
            for part, (name, meaning) in texts.PARTS.items()
        ],
        "effected": [(each, texts.EFFECTS[each.effect]) for each in effect.effected(dialogue)],
        "may_ask": request.actor.may(ASK_EVALUATION, organisation),
        "may_enter": request.actor.may(ENTER_EVALUATION, organisation),
        "may_give": request.actor.may(GIVE_EVALUATION_CODES, organisation),
        "may_judge": request.actor.may(JUDGE_EFFECT, organisation),
    }
    return staff_page(request, "evaluation/overview.html", dialogue.organisation, context)


def _remarks(asked: Round | None) -> list[tuple[Any, str]]:
    """What was written, with the group in words where it may be told."""
    return [(texts.GROUPS.get(group, ""), words) for group, words in queries.remarks(asked)] if asked else []


@PAGE
def ask(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Choose the last day, and ask."""
    dialogue = planning.dialogue_for(request.actor, slug)
    _must_be_part(part)
    usual = clock.today() + dt.timedelta(days=rules.USUAL_DAYS)
    form = AskForm(posted(request), initial={"closes_on": usual})
    if saved(form, lambda: actions.ask(dialogue, actor=request.actor, part=part, **form.cleaned_data)):
        words = _("The questions are asked. Whoever can be reached by e-mail is told within minutes.")
        messages.success(request, words)
        return see_other("evaluation:overview", slug)
    return _page(request, "evaluation/ask.html", dialogue, part, form, to_invite=people.to_invite(dialogue, part))


@PAGE
def answer(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """A member of staff or a politician answers, signed in but unknown."""
    dialogue = planning.dialogue_for(request.actor, slug)
    asked = queries.round_of(dialogue, part)
    if request.actor.account_id is None:
        raise WrongPerson("not_your_step")
    return questionnaire(
        request, asked, keys.of_account(asked, request.actor.account_id), ("evaluation:overview", slug)
    )


@PAGE
def enter(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Type in one paper form after the other."""
    dialogue = planning.dialogue_for(request.actor, slug)
    asked = queries.round_of(dialogue, part)
    form = PaperForm(posted(request), part=part)
    if saved(form, lambda: actions.enter_paper(asked, actor=request.actor, **form.given)):
        messages.success(request, _("The form is saved. Here is room for the next one."))
        return see_other("evaluation:enter", slug, part)
    return _page(request, "evaluation/enter.html", dialogue, part, form, asked=asked)


@PAGE
def codes(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Codes to cut out and hand over. They are seen once."""
    dialogue = planning.dialogue_for(request.actor, slug)
    asked = queries.round_of(dialogue, part)
    form = CodesForm(posted(request), part=part)
    if saved(form, lambda: actions.give_codes(asked, actor=request.actor, **form.cleaned_data)):
        return _slips(request, asked, form.cleaned_data["group"], form.outcome)
    return _page(request, "evaluation/codes.html", dialogue, part, form, asked=asked)


def _slips(request: HttpRequest, asked: Round, group: str, given: list[str]) -> HttpResponse:
    context = {
        **_shared(asked.dialogue),
        "organisation": asked.dialogue.organisation,
        "asked": asked,
        "group": texts.GROUPS[group],
        "address": settings.ADDRESS,
        "codes": [receipts.shown(code) for code in given],
    }
    response = render(request, "evaluation/slips.html", context)
    response["Cache-Control"] = "no-store"
    return response


@PAGE
def judge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say what a decision owes to its finding."""
    dialogue = planning.dialogue_for(request.actor, slug)
    decision = effect.decision_on(dialogue, number)
    form = JudgeForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.judge(decision, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("Your judgement is public."))
        return see_other("evaluation:overview", slug)
    context = {
        **_shared(dialogue),
        "decision": decision,
        "form": form,
        "counted": texts.EFFECTS[effect.effect_counted(decision)],
        "judgements": [(each, texts.EFFECTS[each.effect]) for each in effect.judgements(decision)],
        "may": request.actor.may(JUDGE_EFFECT, dialogue.organisation_id),
    }
    return staff_page(request, "evaluation/judge.html", dialogue.organisation, context)


@require_safe
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """All dialogues that have opened beside each other, also those that still go on."""
    here = organisations.organisations().filter(slug=slug).first()
    if here is None:
        raise Http404
    if here.pk not in request.actor.organisation_ids:
        raise WrongPerson("not_your_organisation")
    context = {"here": "dialogues", **comparison_context(request, queries.held(here, finished=False))}
    return staff_page(request, "evaluation/comparison_staff.html", here, context)


def _page(
    request: HttpRequest,
    template: str,
    dialogue: Dialogue,
    part: str,
    form: Form,
    *,
    asked: Round | None = None,
    **more: Any,
) -> HttpResponse:
    context = {**_shared(dialogue), "part": part, "name": texts.PARTS[part][0], "form": form, "asked": asked, **more}
    context["is_open"] = asked is not None and queries.is_open(asked)
    return staff_page(request, template, dialogue.organisation, context)


def _must_be_part(part: str) -> None:
    if part not in Part.values:
        raise Http404


def _shared(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}
