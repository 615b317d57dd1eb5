"""Who is there: how many at each table, the same people as at an earlier meeting, their addresses and receipts."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.forms import saved
from gehor.ground.people import receipt
from gehor.ground.people.actions import give_contact
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.intake.desk import receipt_words
from gehor.participation.queries import is_open
from gehor.planning import queries as planning
from gehor.planning.models import Activity
from gehor.process.steps import GIVE_CONTACT, NOTE_ATTENDANCE

from .. import actions, queries, rules
from ..doors import meeting_of
from ..forms import AttendanceForm, SeatForm, seat_choices
from ..models import Seat, Table


@PAGE
def tables(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How many sit at each table."""
    activity = meeting_of(request, slug, number, step=NOTE_ATTENDANCE)
    form = AttendanceForm(posted(request), tables=rules.tables(activity.setup), people=queries.attendance(activity))
    if saved(form, lambda: actions.note_attendance(activity, actor=request.actor, people=form.people)):
        messages.success(request, _("Saved. Everybody there has a receipt of their own now."))
        return see_other("meeting:tables", slug, number)
    found = list(queries.tables_of(activity))
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "tables": [(table, len(table.seats.all())) for table in found],
        "attended": sum(len(table.seats.all()) for table in found),
        "earlier": [] if any(table.seats.all() for table in found) else queries.earlier_meetings(activity),
        "is_open": is_open(activity),
    }
    return _page(request, "tables", activity, context)


@require_POST
def carry_over(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same people as at an earlier meeting."""
    activity = meeting_of(request, slug, number, step=NOTE_ATTENDANCE)
    asked = request.POST.get("earlier", "")
    earlier = planning.activity_of(activity.dialogue, int(asked) if asked.isdecimal() else 0)
    carried = actions.carry_over(activity, actor=request.actor, earlier=earlier)
    messages.success(request, _("The same people sit at the same tables. Take away those who are not here."))
    return (
        see_other("meeting:table", slug, number, carried[0].number)
        if carried
        else see_other("meeting:tables", slug, number)
    )


@require_safe
def table(request: HttpRequest, slug: str, number: int, table: int) -> HttpResponse:
    """The people at one table."""
    activity = meeting_of(request, slug, number, step=NOTE_ATTENDANCE)
    found = queries.table_numbered(activity, table)
    spoken = queries.spoken_by(activity)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "table": found,
        "seats": [_as_shown(seat, spoken) for seat in found.seats.all()],
        "voice": {"code": receipt.shown(found.participant.receipt), "notes": spoken.get(found.participant_id, 0)},
        "is_open": is_open(activity),
    }
    return _page(request, "table", activity, context)


@PAGE
def seat(request: HttpRequest, slug: str, number: int, table: int, seat: int) -> HttpResponse:
    """Who sits there: somebody from an earlier meeting, and where the answer should go."""
    activity = meeting_of(request, slug, number, step=NOTE_ATTENDANCE)
    found = queries.seat_numbered(queries.table_numbered(activity, table), seat)
    earlier = queries.earlier_seats(activity)
    source, reader = activity.dialogue.source_language, get_language() or "sv"
    form = SeatForm(
        posted(request),
        activity=activity,
        earlier=seat_choices(earlier, source, reader),
        may_give_contact=request.actor.may(GIVE_CONTACT, activity.dialogue.organisation_id),
    )
    if saved(form, lambda: _save(request, form, found, earlier)):
        messages.success(request, _("Saved."))
        return see_other("meeting:table", slug, number, table)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "table": found.table,
        "seat": found,
        "shown": _as_shown(found, queries.spoken_by(activity)),
        "form": form,
    }
    return _page(request, "seat", activity, context)


@require_POST
def leave_seat(request: HttpRequest, slug: str, number: int, table: int, seat: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=NOTE_ATTENDANCE)
    found = queries.seat_numbered(queries.table_numbered(activity, table), seat)
    actions.leave_seat(found, actor=request.actor)
    messages.success(request, _("Taken away."))
    return see_other("meeting:table", slug, number, table)


@require_safe
def slips(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Receipts for everybody present, to cut out and hand over."""
    activity = meeting_of(request, slug, number, step=NOTE_ATTENDANCE)
    found = list(queries.tables_of(activity))
    asked = request.GET.get("table", "")
    chosen = [each for each in found if not asked.isdecimal() or each.number == int(asked)]
    context = {
        "organisation": activity.dialogue.organisation,
        "dialogue": activity.dialogue,
        "activity": activity,
        "tables": found,
        "slips": [slip for each in chosen for slip in _slips(each)],
    }
    response = render(request, "meeting/slips.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _slips(table: Table) -> list[dict[str, Any]]:
    """One for each person; where nobody has been counted, one for the table."""
    seats = list(table.seats.all())
    if not seats:
        return [{"table": table.number, "person": None, **receipt_words(table.participant.receipt)}]
    return [{"table": table.number, "person": seat.number, **receipt_words(seat.participant.receipt)} for seat in seats]


def _as_shown(seat: Seat, spoken: Any) -> dict[str, Any]:
    contacts = list(seat.participant.contacts.all())
    return {
        "seat": seat,
        "code": receipt.shown(seat.participant.receipt),
        "notes": spoken.get(seat.participant_id, 0),
        "name": next((contact.name for contact in contacts if contact.name), ""),
        "ways": [contact.kind for contact in contacts],
        "is_erased": seat.participant.erased_at is not None,
    }


@transaction.atomic
def _save(request: HttpRequest, form: SeatForm, found: Seat, earlier: list[Seat]) -> None:
    cleaned = form.cleaned_data
    before = {str(seat.pk): seat.participant for seat in earlier}
    known = cleaned.get("receipt") or before.get(cleaned.get("earlier", ""))
    contact = form.contact
    if known and known.pk != found.participant_id:
        actions.take_seat(found, actor=request.actor, participant=known)
    if contact:
        give_contact(
            found.participant,
            actor=request.actor,
            kind=contact.kind,
            name=contact.name,
            address=contact.address,
            language=contact.language,
        )


def _page(request: HttpRequest, name: str, activity: Activity, context: dict[str, Any]) -> HttpResponse:
    return staff_page(request, f"meeting/{name}.html", activity.dialogue.organisation, context)
