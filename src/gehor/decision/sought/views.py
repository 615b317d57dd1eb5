"""Where it is recorded that no decision was found."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.decision import queries
from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning.pages import dialogue_page, entered
from gehor.process.steps import RECORD_NOT_FOUND

from . import actions
from .forms import NotFoundForm


@PAGE
def not_found(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """No decision on this finding was found: where somebody looked, and when."""
    dialogue, missing = entered(request, slug, RECORD_NOT_FOUND)
    finding = queries.finding_of(dialogue, number)
    form = NotFoundForm(posted(request), source=dialogue.source_language, initial={"looked_on": clock.today()})
    if saved(form, lambda: actions.record_not_found(finding, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is recorded and public that no decision was found."))
        return see_other("decision:decide_list", slug)
    context = {"heading": _("No decision found"), "finding": finding}
    return dialogue_page(request, "sought/not_found.html", dialogue, context, missing=missing, form=form)
