"""What everybody sees of a network, and what a contact person sees of themselves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import addresses, clock, limits
from gehor.ground.act import RESIDENT
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people.door import private
from gehor.ground.web import PAGE, posted, see_other

from .. import actions, keys, queries
from ..forms import LinkForm
from ..gatherings import shown as meetings
from ..texts import KINDS_OF_PARTNER, OUTCOMES, ROLES_OF_CONTACT, STATUSES


@require_safe
@kept
def network(request: HttpRequest, name: str) -> HttpResponse:
    found = queries.with_decisions(queries.public_network(name))
    members = list(queries.members(found, clock.today()))
    kinds = [(words, sum(each.partner.kind == kind for each in members)) for kind, words in KINDS_OF_PARTNER.items()]
    context = {
        "network": found,
        "organisation": found.host,
        "status": STATUSES[queries.status(found)],
        "last_day": queries.last_day(found),
        "decisions": [(each, OUTCOMES[each.outcome]) for each in found.decisions.all()],
        "gatherings": list(found.gatherings.order_by("-held_on", "-pk")),
        "evaluated": queries.evaluation(found) is not None,
        "members": members,
        "kinds": [(words, count) for words, count in kinds if count],
        "page": Paginator(queries.exchanges(found.host).filter(is_public=True), 10).get_page(request.GET.get("page")),
    }
    return render(request, "network/public.html", context)


@PAGE
def about_me(request: HttpRequest, key: str) -> HttpResponse:
    """What is kept about one contact person, for whoever has the link in the mail: kept on, or forgotten."""
    found = keys.contact(key)
    if request.method == "POST" and "forget" in request.POST:
        actions.forget(found, actor=RESIDENT)
        return private(render(request, "network/forgotten.html", {"organisation": found.partner.host}))
    if request.method == "POST" and "keep" in request.POST:
        actions.keep_contact(found, actor=RESIDENT)
        messages.success(request, _("You stay in the register for another two years."))
        return private(see_other("network:about_me", key))
    context = {
        "organisation": found.partner.host,
        "contact": found,
        "role": ROLES_OF_CONTACT[found.role],
        "memberships": list(queries.memberships_now(found.partner.now, clock.today())),
        "key": key,
        **meetings.of_contact(found),
    }
    return private(render(request, "network/about_me.html", context))


@PAGE
def link_again(request: HttpRequest) -> HttpResponse:
    """Send me my link again. What is answered is the same for every address: nobody learns by it who is registered."""
    if request.method == "POST":
        limits.spend("code_address", limits.address(request))
    form = LinkForm(posted(request))

    def send() -> None:
        email = addresses.email(form.cleaned_data["email"], field="email")
        for contact in queries.asking_for_link(email):
            actions.send_link(contact, actor=RESIDENT)

    if saved(form, send):
        return private(see_other("network:link_on_its_way"))
    return private(render(request, "network/link_again.html", {"form": form}, status=form.page_status))


@require_safe
def link_on_its_way(request: HttpRequest) -> HttpResponse:
    return private(render(request, "network/link_on_its_way.html"))
