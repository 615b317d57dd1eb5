"""Answers in public; writing, releasing and delivering them; and hearing no more."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from gehor.decision import queries as decisions
from gehor.decision.models import Decision
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.languages import LocalText
from gehor.ground.pages import kept
from gehor.ground.sentences import need_text, refusal_text
from gehor.ground.web import see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.steps import HAND_OVER, RELEASE_ANSWERS, SETTLE_DELIVERY, WRITE_ANSWER

from . import actions, letters, queries, rules
from .forms import AnswerForm, GreetingForm
from .models import Answer, Delivery, Release
from .replies import queries as replies
from .sheets import AT_MOST, answers_pdf
from .stages import queries as stages
from .stages.rules import Stage
from .texts import MENDED_AT, REFUSED, STATES, WAYS
from .words import in_reading

PER_PAGE = 50


# For everybody


@require_safe
@kept
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said, what was decided and why, and the answer: when they are released. Until then, who is late."""
    dialogue = planning.public_dialogue(slug)
    release = queries.release_of(dialogue)
    rows = decisions.weighed(dialogue) if release else []
    page = Paginator([each for each in rows if each.decision], PER_PAGE).get_page(request.GET.get("page"))
    written = queries.answers(dialogue) if release else {}
    tried = replies.tries(written)
    context = {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "facts": planning.facts_known(dialogue),
        "section": "answers",
        "release": release,
        "page": page,
        "rows": [(each, *_answers_to(each, written), _tried(each, tried)) for each in page],
        "days_late": 0 if release else rules.days_late(dialogue.answer_due, today=clock.today()),
    }
    return render(request, "feedback/answers.html", context)


def _answers_to(each: decisions.Weighed, written: Mapping[int, Answer]) -> tuple[LocalText, LocalText]:
    """The answer to the decision that holds, and the latest one that rested on a decision that was changed."""
    answer = written.get(each.decision.pk) if each.decision else None
    earlier = next((written[decision.pk] for decision in each.earlier if decision.pk in written), None)
    return (answer.text if answer else {}), (earlier.text if earlier else {})


def _tried(each: decisions.Weighed, tried: Mapping[int, replies.Tries]) -> replies.Tries | None:
    """How the answer has read before, and what low ratings led to."""
    return tried.get(each.decision.pk) if each.decision else None


