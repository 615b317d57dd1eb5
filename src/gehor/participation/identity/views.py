"""Settling what is demanded of those who take part."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.intake.doors import activity_of
from gehor.process.steps import DEMAND_PROOF

from . import queries
from .actions import demand_proof
from .forms import DemandsForm


@PAGE
def demands(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How surely people must show who they are in one activity. It may be changed until somebody has taken part."""
    activity = activity_of(request, slug, number, step=DEMAND_PROOF)
    form = DemandsForm(posted(request), activity=activity, now=queries.demands(activity))
    if form.is_valid():
        demand_proof(activity, actor=request.actor, demands=form.demands)
        messages.success(request, _("It is saved, and shown to people before they begin."))
        return see_other("participation:openings", slug)
    context = {"dialogue": activity.dialogue, "activity": activity, "form": form}
    return staff_page(request, "identity/demands.html", activity.dialogue.organisation, context)
