"""The participant's two pages, and what everybody may read of ratings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.analysis.checking.queries import dialogue_of
from gehor.feedback.queries import release_of
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import holder, private
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning.queries import public_dialogue
from gehor.process.ratings import FEWEST, is_over

from . import actions, keys, queries, rated, rules, shown, texts
from .forms import CorrectForm, RateForm
from .rules import CORRECTED_ALREADY

# For participants


@PAGE
def correct(request: HttpRequest, receipt: str, reference: str) -> HttpResponse:
    """You misunderstood me, or: this does not answer me."""
    participant = holder(request, receipt)
    contribution = queries.contribution_of(participant, reference)
    dialogue = contribution.dialogue
    if release_of(dialogue) is None:
        raise Http404
    code = receipts.shown(participant.receipt)
    answers = queries.answers_to(contribution)
    form = CorrectForm(posted(request), answers=answers, source=dialogue.source_language)
    told = {"actor": RESIDENT, "participant": participant, "language": get_language() or "sv"}
    if saved(form, lambda: actions.correct(contribution, **told, **form.given), meanwhile=CORRECTED_ALREADY):
        messages.success(request, _("Thank you. We have received it, and reply here on your page."))
        return see_other("trace:receipt", receipt=code)
    context = {
        "organisation": dialogue.organisation,
        "here": "receipt",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "code": code,
        "contribution": contribution,
        "wording": contribution.wordings.order_by("number").first(),
        "answers": answers,
        "days": rules.ANSWER_DAYS,
        "form": form,
    }
    return private(render(request, "replies/correct.html", context, status=form.page_status))


@PAGE
def rate(request: HttpRequest, receipt: str, number: int) -> HttpResponse:
    """Three short questions about one answer."""
    participant = holder(request, receipt)
    dialogue = dialogue_of(participant)
    asked = rated.latest_round(dialogue, number)
    key = keys.of_participant(asked, participant)
    form = RateForm(posted(request))
    if saved(form, lambda: actions.rate(asked, actor=RESIDENT, key=key, ratings=form.ratings)):
        messages.success(request, _("Thank you. What you think of the answer is counted, without your name."))
        return see_other("trace:receipt", receipt=receipts.shown(participant.receipt))
    context = {
        "organisation": dialogue.organisation,
        "here": "receipt",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "code": receipts.shown(participant.receipt),
        "asked": asked,
        "finding": asked.answer.decision.weighs,
        "is_left": rated.has_ticket(key),
        "is_over": is_over(asked.closes_on, today=clock.today()),
        "form": form,
    }
    return private(render(request, "replies/rate.html", context, status=form.page_status))


# For everybody


@require_safe
@kept
def ratings(request: HttpRequest, slug: str) -> HttpResponse:
    """What those who were answered think of the answers."""
    dialogue = public_dialogue(slug)
    if release_of(dialogue) is None:
        raise Http404
    rows = rated.in_dialogue(dialogue)
    drawn = shown.rows(rows)
    over = [each for each in rows if each.is_over]
    tries = queries.tries({each.round.answer.decision_id for each in rows})
    context = {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "told": [row for row in drawn if row.is_told],
        "untold": [row for row in drawn if not row.is_told],
        "all": shown.drawn(rated.in_all(over)) if over else (),
        "tries": [(each.round.answer.decision.weighs, tries.get(each.round.answer.decision_id)) for each in rows],
        "fewest": FEWEST,
        "days": rules.RATING_DAYS,
    }
    return render(request, "replies/ratings.html", context)


@require_safe
@kept
def rating_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The three questions on paper, to print for a meeting or to post with an answer."""
    dialogue = public_dialogue(slug)
    if release_of(dialogue) is None:
        raise Http404
    open_rounds = [each.round for each in rated.in_dialogue(dialogue) if not each.is_over]
    context = {
        "organisation": dialogue.organisation,
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "findings": [asked.answer.decision.weighs for asked in open_rounds],
        "closes_on": max((asked.closes_on for asked in open_rounds), default=None),
        "questions": list(texts.QUESTIONS.values()),
        "scale": list(texts.SCALE.values()),
    }
    return render(request, "replies/rating_form.html", context)
