"""What everybody sees of promises that are late, and where an administrator says who hears of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.feedback.replies import queries as replies
from gehor.feedback.stages import queries as stages
from gehor.ground.forms import saved
from gehor.ground.organisations.queries import organisation_for, organisations
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.portal.register import queries as register
from gehor.process.stages import Stage
from gehor.process.steps import SET_ESCALATION

from . import actions, queries, rules
from .forms import EscalationForm
from .models import Escalation
from .texts import KINDS, words_for

CORRECTIONS_MOST = 50
PER_PAGE = 30


@require_safe
@kept
def late(request: HttpRequest, slug: str) -> HttpResponse:
    """What is late now, body by body, and why a dialogue was not held."""
    here = organisations().filter(slug=slug).first()
    if here is None:
        raise Http404
    entries, corrections = register.entries(here, with_groups=False), replies.owed_by(here)
    found = queries.late_of(here, entries, stages.owed_by(here), corrections)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": here,
        "here": "results",
        "page": page,
        "late": [(each, words_for(each)) for each in page],
        "kinds": list(KINDS.values()),
        "bodies": [(row, list(zip(KINDS.values(), row.counts, strict=True))) for row in queries.per_body(found)],
        "corrections": [each for each in corrections if each.replied_on or not each.days_late][:CORRECTIONS_MOST],
        "stopped": [each for each in entries if each.stage is Stage.STOPPED],
    }
    return render(request, "escalating/late.html", context)


@PAGE
def escalation(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_for(request.actor, slug, SET_ESCALATION)
    rule = Escalation.objects.filter(organisation=organisation).first()
    initial = {"email": "", "after_days": rules.USUAL_DAYS, "language": "sv"}
    if rule is not None:
        initial = {"email": rule.email, "after_days": rule.after_days, "language": rule.language}
    form = EscalationForm(posted(request), initial=initial)
    if saved(form, lambda: actions.set_escalation(organisation, actor=request.actor, **form.cleaned_data)):
        if form.outcome.email:
            messages.success(request, _("Saved. Once an hour we look for promises that are late."))
        else:
            messages.success(request, _("Saved. Nobody is written to about late promises."))
        return see_other("escalating:escalation", slug)
    return staff_page(request, "escalating/escalation.html", organisation, {"form": form, "here": "settings"})
