"""For staff: corrections and the replies to them, what came on paper, and answers that few found good."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gehor.feedback.queries import facts
from gehor.feedback.stages import papers
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.planning.queries import dialogue_for
from gehor.process.ratings import FEWEST
from gehor.process.steps import (
    ANSWER_CORRECTION,
    ENTER_CORRECTION,
    ENTER_RATING,
    HAND_OVER_REPLY,
    SHOW_CORRECTION,
    TRY_AGAIN,
)

from . import actions, letters, queries, rated, rules
from .forms import AnewForm, EnterForm, EnterRatingForm, ExplainForm, ReplyForm, ShowForm
from .models import Correction, Reply
from .queries import Exchange
from .rules import ANSWERED_ALREADY, CORRECTED_ALREADY, SETTLED_ALREADY
from .texts import KINDS


@require_safe
def worklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Corrections that wait, answers to try once more, and whom to tell by hand."""
    dialogue = _room(request.actor, slug)
    found = queries.exchanges_in(dialogue)
    here = dialogue.organisation_id
    context = {
        **_staff(dialogue),
        "facts": facts(dialogue),
        "waiting": [(each, KINDS[each.correction.kind][1]) for each in found if not each.replies],
        "replied": [(each, KINDS[each.correction.kind][1]) for each in found if each.replies],
        "again": queries.to_try_again(dialogue),
        "to_tell": queries.to_tell(dialogue),
        "letters": {
            language: [notice.pk for notice, _contact in rows]
            for language, rows in letters.by_language(queries.letters_to_post(dialogue)).items()
        },
        "open_rounds": rated.open_in(dialogue) if request.actor.may(ENTER_RATING, here) else [],
        "may_enter": request.actor.may(ENTER_CORRECTION, here),
        "may_tell": request.actor.may(HAND_OVER_REPLY, here),
        "may_try": request.actor.may(TRY_AGAIN, here),
        "days": rules.ANSWER_DAYS,
    }
    return staff_page(request, "replies/worklist.html", dialogue.organisation, context)


@PAGE
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in what came on paper, by phone or at a meeting."""
    dialogue = dialogue_for(request.actor, slug, ENTER_CORRECTION)
    form = EnterForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: _enter(request.actor, dialogue, form.cleaned_data), meanwhile=CORRECTED_ALREADY):
        messages.success(request, _("It is entered. The one who said it is told of the reply."))
        return see_other("replies:worklist", slug)
    context = {**_staff(dialogue), "form": form}
    return staff_page(request, "replies/enter.html", dialogue.organisation, context)


def _enter(actor: Actor, dialogue: Dialogue, typed: dict[str, Any]) -> None:
    rows = Contribution.objects.filter(dialogue=dialogue, reference=typed["reference"].strip().upper())
    contribution = rows.select_related("dialogue", "participant").first()
    if contribution is None:
        raise WrongInput("no_such_contribution", field="reference")
    answers = {each.decision.weighs.number: each for each in queries.answers_to(contribution)}
    number = typed["finding"]
    if number is None and len(answers) > 1:
        raise WrongInput("say_which_answer", field="finding")
    if number is not None and number not in answers:
        raise WrongInput("answer_elsewhere", field="finding")
    answer = answers[number] if number is not None else next(iter(answers.values()), None)
    actions.enter_correction(
        contribution,
        actor=actor,
        channel=typed["channel"],
        answer=answer,
        kind=typed["kind"],
        text=typed["text"],
        language=typed["language"],
    )


@PAGE
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One correction: read it, let everybody read it, and reply."""
    dialogue = _room(request.actor, slug)
    exchange = queries.correction_of(dialogue, pk)
    may_reply = request.actor.may(ANSWER_CORRECTION, dialogue.organisation_id)
    may_show = request.actor.may(SHOW_CORRECTION, dialogue.organisation_id)
    shows, given = "show" in request.POST, exchange.correction
    show = _show_form(exchange, posted(request) if shows else None)
    if saved(show, lambda: actions.show_correction(given, actor=request.actor, **show.cleaned_data)):
        messages.success(request, _("Saved. This is what everybody reads."))
        return see_other("replies:answer", slug, pk)
    reply = _reply_form(exchange, None if shows else posted(request))

    def act() -> Reply:
        return actions.answer_correction(given, actor=request.actor, **_typed(reply, given))

    if saved(reply, act, meanwhile=ANSWERED_ALREADY):
        messages.success(request, _("The reply is public, and on its way to the one who corrected."))
        return see_other("replies:worklist", slug)
    if reply.is_overtaken:
        exchange = queries.correction_of(dialogue, pk)
        reply.show(_version(exchange), seen=len(exchange.replies))
        if exchange.shown is not None:  # the colleague has said what everybody reads
            reply.fields.pop("shown", None)
    context = {
        **_staff(dialogue),
        "exchange": exchange,
        "correction": exchange.correction,
        "kind": KINDS[exchange.correction.kind][1],
        "reply_form": reply if may_reply else None,
        "show_form": show if may_show else None,
    }
    return staff_page(request, "replies/answer.html", dialogue.organisation, context)


