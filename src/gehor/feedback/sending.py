"""For staff: how far the answers have come, and what a person hands over."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.steps import CLOSE_DIALOGUE, HAND_OVER, SETTLE_DELIVERY

from . import actions, letters, queries, rules
from .models import Delivery, Release
from .sheets import AT_MOST, answers_pdf
from .texts import STATES, WAYS, why_refused

PER_PAGE = 50


@PAGE
def deliveries(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the answers have come: what goes by itself, what to hand over, and what somebody must look at."""
    dialogue = _post_room(request, slug)
    found = queries.release_of(dialogue)
    if request.method == "POST":
        if found is None:
            raise WrongMoment("not_yet", ["released"])
        try:
            _settle(request, dialogue, found)
        except (WrongInput, WrongMoment) as refusal:
            return _deliveries_page(request, dialogue, found, told=refusal_text(refusal), status=refusal.status)
        return see_other("feedback:deliveries", slug)
    return _deliveries_page(request, dialogue, found)


def _post_room(request: HttpRequest, slug: str) -> Dialogue:
    """The one door to addresses and receipt codes: for those who hand over sheets and settle deliveries."""
    return planning.dialogue_for(request.actor, slug, HAND_OVER, SETTLE_DELIVERY)


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
        "may_close": request.actor.may(CLOSE_DIALOGUE, dialogue.organisation_id)
        and not planning.facts_known(dialogue).closed,
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
    word, tone = STATES[each.state]
    return {
        "delivery": each.delivery,
        # Whoever said nothing of their own voted, or let their table speak for them
        "references": each.references or (_("On a ballot") if each.has_voted else _("At a table"),),
        "contact": each.contact,
        "also_by_email": each.also_by_email,
        "state_word": word,
        "tone": tone,
        "why": why_refused(each.delivery.refused),
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
