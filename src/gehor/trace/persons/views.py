"""Find whom it concerns, see what is kept, hand it out, erase. What was typed never stands in an address.

The journal says whom the registrar was shown, as it says what was handed out and erased.
"""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.doors import one_of
from gehor.ground.forms import saved
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.people import actions as people
from gehor.ground.people.door import private
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import sought
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.steps import ERASE_PERSON, HAND_OUT
from gehor.trace import everything, holdings, queries

from .forms import PersonForm, WayForm
from .texts import WAYS

MOST_FOUND = 30


@PAGE
def persons(request: HttpRequest, slug: str) -> HttpResponse:
    """Who asks? One who fits is opened at once."""
    here = organisation_for(request.actor, slug, HAND_OUT)
    form = PersonForm(posted(request))
    found: list[Participant] = []
    if form.is_valid():
        found = list(sought(here, form.cleaned_data["words"])[: MOST_FOUND + 1])
        if len(found) == 1:
            return see_other("trace:person", slug=slug, pseudonym=found[0].pseudonym)
        people.see(found[:MOST_FOUND], organisation=here, actor=request.actor)
        if not found:
            form.add_error(
                "words", _("We keep nothing about anybody who fits. Look at the spelling, or ask for the code.")
            )
    context = {"form": form, "found": found[:MOST_FOUND], "are_more": len(found) > MOST_FOUND}
    return private(staff_page(request, "trace/persons.html", here, context))


@require_safe
def person(request: HttpRequest, slug: str, pseudonym: uuid.UUID) -> HttpResponse:
    here, participant = _person(request, slug, pseudonym)
    people.see([participant], organisation=here, actor=request.actor)
    contributions = queries.contributions_of(participant)
    context = {
        "participant": participant,
        "ways": [(WAYS[each.kind], each) for each in participant.reached_by],
        "contributions": contributions,
        "held": holdings.of(participant, contributions),
    }
    return private(staff_page(request, "trace/person.html", here, context))


@require_POST
def hand_out(request: HttpRequest, slug: str, pseudonym: uuid.UUID) -> HttpResponse:
    """The same file as behind the receipt code; that it was handed out stands in the journal."""
    _here, participant = _person(request, slug, pseudonym)
    people.hand_out(participant, actor=request.actor)
    return private(everything.as_file(participant))


@PAGE
def put_right(request: HttpRequest, slug: str, pseudonym: uuid.UUID) -> HttpResponse:
    """Somebody has moved, or what was typed in was wrong."""
    here, participant = _person(request, slug, pseudonym)
    ways = participant.reached_by
    form = WayForm(posted(request), initial=WayForm.shows(ways))
    language = ways[0].language if ways else "sv"
    give = partial(people.give_contact, participant, actor=request.actor, language=language)
    if saved(form, lambda: give(**form.cleaned_data)):
        messages.success(request, _("From now on they are reached there."))
        return see_other("trace:person", slug=slug, pseudonym=pseudonym)
    people.see([participant], organisation=here, actor=request.actor)
    return private(staff_page(request, "trace/person_put_right.html", here, {"form": form, "participant": participant}))


@PAGE
def erase(request: HttpRequest, slug: str, pseudonym: uuid.UUID) -> HttpResponse:
    """For somebody who cannot or will not do it behind their own code."""
    here, participant = _person(request, slug, pseudonym)
    organisation_for(request.actor, slug, ERASE_PERSON)
    if request.method == "POST":
        people.erase(participant, actor=request.actor)
        messages.success(request, _("The contact details are erased. What was said stays, without the person."))
        return see_other("trace:person", slug=slug, pseudonym=pseudonym)
    return private(staff_page(request, "trace/person_erase.html", here, {"participant": participant}))


def _person(request: HttpRequest, slug: str, pseudonym: uuid.UUID) -> tuple[Organisation, Participant]:
    here = organisation_for(request.actor, slug, HAND_OUT)
    participant = one_of(here, Participant.objects.all(), pseudonym=pseudonym)
    participant.reached_by = list(participant.contacts.order_by("pk"))
    return here, participant