@csrf_exempt  # RFC 8058: the reader's mail program posts here, and it has no token of ours
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more messages, by one click. Looking at the address stops nothing: mail filters look too."""
    contact = letters.contact_of_token(token)
    context: dict[str, Any] = {"organisation": contact.participant.organisation if contact else None}
    if contact is None:
        return render(request, "feedback/stop.html", {**context, "state": "unknown"}, status=404)
    if request.method == "POST" and contact.stopped_at is None:
        actions.stop_messages(contact, actor=RESIDENT)
        contact.refresh_from_db()
    state = "stopped" if contact.stopped_at else "asked"
    return render(request, "feedback/stop.html", {**context, "state": state})


# Writing


@require_safe
def write_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every decision and its answer, written or not."""
    dialogue = planning.dialogue_for(request.actor, slug)
    facts = queries.facts(dialogue)
    written = queries.answers(dialogue)
    decided = [each for each in decisions.weighed(dialogue) if each.decision]
    context = {
        **_staff(request, dialogue),
        "facts": facts,
        "rows": [(each, written.get(each.decision.pk)) for each in decided],
        "written": sum(each.decision.pk in written for each in decided),
        "needs": _needs(WRITE_ANSWER.missing(facts), slug),
    }
    return staff_page(request, "feedback/write_list.html", dialogue.organisation, context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write the answer to one decision, and see it as the resident will."""
    dialogue = planning.dialogue_for(request.actor, slug)
    decision = _decision(dialogue, number)
    answer = queries.answer_to(decision)
    if request.method != "POST":
        return _write_page(request, decision, answer, _answer_form(answer, dialogue))
    form = AnswerForm(request.POST, source=dialogue.source_language)
    if not form.is_valid():
        return _write_page(request, decision, answer, form, status=422)
    try:
        actions.write_answer(decision, actor=request.actor, **form.cleaned_data)
    except WrongInput as refusal:
        form.refuse(refusal)
        return _write_page(request, decision, answer, form, status=422)
    except WrongMoment as refusal:
        if refusal.code != "answer_changed":
            raise
        return _write_page(request, decision, answer, _answer_form(answer, dialogue), form.cleaned_data["text"], 409)
    messages.success(request, _("The answer is saved. Below you see it as the resident will."))
    return see_other("feedback:write", slug, number)


def _answer_form(answer: Answer | None, dialogue: Dialogue) -> AnswerForm:
    initial = {"text": answer.text, "version": answer.version} if answer else {"version": 0}
    return AnswerForm(initial=initial, source=dialogue.source_language)


def _write_page(
    request: HttpRequest,
    decision: Decision,
    answer: Answer | None,
    form: AnswerForm,
    typed: LocalText | None = None,
    status: int = 200,
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
    contribution = queries.sample_for(decision)
    if answer is None or contribution is None:
        return {}
    dialogue = decision.dialogue
    told = queries.told(dialogue, [contribution.participant_id])[contribution.participant_id]
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
    decision = decisions.decisions(dialogue).filter(weighs__number=number).first()
    if decision is None:
        raise Http404
    decision.dialogue = dialogue
    return decision


# Releasing


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """First look at what goes out, then let it go: two clicks, since it cannot be called back."""
    dialogue = planning.dialogue_for(request.actor, slug)
    draft = stages.draft_of(dialogue, Stage.DECISION)
    initial = {"greeting": draft.text if draft else {}}
    form = GreetingForm(request.POST or None, initial=initial, source=dialogue.source_language)
    if request.method != "POST":
        return _release_page(request, dialogue, form)
    if not form.is_valid():
        return _release_page(request, dialogue, form, status=422)
    if "release" not in request.POST:
        return _release_page(request, dialogue, form, greeting=form.cleaned_data["greeting"])
    try:
        actions.release_answers(dialogue, actor=request.actor, greeting=form.cleaned_data["greeting"])
    except WrongInput as refusal:
        form.refuse(refusal)
        return _release_page(request, dialogue, form, status=422)
    messages.success(request, _("The answers are released. Messages are on their way."))
    return see_other("feedback:deliveries", slug)


def _release_page(
    request: HttpRequest,
    dialogue: Dialogue,
    form: GreetingForm,
    *,
    greeting: LocalText | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = queries.facts(dialogue)
    missing = RELEASE_ANSWERS.missing(facts)
    context = {
        **_staff(request, dialogue),
        "facts": facts,
        "form": form,
        "missing": missing,
        "needs": _needs(RELEASE_ANSWERS.needs, dialogue.slug, facts),
        "may_release": request.actor.may(RELEASE_ANSWERS, dialogue.organisation_id),
        "previewed": greeting is not None and not missing,
    }
    if not missing:
        context["ways"] = [(WAYS[way], count) for way, count in queries.ways_counted(dialogue).items()]
    if context["previewed"]:
        context["letter"] = _sample_letter(dialogue, greeting or {})
        context["greeting"] = greeting
    return staff_page(request, "feedback/release.html", dialogue.organisation, context, status=status)


def _sample_letter(dialogue: Dialogue, greeting: LocalText) -> letters.Letter | None:
    first = decisions.decisions(dialogue).first()
    contribution = queries.sample_for(first) if first else None
    if contribution is None:
        return None
    told = queries.told(dialogue, [contribution.participant_id])[contribution.participant_id]
    return letters.answer_letter(dialogue, contribution.participant, told, greeting=greeting, contact=None)


# Delivering


@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the answers have come: what goes by itself, what to hand over, and what somebody must look at."""
    dialogue = _post_room(request, slug)
    found = queries.release_of(dialogue)
    if request.method == "POST":
        if found is None:
            raise WrongMoment("not_yet", ["released"])
        try:
            _settle(request, dialogue, found)
        except WrongInput as refusal:
            return _deliveries_page(request, dialogue, found, told=refusal_text(refusal), status=422)
        except WrongMoment as refusal:
            return _deliveries_page(request, dialogue, found, told=refusal_text(refusal), status=409)
        return see_other("feedback:deliveries", slug)
    return _deliveries_page(request, dialogue, found)


def _post_room(request: HttpRequest, slug: str) -> Dialogue:
    """The one door to addresses and receipt codes: for those who hand over sheets and settle deliveries."""
    dialogue = planning.dialogue_for(request.actor, slug)
    here = dialogue.organisation_id
    if not (request.actor.may(HAND_OVER, here) or request.actor.may(SETTLE_DELIVERY, here)):
        raise WrongPerson("not_your_step", step=HAND_OVER.key)
    return dialogue


def _settle(request: HttpRequest, dialogue: Dialogue, found: Release) -> None:
    """One of the page's buttons. Each carries what it does and what it does it to."""
    do, _comma, all_listed = request.POST.get("do", "").partition(" ")
    chosen = list(Delivery.objects.filter(pk__in=_ids(request.POST.getlist("listed" if all_listed else "delivery"))))
    match do:
        case "hand_over":
            done = actions.hand_over(found, actor=request.actor, deliveries=chosen)
            words = ngettext("%(n)d sheet is marked as delivered.", "%(n)d sheets are marked as delivered.", done)
            messages.success(request, words % {"n": done})
        case "leave_to_page":
            done = actions.leave_to_page(found, actor=request.actor, deliveries=chosen)
            words = ngettext(
                "%(n)d answer is left to their own page.", "%(n)d answers are left to their own page.", done
            )
            messages.success(request, words % {"n": done})
        case "left" | "send_again" as what:
            if not chosen:
                raise WrongInput("nothing_chosen")
            for delivery in chosen:
                row = queries.delivery_of(dialogue, delivery.pk)
                actions.settle_delivery(row, actor=request.actor, left=what == "left")
            messages.success(request, _("It is noted.") if what == "left" else _("It is sent again."))
        case _:
            raise WrongInput("nothing_chosen")


def _deliveries_page(
    request: HttpRequest, dialogue: Dialogue, found: Release | None, *, told: str = "", status: int = 200
) -> HttpResponse:
    context = {
        **_staff(request, dialogue),
        "release": found,
        "told": told,
        "may_hand_over": request.actor.may(HAND_OVER, dialogue.organisation_id),
        "may_settle": request.actor.may(SETTLE_DELIVERY, dialogue.organisation_id),
    }
    if found:
        context |= _delivery_lists(request, found)
    return staff_page(request, "feedback/deliveries.html", dialogue.organisation, context, status=status)


def _delivery_lists(request: HttpRequest, found: Release) -> dict[str, Any]:
    show = request.GET.get("show")
    counts = queries.delivery_counts(found)
    looked_at = sum(row.get(rules.State.UNCERTAIN, 0) + row.get(rules.State.REFUSED, 0) for row in counts.values())
    seen = [state for state in rules.State if any(row[state] for row in counts.values())]
    per_language = queries.sheets_left(found)
    left = sum(per_language.values())
    show = show if show in ("sheets", "trouble", "delivered") else "trouble" if looked_at else "sheets"
    rows = {
        "sheets": queries.sheets(found),
        "trouble": queries.troubled(found),
        "delivered": queries.sheets(found, done=True),
    }[show]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": _("Sheets to hand over"), "url": "?show=sheets", "here": show == "sheets", "count": left},
        {"label": _("To look at"), "url": "?show=trouble", "here": show == "trouble", "count": looked_at},
        {"label": _("Sheets done"), "url": "?show=delivered", "here": show == "delivered", "count": None},
    ]
    return {
        "show": show,
        "tabs": tabs,
        "page": page,
        "listed": [_shown(each) for each in queries.listed(list(page))],
        "files": [
            {"language": language, "number": number, "address": f"?language={language}&page={number}"}
            for language, count in per_language.items()
            for number in Paginator(range(count), AT_MOST).page_range
        ],
        "sheets_left": left,
        "states": [STATES[state][0] for state in seen],
        "counts": [(WAYS[way], [row[state] for state in seen]) for way, row in counts.items()],
        "undelivered": sum(
            count
            for row in counts.values()
            for state, count in row.items()
            if state not in (rules.State.ARRIVED, rules.State.LEFT_TO_PAGE)
        ),
        "receipts": [
            (STATES[state][0], count) for state, count in queries.receipt_counts(found.dialogue).items() if count
        ],
    }


