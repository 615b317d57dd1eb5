"""The evaluation for everybody: what came of a dialogue, how dialogues compare, and the questions themselves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import limits
from gehor.ground.act import RESIDENT
from gehor.ground.documents import docx, letterhead, pdf
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.pages import kept
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import find_by_code, holder, private
from gehor.ground.web import PAGE, posted, see_other
from gehor.methods.outreach import queries as outreach
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.ratings import FEWEST

from . import actions, keys, queries, rules, shown, texts
from . import report as reports
from .forms import CodeForm, QuestionnaireForm, ShowForm
from .models import Group, Round

FORMS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "pdf": ("application/pdf", pdf),
}


@require_safe
@kept
def evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """How one dialogue went: numbers, what it changed, and what those who were part of it say."""
    dialogue = planning.public_dialogue(slug)
    return render(request, "evaluation/evaluation.html", evaluation_context(dialogue))


def evaluation_context(dialogue: Dialogue) -> dict[str, Any]:
    summary = queries.summary(dialogue)
    days, amounts = shown.planned(summary)
    return {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "section": "measures",
        "summary": summary,
        "figures": shown.figures(summary.values),
        "without_source": list(texts.WITHOUT_SOURCE.values()),
        "unknown": shown.unknown(summary.values),
        "days": days,
        "amounts": amounts,
        "reached": outreach.reached_in(dialogue),
        "effects": shown.effects(summary) if summary.effected else [],
        "effected": [(each, texts.EFFECTS[each.effect]) for each in summary.effected],
        "answers": shown.answers(summary.asked),
        "fewest": FEWEST,
    }


@require_safe
@kept
def report(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a document, to read on and to write on."""
    dialogue = planning.public_dialogue(slug)
    content_type, made = FORMS[form]
    data = made(reports.report(dialogue), letterhead(dialogue.organisation))
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{_("evaluation")}-{dialogue.slug}.{form}"'
    return response


@require_safe
@kept
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """Dialogues and years beside each other."""
    here = organisations.organisations().filter(slug=slug).first()
    if here is None:
        raise Http404
    context = comparison_context(request, queries.held(here, finished=True))
    return render(request, "evaluation/comparison.html", {"organisation": here, "here": "results", **context})


def comparison_context(request: HttpRequest, held: list[queries.Held]) -> dict[str, Any]:
    form = ShowForm(request.GET, choices=shown.compared_names())
    return {
        "form": form,
        "shown": shown.name_of(form.shown),
        "told": texts.INDICATORS.get(form.shown),
        "years": shown.years(form.shown, held),
        "together": shown.together(held),
        "rows": shown.table(held),
        "names": shown.compared_names(),
    }


@require_safe
def paper_form(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """The questions on paper, to print."""
    dialogue = planning.public_dialogue(slug)
    asked = queries.round_of(dialogue, part)
    context = {
        "organisation": dialogue.organisation,
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "asked": asked,
        "name": texts.PARTS[part][0],
        "groups": [texts.ONE_OF[group] for group in rules.ASKED[part]],
        "questions": [texts.QUESTIONS[code] for code in rules.QUESTIONS[part]],
        "scale": list(texts.SCALE.values()),
    }
    return render(request, "evaluation/paper_form.html", context)


# Answering


@PAGE
def by_receipt(request: HttpRequest, receipt: str, part: str) -> HttpResponse:
    """A participant answers, by the receipt."""
    participant = holder(request, receipt)
    dialogue = queries.dialogue_of(participant)
    asked = queries.round_of(dialogue, part)
    if Group.PARTICIPANTS not in rules.ASKED[part]:
        raise Http404
    code = receipts.shown(participant.receipt)
    return questionnaire(request, asked, keys.of_participant(asked, participant), ("trace:receipt", code))


@PAGE
def find(request: HttpRequest) -> HttpResponse:
    """Type the code that somebody handed over."""
    return find_by_code(
        request,
        "evaluation/find.html",
        CodeForm(posted(request)),
        address_of=lambda code: (
            reverse("evaluation:by_code", args=[receipts.shown(code)]) if queries.round_of_code(code) else ""
        ),
        unknown=_("We know no such code, or it has been used. Look at it once more."),
    )


@PAGE
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody answers, by a code that is used up with it."""
    limits.spend("receipt_address", limits.address(request))
    found = queries.round_of_code(code)
    if found is None:
        raise WrongMoment("evaluated_already")
    asked, key = found
    return questionnaire(request, asked, key, ("evaluation:evaluation", asked.dialogue.slug))


def questionnaire(request: HttpRequest, asked: Round, key: str, after: tuple[str, str]) -> HttpResponse:
    """The questions to whoever has the ticket with this key. after: where to when they are answered."""
    is_left = queries.has_ticket(key) and queries.is_open(asked)
    form = QuestionnaireForm(posted(request), part=asked.part)
    given = {"actor": RESIDENT, "key": key}
    if saved(form, lambda: actions.answer(asked, **given, ratings=form.ratings, remark=form.remark)):
        messages.success(request, _("Thank you. Your answers are received, and nobody can see they are yours."))
        return see_other(after[0], after[1])
    context = {
        "organisation": asked.dialogue.organisation,
        "dialogue": asked.dialogue,
        "source": asked.dialogue.source_language,
        "asked": asked,
        "name": texts.PARTS[asked.part][0],
        "is_left": is_left,
        "is_open": queries.is_open(asked),
        "form": form,
    }
    return private(render(request, "evaluation/questionnaire.html", context, status=form.page_status))
