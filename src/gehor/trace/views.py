"""Threads and grounds for everybody, and the receipt page for whoever holds the code."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.analysis.texts import ASIDES
from gehor.feedback.queries import written_to
from gehor.feedback.replies import rated
from gehor.feedback.stages import queries as feedback
from gehor.feedback.stages.rules import Stage
from gehor.feedback.stages.texts import STAGES
from gehor.followup.evaluation import queries as evaluation
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.pages import kept
from gehor.ground.people import actions as people
from gehor.ground.people import phone
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import find_by_code, holder, private
from gehor.ground.people.models import Contact
from gehor.ground.people.queries import participant_by_receipt
from gehor.ground.qr import qr_svg
from gehor.ground.web import PAGE, posted, see_other
from gehor.methods.meeting.live.queries import room_of
from gehor.participation.ballots import own
from gehor.participation.models import Contribution
from gehor.participation.paper import queries as paper
from gehor.participation.paper.models import Sheet
from gehor.participation.texts import MASK_REASONS
from gehor.planning import queries as planning
from gehor.planning.models import Activity
from gehor.process.words import Channel

from . import everything, holdings, queries, shapes, sheets
from .forms import ContactForm, ReceiptForm
from .holdings import Holdings
from .texts import begins, chain, state

JUST_NOW = dt.timedelta(minutes=2)  # so long after sending the page begins with a thank-you


@require_safe
@kept
def thread(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    found = queries.thread(queries.public_contribution(slug, reference))
    return render(request, "trace/thread.html", _thread_context(found))


@require_safe
@kept
def thread_json(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    found = queries.thread(queries.public_contribution(slug, reference))
    return everything.as_json(shapes.thread_data(found))


@require_safe
@kept
def grounds(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    dialogue = planning.public_dialogue(slug)
    found = queries.grounds(dialogue, number)
    resting = Paginator(queries.resting_contributions(found.branch.decision), queries.PER_PAGE)
    resting.count = found.contributions  # they have been counted, by channel
    context = {
        "organisation": dialogue.organisation,
        "dialogue": dialogue,
        "grounds": found,
        "chain": chain(found.branch, dialogue, backwards=True),
        "page": resting.get_page(request.GET.get("page")),
    }
    return render(request, "trace/grounds.html", context)


@require_safe
@kept
def grounds_json(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = queries.grounds(planning.public_dialogue(slug), number)
    references = queries.resting_contributions(found.branch.decision).values_list("contribution__reference", flat=True)
    return everything.as_json(shapes.grounds_data(found, list(references)))


@PAGE
def find_receipt(request: HttpRequest) -> HttpResponse:
    """Type the code, see what became of what you said."""
    return find_by_code(
        request,
        "trace/find_receipt.html",
        ReceiptForm(posted(request)),
        address_of=lambda code: (
            reverse("trace:receipt", args=[receipts.shown(code)])
            if participant_by_receipt(code) or paper.is_waiting(code)
            else ""
        ),
        unknown=_("We know no such code. Look at it once more: it has ten signs and no 0, O, 1, I, L or U."),
        here="receipt",
    )


@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    try:
        participant = holder(request, receipt)
    except Http404:
        if sheet := paper.is_waiting(receipt):
            return private(_not_typed_in(request, sheet))
        raise
    contributions = queries.contributions_of(participant)
    held = holdings.of(participant, contributions)
    ballots = held.ballots
    if not contributions and not ballots:
        return private(_nothing_said(request, held))
    dialogue = contributions[0].dialogue if contributions else ballots[0].activity.dialogue
    address = settings.ADDRESS + reverse("trace:receipt", args=[receipts.shown(participant.receipt)])
    threads = queries.threads(contributions)
    told = feedback.told(dialogue)
    is_released = any(each.stage is Stage.DECISION for each in told)
    is_answered = is_released or any(each.is_answered for each in threads)
    latest = max(each.received_at for each in (*contributions, *ballots))
    voted = own.voted(ballots, get_language() or "sv")
    context = {
        "organisation": participant.organisation,
        "here": "receipt",
        "dialogue": dialogue,
        "participant": participant,
        "code": receipts.shown(participant.receipt),
        "spoken": receipts.spoken(participant.receipt),
        "address": address,
        "qr": qr_svg(address),
        "just_sent": clock.now() - latest < JUST_NOW,
        "sent": own.sent_last(voted, latest) or "text",
        "room": room_of(contributions),
        "goes_on": _goes_on(contributions),
        "threads": [
            {**_thread_context(found, own=True), "begins": begins(found), "state": state(found)} for found in threads
        ],
        "registrations": held.registrations,
        "minutes_corrected": held.minutes_corrected,
        "voted": voted,
        "is_answered": all(each.is_answered for each in threads) if threads else is_released,
        "is_read": all(each.reading for each in threads),
        "is_decided": all(each.is_decided for each in threads) if threads else is_released,
        "may_correct": is_answered,
        "rounds": rated.rounds_of(participant, dialogue) if contributions and contributions[0].has_ratings else [],
        "contacts": participant.reached_by,
        "stages": [(each, STAGES[each.stage]) for each in told],
        "questions": evaluation.to_answer(participant, dialogue),
        "checked": contributions[0] if contributions else None,
        "today": clock.today(),
    }
    return private(render(request, "trace/receipt.html", context))


def _goes_on(contributions: Sequence[Contribution]) -> Activity | None:
    """Where they wrote last, on the web, as long as its days are not over: there may be more to say or to vote on."""
    latest = contributions[-1] if contributions and contributions[-1].channel == Channel.WEB else None
    return latest.activity if latest and latest.activity.ends_on >= clock.today() else None


def _not_typed_in(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The code of a paper form that nobody has typed in yet: it will be a receipt."""
    dialogue = sheet.run.activity.dialogue
    context = {
        "organisation": dialogue.organisation,
        "here": "receipt",
        "dialogue": dialogue,
        "activity": sheet.run.activity,
        "code": receipts.shown(sheet.code),
        "why_invalid": paper.why_invalid(sheet),
    }
    return render(request, "trace/not_typed_in.html", context)