def _reply_form(exchange: Exchange, data: Any) -> ReplyForm:
    correction = exchange.correction
    initial = {
        "shown": correction.text,
        "anew": correction.answer.text if correction.answer else {},
        "seen": len(exchange.replies),
        "version": _version(exchange),
    }
    return ReplyForm(
        data,
        initial=initial,
        source=correction.dialogue.source_language,
        has_answer=correction.answer is not None,
        is_read=exchange.shown is not None,
    )


def _version(exchange: Exchange) -> int:
    return exchange.correction.answer.version if exchange.correction.answer else 0


def _show_form(exchange: Exchange, data: Any) -> ShowForm:
    words = exchange.correction.text if exchange.shown is None else exchange.shown
    return ShowForm(data, prefix="show", initial={"shown": words})


def _typed(form: ReplyForm, correction: Correction) -> dict[str, Any]:
    """What the action is given: a new answer only where its words were changed."""
    typed = dict(form.cleaned_data)
    before = correction.answer.text if correction.answer else {}
    if typed.get("anew") == before:
        typed["anew"] = None
    return typed


@require_POST
def told(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Note that somebody has been told of a reply."""
    notice = queries.notice_of(_room(request.actor, slug), pk)
    actions.hand_over_reply(notice, actor=request.actor)
    messages.success(request, _("Noted."))
    return see_other("replies:worklist", slug)


@require_safe
def letters_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The letters that are not posted yet, in one language, ready to print."""
    dialogue = dialogue_for(request.actor, slug, HAND_OVER_REPLY)
    language = request.GET.get("language", dialogue.source_language)
    rows = letters.by_language(queries.letters_to_post(dialogue)).get(language, [])[: papers.AT_MOST]
    if not rows:
        raise Http404
    response = HttpResponse(letters.letters_pdf(dialogue, rows, language=language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_("replies")}-{dialogue.slug}-{language}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def letters_posted(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that the letters which were listed are posted."""
    dialogue = _room(request.actor, slug)
    listed = [int(pk) for pk in request.POST.getlist("notice") if pk.isdecimal() and len(pk) < 19]
    done = actions.post_letters(dialogue, actor=request.actor, notices=listed)
    words = ngettext("%(n)d letter is noted as posted.", "%(n)d letters are noted as posted.", done)
    messages.success(request, words % {"n": done})
    return see_other("replies:worklist", slug)


@PAGE
def enter_rating(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in one form after the other: what somebody thought of an answer, on paper, by phone or at a meeting."""
    dialogue = dialogue_for(request.actor, slug, ENTER_RATING)
    rounds = rated.open_in(dialogue)
    form = EnterRatingForm(posted(request), rounds=rounds)
    if saved(form, lambda: actions.enter_rating(form.asked, actor=request.actor, **form.given)):
        messages.success(request, _("Saved. Here is room for the next one."))
        return see_other("replies:enter_rating", slug)
    context = {**_staff(dialogue), "form": form, "rounds": rounds}
    return staff_page(request, "replies/enter_rating.html", dialogue.organisation, context)


@PAGE
def again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An answer that few found good: write it anew, or explain why it stands."""
    dialogue = dialogue_for(request.actor, slug, TRY_AGAIN)
    reopening = queries.reopening_of(dialogue, number)
    stands = reopening.round.answer
    source = dialogue.source_language
    initial = {"anew": stands.text, "version": stands.version}
    explains = "explain" in request.POST
    anew = AnewForm(None if explains else posted(request), source=source, initial=initial)
    explain = ExplainForm(posted(request) if explains else None, source=source)
    form, do = (explain, actions.explain_answer) if explains else (anew, actions.try_again)
    if saved(form, lambda: do(reopening, actor=request.actor, **form.given), meanwhile=SETTLED_ALREADY):
        messages.success(
            request,
            _("Your explanation is public, beside the answer.")
            if explains
            else _("The new answer is public, and on its way to those concerned."),
        )
        return see_other("replies:worklist", slug)
    context = {
        **_staff(dialogue),
        "reopening": reopening,
        "settlement": getattr(reopening, "settlement", None),
        "answer": stands,
        "decision": stands.decision,
        "finding": stands.decision.weighs,
        "anew_form": anew,
        "explain_form": explain,
        "fewest": FEWEST,
    }
    return staff_page(request, "replies/again.html", dialogue.organisation, context)


def _room(actor: Actor, slug: str) -> Dialogue:
    """The one door of staff to what people say of their answers: for those who reply, read or type in."""
    return dialogue_for(actor, slug, ANSWER_CORRECTION, ENTER_CORRECTION, SHOW_CORRECTION, HAND_OVER_REPLY)


def _staff(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}
