"""The meetings of a network, and the agenda of one."""

import datetime as dt
from collections.abc import Sequence
from statistics import fmean

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import clock
from gehor.ground.arranging import pressed
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.sentences import need_text, refusal_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.learning import (
    ASK_HOW_IT_WAS,
    CANCEL_GATHERING,
    CHANGE_GATHERING,
    INVITE,
    PLAN_GATHERING,
    PUBLISH_REPORT,
    SEAT,
    SET_AGENDA,
)

from ... import queries as networks
from .. import actions, queries, rules
from ..actions import NewPart
from ..forms import GatheringForm, PartForm, PlanForm
from ..models import Part
from ..shown import agenda_rows
from .frame import at, entered, page

DESCRIBED = tuple(GatheringForm.base_fields)
PER_PAGE = 100
AHEAD, TO_ANSWER = dt.timedelta(days=60), dt.timedelta(days=14)


@PAGE
def gatherings(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """All of them, the latest first, and a form for one more."""
    host = organisations.organisation_for(request.actor, slug, PLAN_GATHERING)
    network = networks.network_of(host, name)
    day = clock.today() + AHEAD
    initial = {"held_on": day, "answer_by": day - TO_ANSWER, "begins_at": dt.time(9), "length": "half"}
    form = PlanForm(posted(request), source=network.source_language, initial=initial)
    if saved(form, lambda: actions.plan_gathering(network, actor=request.actor, **_said(form))):
        messages.success(request, _("The meeting is planned, with an agenda to begin with. Nobody is invited yet."))
        return see_other("gatherings:gathering", *at(form.outcome))
    context = {
        "network": network,
        "rows": list(queries.gatherings(network).order_by("-held_on", "-pk")),
        "today": clock.today(),
        "missing": [need_text(need.code) for need in PLAN_GATHERING.missing(networks.facts(network))],
        "form": form,
    }
    return staff_page(request, "gatherings/gatherings.html", host, context)


@require_safe
def met(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Over all the meetings: how many of the others each has met at a table, beside how many it could be."""
    host = organisations.organisation_for(request.actor, slug, SEAT)
    network = networks.network_of(host, name)
    sat = queries.met(network)
    people = sat.people
    shown = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    seatings = [each for each in queries.gatherings(network) if each.seating and each.pk in sat.pairs]
    context = {
        "network": network,
        "people": len(people),
        "page": shown,
        "rows": queries.with_names(list(shown)),
        "others": max(0, len(people) - 1),
        "groups": rules.by_meetings(told for _contact, told in people),
        "mean": fmean(told.met for _contact, told in people) if people else 0.0,
        "seatings": [(each, sat.pairs[each.pk]) for each in seatings],
    }
    return staff_page(request, "gatherings/met.html", host, context)


def _said(form: GatheringForm) -> dict[str, object]:
    return {field: form.cleaned_data[field] for field in DESCRIBED if field in form.cleaned_data and field != "seen"}


@PAGE
def gathering(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """One meeting: what it is, who comes, and what is to be done next."""
    found = entered(request, slug, name, number, PLAN_GATHERING)
    if request.method == "POST" and "cancel" in request.POST:
        actions.cancel_gathering(found, actor=request.actor)
        messages.success(request, _("The meeting is cancelled. Those who are invited are told by mail."))
        return see_other("gatherings:gathering", *at(found))
    facts = queries.facts(found)
    steps = (
        (SET_AGENDA, _("Look over the agenda"), "gatherings:agenda", facts.has_agenda),
        (INVITE, _("Invite"), "gatherings:invite", facts.invited),
        (SEAT, _("Make the tables and print badges"), "gatherings:tables", bool(found.seating)),
        (SEAT, _("Note who comes, by list or code"), "gatherings:door", facts.attended),
        (ASK_HOW_IT_WAS, _("Ask how it was"), "gatherings:ask", found.asked_until is not None),
        (PUBLISH_REPORT, _("Sum up, and share the report"), "gatherings:report", facts.summed_up),
    )
    context = {
        "rows": agenda_rows(found),
        "counted": queries.counted(found),
        "undelivered": queries.undelivered(found).count(),
        "steps": [
            {
                "text": words,
                "done": done,
                "why": "" if done else "; ".join(need_text(need.code) for need in step.missing(facts)),
                "at": where,
            }
            for step, words, where, done in steps
        ],
        "may_cancel": not CANCEL_GATHERING.missing(facts),
        "today": clock.today(),
    }
    return page(request, "gathering", found, context, here="gathering")


@PAGE
def change(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    found = entered(request, slug, name, number, CHANGE_GATHERING)
    initial = {field: getattr(found, field) for field in DESCRIBED if field != "seen"}
    form = GatheringForm(posted(request), source=found.network.source_language, initial=initial)
    if saved(form, lambda: actions.change_gathering(found, actor=request.actor, **_said(form))):
        messages.success(request, _("It is saved. If day, hour or place is new, those who are invited are told."))
        return see_other("gatherings:gathering", *at(found))
    return page(request, "change", found, {"form": form})


# The agenda


@PAGE
def agenda(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """The parts in their order with what they share of the time, and a form for one more."""
    found = entered(request, slug, name, number, SET_AGENDA)
    rows = agenda_rows(found)
    parts = [_as_new(row.part) for row in rows.parts]
    if arranged := pressed(request, moved=_moved, removed=_removed):
        try:
            actions.set_agenda(found, actor=request.actor, parts=arranged(parts))
        except WrongInput as refusal:
            messages.error(request, refusal_text(refusal))
        return see_other("gatherings:agenda", *at(found))
    form = PartForm(posted(request), source=found.network.source_language)
    if saved(form, lambda: actions.set_agenda(found, actor=request.actor, parts=[*parts, form.part])):
        messages.success(request, _("It is saved."))
        return see_other("gatherings:agenda", *at(found))
    return page(request, "agenda", found, {"rows": rows, "form": form}, here="agenda")


def _moved(parts: Sequence[NewPart], *, key: str, by: int) -> list[NewPart]:
    place = _place(parts, key)
    rest = [*parts[:place], *parts[place + 1 :]]
    return [*rest[: max(0, place + by)], parts[place], *rest[max(0, place + by) :]]


def _removed(parts: Sequence[NewPart], *, key: str) -> list[NewPart]:
    place = _place(parts, key)
    return [*parts[:place], *parts[place + 1 :]]


def _place(parts: Sequence[NewPart], key: str) -> int:
    if not key.isdecimal() or int(key) >= len(parts):
        raise Http404
    return int(key)


def _as_new(part: Part) -> NewPart:
    return NewPart(part.kind, part.minutes, part.title, part.lecturer)


@PAGE
def part(request: HttpRequest, slug: str, name: str, number: int, position: int) -> HttpResponse:
    """One part of the agenda is put right."""
    found = entered(request, slug, name, number, SET_AGENDA)
    parts = [_as_new(each) for each in found.parts.all()]
    if position >= len(parts):
        raise Http404
    form = PartForm(posted(request), source=found.network.source_language, initial=vars(parts[position]))

    def put() -> list[Part]:
        return actions.set_agenda(
            found, actor=request.actor, parts=[*parts[:position], form.part, *parts[position + 1 :]]
        )

    if saved(form, put):
        messages.success(request, _("It is saved."))
        return see_other("gatherings:agenda", *at(found))
    return page(request, "part", found, {"form": form})
