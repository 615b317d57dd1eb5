"""What the holder of a link does at the meeting and after it: comes in, keeps a table, takes home, says how it was."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from gehor.ground import clock, limits
from gehor.ground.act import RESIDENT
from gehor.ground.forms import saved, spoken
from gehor.ground.people.door import private
from gehor.ground.web import PAGE, posted, see_other

from ... import keys as contacts
from .. import actions, queries
from ..forms import HereForm, HomeForm, HowForm, OutcomeForm, TableForm
from ..models import TakenHome
from ..shown import welcome
from ..texts import REFUSALS
from .own import invited, own_page

DUE_IN = dt.timedelta(days=150)


@PAGE
def here(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """I am here: with the code that stands in the room."""
    guest = invited(key, pk)
    if request.method == "POST":
        limits.spend("code_address", limits.address(request))
    form = HereForm(posted(request))
    if saved(form, lambda: actions.check_in(guest, actor=RESIDENT, **form.cleaned_data)):
        messages.success(request, welcome(form.outcome))
        return private(see_other("gatherings:own", key, pk))
    is_the_day = guest.gathering.held_on == clock.today()
    closed = "" if is_the_day else REFUSALS["not_the_day_of_the_gathering"]
    return own_page(request, "here", guest, {"form": form, "closed": closed})


@PAGE
def table(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The notes of the table that this guest keeps. Else 404."""
    guest = invited(key, pk)
    place = getattr(guest, "hosts", None)
    if place is None:
        raise Http404
    place.gathering = guest.gathering
    form = TableForm(posted(request), initial={"notes": place.notes})
    if saved(form, lambda: actions.note_table(place, actor=RESIDENT, guest=guest, **spoken(form))):
        messages.success(request, _("The notes are kept."))
        return private(see_other("gatherings:own", key, pk))
    return own_page(request, "own_table", guest, {"place": place, "form": form})


@PAGE
def take_home(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """What the organisation takes home."""
    guest = invited(key, pk)
    partner, gathering = guest.contact.partner.now, guest.gathering
    taken = queries.taken_home_at(gathering, partner)
    initial = {"text": taken.text, "due_on": taken.due_on} if taken else {"due_on": gathering.held_on + DUE_IN}
    form = HomeForm(posted(request), initial=initial)
    if saved(form, lambda: actions.take_home(gathering, partner, actor=RESIDENT, **spoken(form))):
        messages.success(request, _("It is noted. Before the next meeting we ask what came of it."))
        return private(see_other("gatherings:own", key, pk))
    closed = REFUSALS["told_what_came_already"] if taken and taken.outcome else ""
    return own_page(request, "own_home", guest, {"form": form, "taken": taken, "closed": closed})


@PAGE
def tell_outcome(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """What came of what the organisation took home."""
    contact = contacts.contact(key)
    rows = TakenHome.objects.select_related("gathering__network__host", "partner__merged_into")
    taken = get_object_or_404(rows, pk=pk)
    if contact.partner.now != taken.partner.now:
        raise Http404
    form = OutcomeForm(posted(request), initial={"outcome": taken.outcome, "told": taken.told})
    if saved(form, lambda: actions.tell_outcome(taken, actor=RESIDENT, **spoken(form))):
        messages.success(request, _("Thank you. The others can learn from it."))
        return private(see_other("network:about_me", key))
    network = taken.gathering.network
    context = {"key": key, "taken": taken, "network": network, "organisation": network.host, "form": form}
    return private(render(request, "gatherings/tell_outcome.html", context, status=form.page_status))


@PAGE
def how_it_was(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Five questions, once. The answer is not kept together with the person."""
    guest = invited(key, pk)
    form = HowForm(posted(request))

    def tell() -> None:
        actions.tell_how_it_was(guest, actor=RESIDENT, ratings=form.ratings, remark=form.cleaned_data["remark"])

    if saved(form, tell):
        messages.success(request, _("Thank you. Your answer is kept without your name."))
        return private(see_other("gatherings:own", key, pk))
    return own_page(request, "how", guest, {"form": form, "is_open": queries.is_asked(guest)})
