"""A network as its host sees it: what it is, what was decided, who is in it, and whom to write to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.learning import CHANGE_NETWORK, DECIDE_ON_NETWORK, JOIN_NETWORK, LEAVE_NETWORK, PLAN_NETWORK

from .. import actions, queries, rules
from ..files import addresses_csv
from ..forms import DecisionForm, JoinForm, LeaveForm, NetworkForm, PlanForm
from ..gatherings import queries as meetings
from ..models import Membership, Network
from ..texts import KINDS_OF_PARTNER, OUTCOMES, ROLES_OF_CONTACT, STATUSES
from .frame import page


@PAGE
def networks(request: HttpRequest, slug: str) -> HttpResponse:
    host = organisations.organisation_for(request.actor, slug, PLAN_NETWORK)
    form = PlanForm(posted(request), source=host.source_language, initial={"begins_on": clock.today()})
    if saved(form, lambda: actions.plan_network(host, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The network is planned. Enter the decision to try it when it is taken."))
        return see_other("network:network", slug, form.outcome.slug)
    rows = [
        (network, STATUSES[queries.status(network)], network.members)
        for network in queries.networks_with_members(host, clock.today())
    ]
    return page(request, "networks", host, {"form": form, "rows": rows}, here="networks")


@PAGE
def network(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One network, and a form for one more member."""
    host = organisations.organisation_for(request.actor, slug, JOIN_NETWORK)
    found = queries.with_decisions(queries.network_of(host, name))
    today = clock.today()
    form = JoinForm(posted(request), network=found, initial={"since": today})
    if saved(form, lambda: actions.join(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(name)s is a member now.") % {"name": form.outcome.partner.name})
        return see_other("network:network", slug, name)
    decisions = list(found.decisions.all())
    outcomes = [each.outcome for each in decisions]
    members = list(queries.members(found, today))
    silent = meetings.silent_partners(host)
    context = {
        "network": found,
        "status": STATUSES[queries.status(found)],
        "last_day": queries.last_day(found),
        "decisions": [(each, OUTCOMES[each.outcome]) for each in decisions],
        "possible": rules.possible(outcomes),
        "members": [(each, KINDS_OF_PARTNER[each.partner.kind], silent.get(each.partner_id, 0)) for each in members],
        "gatherings": list(found.gatherings.order_by("-held_on", "-pk")),
        "may_join": not JOIN_NETWORK.missing(rules.facts(outcomes)),
        "form": form,
    }
    return page(request, "network", host, context)


@PAGE
def change_network(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    host = organisations.organisation_for(request.actor, slug, CHANGE_NETWORK)
    found = queries.network_of(host, name)
    initial = {part: getattr(found, part) for part in ("name", "purpose", "begins_on", "ends_on")}
    form = NetworkForm(posted(request), source=found.source_language, initial=initial)
    if saved(form, lambda: actions.change_network(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("network:network", slug, name)
    return page(request, "change_network", host, {"network": found, "form": form})


@PAGE
def decide(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A decision that was taken is entered, with its reasons."""
    host = organisations.organisation_for(request.actor, slug, DECIDE_ON_NETWORK)
    found = queries.network_of(host, name)
    form = DecisionForm(posted(request), network=found, outcomes=queries.outcomes(found))
    if saved(form, lambda: actions.decide_on_network(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The decision is entered, and public with its reasons."))
        return see_other("network:network", slug, name)
    return page(request, "decide", host, {"network": found, "form": form})


@PAGE
def leave(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """A partner leaves the network: from which day."""
    host = organisations.organisation_for(request.actor, slug, LEAVE_NETWORK)
    found = queries.network_of(host, name)
    membership = _membership(found, pk)
    form = LeaveForm(posted(request), initial={"left_on": clock.today()})
    if saved(form, lambda: actions.leave(membership, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(name)s leaves the network.") % {"name": membership.partner.name})
        return see_other("network:network", slug, name)
    return page(request, "leave", host, {"network": found, "membership": membership, "form": form})


def _membership(network: Network, pk: int) -> Membership:
    found = queries.membership_of(network, pk)
    found.network = network
    return found


@require_safe
def addresses(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Whom to write to, by role: to copy, or as a file."""
    host = organisations.organisation_for(request.actor, slug, JOIN_NETWORK)
    found = queries.network_of(host, name)
    role = request.GET.get("role", "")
    everybody = queries.contacts_in(found, clock.today())
    reached = list(queries.reached(everybody, role=role))
    if "csv" in request.GET:
        return addresses_csv(found, reached)
    context = {
        "network": found,
        "roles": list(ROLES_OF_CONTACT.items()),
        "role": role,
        "reached": [(each, ROLES_OF_CONTACT[each.role]) for each in reached],
        "line": ", ".join(each.email for each in reached),
        "others": everybody.count() - (len(reached) if not role else queries.reached(everybody).count()),
    }
    return page(request, "addresses", host, context)