def _shown(each: queries.Listed) -> dict[str, Any]:
    """One delivery in words. The message's number is what the mail server's log calls it."""
    what, _space, code = each.delivery.refused.partition(" ")
    word, tone = STATES[each.state]
    return {
        "delivery": each.delivery,
        "references": each.references or (_("At a table"),),  # let the table speak for them
        "contact": each.contact,
        "also_by_email": each.also_by_email,
        "state_word": word,
        "tone": tone,
        "why": f"{REFUSED[what]} ({code})" if code else REFUSED.get(what, ""),
        "message_id": letters.message_id("answer", each.delivery.pk),
    }


@require_safe
def sheets(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer sheets as one tagged PDF: those chosen, or all that are left, a hundred to a file."""
    dialogue = _post_room(request, slug)
    found = queries.release_of(dialogue)
    if found is None:
        raise WrongMoment("not_yet", ["released"])
    language = request.GET.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else dialogue.source_language
    page = Paginator(queries.sheets(found, language=language), AT_MOST).get_page(request.GET.get("page"))
    chosen = _ids(request.GET.getlist("delivery"))
    rows = list(queries.sheets(found, done=None).filter(pk__in=chosen)[:AT_MOST]) if chosen else list(page)
    if not rows:
        raise WrongMoment("no_sheets_left")
    if chosen:
        language = rows[0].language
    response = HttpResponse(answers_pdf(found, rows, language=language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{dialogue.slug}-{language}-{page.number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _ids(typed: list[str]) -> list[int]:
    """Ids as a form sends them; what cannot be one is nobody's."""
    return [int(each) for each in typed if each.isdecimal() and len(each) < 19]


def _staff(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}


def _needs(needs: Any, slug: str, facts: Any = None) -> list[dict[str, Any]]:
    """Needs as a to-do list, each with the page where it is mended."""
    return [
        {
            "text": need_text(need.code),
            "done": bool(facts) and need.holds(facts),
            "url": reverse(MENDED_AT[need.code], args=[slug]) if need.code in MENDED_AT else "",
        }
        for need in needs
    ]
