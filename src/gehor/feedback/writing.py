"""For staff: writing the answers, and releasing them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.analysis.listing import listing
from gehor.decision import queries as decisions
from gehor.decision.models import Decision
from gehor.ground.doors import one_of
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.languages import LocalText
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, SeeOther, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.process.steps import RELEASE_ANSWERS, WRITE_ANSWER

from . import actions, letters, queries, telling
from .forms import AnswerForm, GreetingForm
from .models import Answer
from .stages import queries as stages
from .stages.rules import Stage
from .texts import WAYS
from .words import in_reading

# Writing


@require_safe
def write_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every decision and its answer, written or not."""
    dialogue = planning.dialogue_for(request.actor, slug)
    facts = queries.facts(dialogue)
    written = queries.answers(dialogue)
    decided = [each for each in decisions.weighed(dialogue) if each.decision]
    listed = listing(request, decided, finding=lambda row: row.finding)
    if listed.away:
        return SeeOther(listed.away)
    left = [each.finding.number for each in decided if each.decision.pk not in written]
    context = {
        **_staff(request, dialogue),
        "facts": facts,
        "listed": listed,
        "page": listed.page,
        "rows": [(each, written.get(each.decision.pk)) for each in listed.page],
        "next": left[0] if left else None,
        "written": sum(each.decision.pk in written for each in decided),
        "needs": todos(WRITE_ANSWER.missing(facts), dialogue, facts, request.actor),
    }
    return staff_page(request, "feedback/write_list.html", dialogue.organisation, context)


@PAGE
def write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write the answer to one decision, and see it as the resident will."""
    dialogue = planning.dialogue_for(request.actor, slug)
    decision = _decision(dialogue, number)
    answer = queries.answer_to(decision)
    form = _answer_form(answer, dialogue, posted(request))

    def act() -> Answer:
        return actions.write_answer(decision, actor=request.actor, **form.cleaned_data)

    if saved(form, act, meanwhile={"answer_changed"}):
        messages.success(request, _("The answer is saved. Below you see it as the resident will."))
        return see_other("feedback:write", slug, number)
    if form.is_overtaken:  # the form shows the colleague's words, and beside it stands what was typed
        now, typed = _answer_form(answer, dialogue, None), form.cleaned_data["text"]
        return _write_page(request, decision, answer, now, typed, status=form.page_status)
    return _write_page(request, decision, answer, form)


def _answer_form(answer: Answer | None, dialogue: Dialogue, data: Any) -> AnswerForm:
    initial = {"text": answer.text, "version": answer.version} if answer else {"version": 0}
    return AnswerForm(data, initial=initial, source=dialogue.source_language)


def _write_page(
    request: HttpRequest,
    decision: Decision,
    answer: Answer | None,
    form: AnswerForm,
    typed: LocalText | None = None,
    *,
    status: int | None = None,
) -> HttpResponse:
    dialogue = decision.dialogue
    missing = WRITE_ANSWER.missing(queries.facts(dialogue))
    context = {
        **_staff(request, dialogue),
        "decision": decision,
        "finding": decision.weighs,
        "answer": answer,
        "form": form,
        "typed": typed,
        "told": refusal_text(WrongMoment("answer_changed")) if typed is not None else "",
        "missing": missing,
        "may_write": request.actor.may(WRITE_ANSWER, dialogue.organisation_id),
        **_preview(decision, answer),
    }
    return staff_page(request, "feedback/write.html", dialogue.organisation, context, status=status)


def _preview(decision: Decision, answer: Answer | None) -> Mapping[str, Any]:
    """The receipt page's chain and the message, as the first of those who said it will see them."""
    contribution = telling.sample_for(decision)
    if answer is None or contribution is None:
        return {}
    dialogue = decision.dialogue
    told = telling.told(dialogue, [contribution.participant_id])[contribution.participant_id]
    return {
        "sample": contribution,
        "said": told.said[0],
        "chain": _chain(decision, answer),
        "letter": letters.answer_letter(dialogue, contribution.participant, told, greeting={}, contact=None),
    }


def _chain(decision: Decision, answer: Answer) -> list[dict[str, Any]]:
    """The same links as on the receipt page (gehor.trace, which stands downstream of here)."""
    source = decision.dialogue.source_language
    reason = in_reading(decision.reason, source)
    if decision.referred_to:
        reason = _("Referred to %(receiver)s.") % {"receiver": decision.referred_to} + "\n\n" + reason
    return [
        {
            "kind": "read",
            "title": _("It was read as finding %(number)s") % {"number": decision.weighs.number},
            "text": in_reading(decision.weighs.statement, source),
        },
        {
            "kind": "decided",
            "title": _("%(body)s decided, § %(section)s, case %(case)s")
            % {"body": decision.body.name, "section": decision.section, "case": decision.case_number},
            "text": reason,
            "moment": decision.decided_on,
            "outcome": decision.outcome,
            "url": decision.minutes_url,
            "link": _("The minutes"),
        },
        {"kind": "answered", "title": _("The answer"), "text": in_reading(answer.text, source)},
    ]


def _decision(dialogue: Dialogue, number: int) -> Decision:
    return one_of(dialogue, decisions.decisions(dialogue), weighs__number=number)


# Releasing


@PAGE
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """First look at what goes out, then let it go: two clicks, since it cannot be called back."""
    dialogue = planning.dialogue_for(request.actor, slug)
    draft = stages.draft_of(dialogue, Stage.DECISION)
    initial = {"greeting": draft.text if draft else {}}
    form = GreetingForm(posted(request), initial=initial, source=dialogue.source_language)
    if "release" not in request.POST:
        is_read = form.is_bound and form.is_valid()
        return _release_page(request, dialogue, form, greeting=form.cleaned_data["greeting"] if is_read else None)
    if saved(form, lambda: actions.release_answers(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The answers are released. Messages are on their way."))
        return see_other("feedback:deliveries", slug)
    return _release_page(request, dialogue, form)


def _release_page(
    request: HttpRequest,
    dialogue: Dialogue,
    form: GreetingForm,
    *,
    greeting: LocalText | None = None,
) -> HttpResponse:
    facts = queries.facts(dialogue)
    missing = RELEASE_ANSWERS.missing(facts)
    context = {
        **_staff(request, dialogue),
        "facts": facts,
        "form": form,
        "missing": missing,
        "needs": todos(RELEASE_ANSWERS.needs, dialogue, facts, request.actor),
        "may_release": request.actor.may(RELEASE_ANSWERS, dialogue.organisation_id),
        "previewed": greeting is not None and not missing,
    }
    if not missing:
        context["ways"] = [(WAYS[way], count) for way, count in queries.ways_counted(dialogue).items()]
    if context["previewed"]:
        context["letter"] = _sample_letter(dialogue, greeting or {})
        context["greeting"] = greeting
    return staff_page(request, "feedback/release.html", dialogue.organisation, context)


def _sample_letter(dialogue: Dialogue, greeting: LocalText) -> letters.Letter | None:
    first = decisions.decisions(dialogue).first()
    contribution = telling.sample_for(first) if first else None
    if contribution is None:
        return None
    told = telling.told(dialogue, [contribution.participant_id])[contribution.participant_id]
    return letters.answer_letter(dialogue, contribution.participant, told, greeting=greeting, contact=None)


def _staff(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}
