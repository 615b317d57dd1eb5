"""Addresses that were cut off from forms, typed in by themselves: whoever does it sees no answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground.forms import saved
from gehor.ground.people.actions import give_contact
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.steps import GIVE_CONTACT

from ..forms import AddressForm
from .printing import on_paper, page


@PAGE
def addresses(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One address after the other, each by the code of its form."""
    activity = on_paper(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, GIVE_CONTACT)
    form = AddressForm(posted(request), activity=activity, initial={"sheet": request.GET.get("sheet", "")[:40]})
    if saved(form, lambda: _given(request, form)):
        messages.success(request, _("The address is kept. The answer will be sent there."))
        return see_other("paper:addresses", slug, number)
    return page(request, "addresses", activity, {"form": form})


def _given(request: HttpRequest, form: AddressForm) -> object:
    language = get_language() or "sv"
    return give_contact(form.cleaned_data["sheet"], actor=request.actor, language=language, **form.contact)
