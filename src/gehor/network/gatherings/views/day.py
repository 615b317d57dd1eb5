"""The tables and the badges, and the day itself: who comes, by code or list."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.ground.errors import WrongInput
from gehor.ground.figures import Figure
from gehor.ground.forms import Form, saved, spoken
from gehor.ground.people import receipt
from gehor.ground.qr import qr_svg
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.learning import BRING_COLLEAGUE, CHECK_IN_GUEST, NOTE_TABLE, PRINT_BADGES, SEAT

from .. import actions, keys, queries
from ..badges import badges as pressed_badges
from ..forms import BadgeForm, DoorForm, HostsForm, TableForm
from ..models import Gathering, Guest
from ..shown import state_of
from ..texts import STATES
from .frame import at, entered, page
from .guests import PER_PAGE


@PAGE
def tables(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Who sits where, how many meet for the first time beside how many could, and a button that makes it anew."""
    found = entered(request, slug, name, number, SEAT)
    form = Form(posted(request))
    seed = found.seating.get("seed", -1) + 1 if "again" in request.POST else found.seating.get("seed", 0)
    if saved(form, lambda: actions.make_tables(found, actor=request.actor, seed=seed)):
        count = len(form.outcome)
        said = ngettext("%(count)s person has a table.", "%(count)s people have a table.", count)
        messages.success(request, said % {"count": Figure(count)})
        return see_other("gatherings:tables", *at(found))
    badges = queries.badges(found)
    coming = [*badges.hold, *badges.to_print]
    earlier = [each for each in queries.gatherings(found.network).filter(held_on__lte=found.held_on) if each.seating]
    pairs = queries.met(found.network, until=found.held_on).pairs
    context = {
        "form": form,
        "tables": queries.tables(found) if found.seating else [],
        "seatings": [(each, pairs[each.pk]) for each in earlier if each.pk in pairs],
        "unseated": sum(guest.table is None for guest in coming) if found.seating else 0,
        "badges": badges,
        "missing": [need_text(need.code) for need in SEAT.missing(queries.facts(found))],
    }
    return page(request, "tables", found, context, here="tables")


@PAGE
def hosts(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Who keeps each table."""
    found = entered(request, slug, name, number, SEAT)
    form = HostsForm(posted(request), gathering=found)
    if saved(form, lambda: actions.set_hosts(found, actor=request.actor, hosts=form.hosts)):
        messages.success(request, _("It is saved. They sit at their tables when the tables are made the next time."))
        return see_other("gatherings:tables", *at(found))
    return page(request, "hosts", found, {"form": form})


@PAGE
def table(request: HttpRequest, slug: str, name: str, number: int, table: int) -> HttpResponse:
    """The notes of one table."""
    found = entered(request, slug, name, number, NOTE_TABLE)
    place = get_object_or_404(found.places, number=table)
    place.gathering = found
    form = TableForm(posted(request), initial={"notes": place.notes})
    if saved(form, lambda: actions.note_table(place, actor=request.actor, **spoken(form))):
        messages.success(request, _("The notes are kept."))
        return see_other("gatherings:tables", *at(found))
    return page(request, "table", found, {"place": place, "form": form})


@PAGE
def badges(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Whose badge still holds, and a sheet to print and to cut: of everybody who comes, or of those who need one."""
    found = entered(request, slug, name, number, PRINT_BADGES)
    form = Form(posted(request))
    if saved(form, lambda: actions.print_badges(found, actor=request.actor, everybody="all" in request.POST)):
        response = HttpResponse(pressed_badges(found, form.outcome), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{found.network.slug}-{number}.pdf"'
        return response
    context = {
        "badges": queries.badges(found),
        "form": form,
        "missing": [need_text(need.code) for need in PRINT_BADGES.missing(queries.facts(found))],
    }
    return page(request, "badges", found, context)


# The day


@PAGE
def door(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """The list at the door, and a field that takes the code of one badge after the other."""
    found = entered(request, slug, name, number, CHECK_IN_GUEST)
    for button, act in (("here", actions.check_in), ("undo", actions.undo_check_in)):
        if request.method == "POST" and button in request.POST:
            chosen = request.POST[button]
            guest = queries.guest_in(found, int(chosen) if chosen.isdecimal() else 0)
            act(guest, actor=request.actor)
            messages.success(request, _said(guest))
            return see_other("gatherings:door", *at(found))
    form = BadgeForm(posted(request))
    if saved(form, lambda: _by_badge(request, found, form.cleaned_data["code"]), meanwhile=("here_already",)):
        messages.success(request, _said(form.outcome))
        return see_other("gatherings:door", *at(found))
    words = request.GET.get("words", "").strip()
    expected = queries.guests_found(found, words=words).exclude(answer__in=[Guest.Answer.NO, Guest.Answer.INSTEAD])
    shown = Paginator(expected, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "rows": [(guest, STATES[state_of(guest)]) for guest in shown],
        "words": words,
        "counted": queries.counted(found),
        "missing": [need_text(need.code) for need in CHECK_IN_GUEST.missing(queries.facts(found))],
    }
    return page(request, "door", found, context, here="door")


def _by_badge(request: HttpRequest, gathering: Gathering, typed: str) -> Guest:
    code = receipt.normalise(typed.rstrip("/").rpartition("/")[2])
    guest = queries.guests(gathering).filter(code=code).first()
    if guest is None:
        raise WrongInput("no_such_badge", field="code")
    guest.gathering = gathering
    return actions.check_in(guest, actor=request.actor)


def _said(guest: Guest) -> str:
    words = {"name": guest.contact.name, "partner": guest.contact.partner.now.name}
    if guest.came_at is None:
        return _("%(name)s, %(partner)s: not here after all.") % words
    if guest.table:
        words["table"] = str(guest.table.number)
        if queries.badge_of(guest).is_wrong:
            return _("%(name)s, %(partner)s: table %(table)s. The badge says otherwise.") % words
        return _("%(name)s, %(partner)s: table %(table)s.") % words
    return _("%(name)s, %(partner)s: welcome.") % words


@PAGE
def walk_in(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Somebody comes who was not invited: put on the list and, once it is the day, noted as here."""
    found = entered(request, slug, name, number, BRING_COLLEAGUE)
    form = DoorForm(posted(request), network=found.network)
    is_the_day = not CHECK_IN_GUEST.missing(queries.facts(found))

    def take() -> Guest:
        partner = form.cleaned_data["partner"]
        guest = actions.register_at_door(found, actor=request.actor, partner=partner, colleague=form.colleague)
        return actions.check_in(guest, actor=request.actor) if is_the_day else guest

    if saved(form, take, meanwhile=("here_already",)):
        on_the_list = _("%(name)s is on the list. Note that they are here when they come.")
        guest = form.outcome
        messages.success(request, _said(guest) if is_the_day else on_the_list % {"name": guest.contact.name})
        return see_other("gatherings:door", *at(found))
    return page(request, "walk_in", found, {"form": form, "is_the_day": is_the_day})


@require_safe
def screen(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """For the screen and the door: the code of the room, large enough to be read from the last row."""
    found = entered(request, slug, name, number, CHECK_IN_GUEST)
    address = settings.ADDRESS + reverse("gatherings:public_here", args=[name, number])
    context = {"address": address, "qr": qr_svg(address), "code": keys.room_code(found)}
    response = page(request, "screen", found, context)
    response["Cache-Control"] = "no-store, private"
    return response