@require_safe
def receipt_sheet(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt as a printable sheet (tagged PDF)."""
    participant = holder(request, receipt)
    contributions = queries.contributions_of(participant)
    ballots = holdings.of(participant, contributions).ballots
    if not contributions and not ballots:
        raise Http404
    pdf = sheets.receipt_pdf(participant, contributions, ballots, language=get_language() or "sv")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    return private(response)


@require_safe
def receipt_export(request: HttpRequest, receipt: str) -> HttpResponse:
    """Everything that is kept about the holder of this receipt."""
    return private(everything.as_file(holder(request, receipt)))


@PAGE
def contact(request: HttpRequest, receipt: str) -> HttpResponse:
    """Leave or change an e-mail address or a mobile number for the answer."""
    participant = holder(request, receipt)
    known = {each.kind: each.address for each in participant.reached_by}
    initial = {"email": known.get(Contact.Kind.EMAIL, ""), "phone": phone.shown(known.get(Contact.Kind.SMS, ""))}
    is_for_children = queries.is_among_children(participant)
    form = ContactForm(posted(request), initial=initial, is_for_children=is_for_children)
    if request.method == "POST" and form.is_valid():
        for kind, address in form.ways:
            people.give_contact(
                participant, actor=RESIDENT, kind=kind, name="", address=address, language=get_language() or "sv"
            )
        messages.success(request, _("We will write to you when there is an answer."))
        return see_other("trace:receipt", receipt=receipts.shown(participant.receipt))
    context = {"organisation": participant.organisation, "form": form, "code": receipts.shown(participant.receipt)}
    return private(render(request, "trace/contact.html", context, status=422 if form.errors else 200))


@PAGE
def erase(request: HttpRequest, receipt: str) -> HttpResponse:
    """Forget how to reach the holder. What was said stays, and so does this page."""
    participant = holder(request, receipt)
    code = receipts.shown(participant.receipt)
    if request.method == "POST":
        people.erase(participant, actor=RESIDENT)
        messages.success(request, _("Your contact details are erased. What you said stays, without you."))
        return see_other("trace:receipt", receipt=code)
    context = {
        "organisation": participant.organisation,
        "code": code,
        "contacts": participant.reached_by,
        "erased_at": participant.erased_at,
    }
    return private(render(request, "trace/erase.html", context))


def _nothing_said(request: HttpRequest, held: Holdings) -> HttpResponse:
    """Somebody who means to come to a meeting, or was there, and of whom nothing has been noted; or saved, not sent; or
    of whom what was brought in has been taken away again, after the receipt had gone to them.
    """
    saved, registrations = held.saved, held.registrations
    taken_away = not saved and not registrations and written_to(held.participant)
    context = {
        "organisation": held.participant.organisation,
        "code": receipts.shown(held.participant.receipt),
        "registrations": registrations,
        "minutes_corrected": held.minutes_corrected,
        "was_there": not saved
        and not taken_away
        and (not registrations or any(each.came_at for each in registrations)),
        "taken_away": taken_away,
        "saved": saved,
    }
    return render(request, "trace/nothing_said.html", context)


def _thread_context(found: queries.Thread, *, own: bool = False) -> dict[str, Any]:
    contribution, masked = found.contribution, found.masked
    return {
        "organisation": contribution.dialogue.organisation,
        "dialogue": contribution.dialogue,
        "contribution": contribution,
        "thread": found,
        "said": found.first if own else found.latest,
        "is_shown": own or found.is_shown,
        "changed": f"{MASK_REASONS[masked.reason]} {masked.note}".rstrip() if masked else "",
        "seen": found.latest if own and masked and not contribution.hidden else None,
        "aside": ASIDES[found.reading.aside][1] if found.reading and found.reading.aside else "",
        "branches": [(branch, chain(branch, contribution.dialogue)) for branch in found.branches],
    }
