"""What an organisation with accounts here takes part in, and where it begins to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.learning import TAKE_PART

from .. import keys, queries
from ..actions import applying
from ..forms import BeginAsForm, ClaimForm
from ..texts import STATES


@PAGE
def taking_part(request: HttpRequest, slug: str) -> HttpResponse:
    here = organisations.organisation_for(request.actor, slug, TAKE_PART)
    is_claim = "address" in request.POST
    calls = queries.open_calls(clock.today())
    initial = {"contact_name": request.user.name, "contact_email": request.user.email}
    form = BeginAsForm(None if is_claim else posted(request), calls=calls, initial=initial)
    claim = ClaimForm(posted(request) if is_claim else None)
    if saved(form, lambda: applying.begin_as(here, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The application is begun. The link to it is mailed too."))
        return see_other("programme:own", keys.key_of(form.outcome))
    if saved(claim, lambda: applying.claim(here, claim.cleaned_data["address"], actor=request.actor)):
        messages.success(request, _("The application stands here now."))
        return see_other("programme:taking_part", slug)
    rows = [(each, *STATES[queries.state(each)], keys.address_of(each)) for each in queries.own_applications(here)]
    context = {"rows": rows, "form": form, "claim": claim, "calls": calls.exists()}
    return staff_page(request, "programme/taking_part.html", here, context)
