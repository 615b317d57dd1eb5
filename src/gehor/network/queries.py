"""Partners, networks and members."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import Http404

from gehor.ground import clock
from gehor.ground.doors import one_of
from gehor.ground.organisations.models import Account, Organisation
from gehor.ground.organisations.models import Membership as RoleHeld
from gehor.process.learning import NetworkFacts
from gehor.process.words import Role

from . import rules
from .models import (
    ContactPerson,
    EarlierName,
    Exchange,
    LinkMail,
    Membership,
    Network,
    NetworkDecision,
    Partner,
    TrialEvaluation,
)

WITHOUT_DOCUMENTS = Prefetch("evaluations", TrialEvaluation.objects.defer("documents"))


def hosts(organisation: Organisation) -> QuerySet[Account]:
    """Who acts there for networks, programmes and the library."""
    held = RoleHeld.objects.filter(organisation=organisation, role=Role.NETWORK_HOST.value)
    return Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk")


def partners(host: Organisation) -> QuerySet[Partner]:
    """Whom the host knows of, without those that were merged into others."""
    return Partner.objects.filter(host=host, merged_into=None)


def partners_found(host: Organisation, *, kind: str = "", words: str = "") -> QuerySet[Partner]:
    """Those of the kind whose name, or an earlier one, holds the words; each with how many are reached there."""
    found = partners(host)
    if kind:
        found = found.filter(kind=kind)
    if words:
        earlier = EarlierName.objects.filter(name__icontains=words).values("partner")
        found = found.filter(Q(name__icontains=words) | Q(pk__in=earlier))
    return found.annotate(reached=Count("contacts", filter=Q(contacts__forgotten_at=None))).order_by("name", "pk")


def partner_of(host: Organisation, pk: int) -> Partner:
    """One of the host's partners, which knows its host. Else 404."""
    return one_of(host, partners(host), pk=pk)


def merged_partner(host: Organisation, pk: int) -> Partner | None:
    """What one of the host's former partners is part of today."""
    found = Partner.objects.filter(host=host, pk=pk).select_related("merged_into").first()
    return found.merged_into if found else None


def contacts(host: Organisation) -> QuerySet[ContactPerson]:
    """Everybody whom the host reaches somewhere, without those who are forgotten."""
    return ContactPerson.objects.filter(partner__host=host, forgotten_at=None).select_related("partner")


def contact_of(host: Organisation, partner_pk: int, pk: int) -> ContactPerson:
    """One contact person at one of the host's partners. Else 404."""
    found = contacts(host).filter(partner_id=partner_pk, pk=pk).first()
    if found is None:
        raise Http404
    return found


def reached(contacts: QuerySet[ContactPerson], *, role: str = "") -> QuerySet[ContactPerson]:
    """Of these, those one may write to: who have an address, and have not asked for no more."""
    return contacts.filter(no_mail_since=None, **({"role": role} if role else {})).exclude(email="")


def asking_for_link(email: str) -> list[ContactPerson]:
    """Who is reached at this address, at any host's partner, and has not just been sent the link. One query."""
    just_sent = LinkMail.objects.filter(asked_at__gt=clock.now() - rules.LINK_AGAIN_AFTER).values("contact")
    rows = reached(ContactPerson.objects.filter(forgotten_at=None, email__iexact=email.strip()))
    return list(rows.exclude(pk__in=just_sent).select_related("partner__host"))


def contacts_in(network: Network, on: dt.date) -> QuerySet[ContactPerson]:
    """Contact persons at those who are in the network on that day, by partner and name."""
    inside = members(network, on).values("partner")
    return contacts(network.host).filter(partner__in=inside).order_by("partner__name", "name", "pk")


def hosts_with_due_contacts(today: dt.date) -> QuerySet[Organisation]:
    """Whose register holds somebody who is to be forgotten."""
    due = ContactPerson.objects.filter(forgotten_at=None, keep_until__lt=today)
    return Organisation.objects.filter(pk__in=due.values("partner__host"))


def exchanges(host: Organisation) -> QuerySet[Exchange]:
    return Exchange.objects.filter(host=host).select_related("visitor", "visited_partner")


def public_network(slug: str) -> Network:
    """A network that has been decided on, which knows its host. Else 404."""
    found = Network.objects.filter(slug=slug, decisions__isnull=False).select_related("host").first()
    if found is None:
        raise Http404
    return found


def networks(host: Organisation) -> QuerySet[Network]:
    return Network.objects.filter(host=host)


def network_of(host: Organisation, slug: str) -> Network:
    """One of the host's networks, which knows its host. Else 404."""
    return one_of(host, networks(host), slug=slug)


def networks_with_members(host: Organisation, on: dt.date) -> QuerySet[Network]:
    """Each with its decisions and evaluations at hand, and how many are in it that day."""
    there = Q(memberships__since__lte=on) & (Q(memberships__left_on=None) | Q(memberships__left_on__gt=on))
    counted = networks(host).annotate(members=Count("memberships", filter=there))
    return counted.order_by("-begins_on", "-pk").prefetch_related("decisions", WITHOUT_DOCUMENTS)


def outcomes(network: Network) -> list[str]:
    """What has been decided on the network, in the order of the days."""
    return list(network.decisions.values_list("outcome", flat=True))


def with_decisions(network: Network) -> Network:
    """The same, with its decisions, who took them, and its evaluations at hand: two queries."""
    decisions = NetworkDecision.objects.select_related("body")
    prefetch_related_objects([network], Prefetch("decisions", decisions), WITHOUT_DOCUMENTS)
    return network


def evaluation(network: Network) -> TrialEvaluation | None:
    """That of the trial as it is now: none from before the last decision. What is at hand is not asked for."""
    last = latest_decision(network)
    written = [each for each in network.evaluations.all() if last and each.decision_id == last.pk]
    return written[-1] if written else None


def trials(hosts: Iterable[int], by: dt.date, *, evaluated: bool) -> QuerySet[Network]:
    """Networks on trial that end by that day (`over_on`): evaluated since the last decision on them, or not yet."""
    last = NetworkDecision.objects.filter(network=OuterRef("pk")).order_by("-decided_on", "-pk")
    written = TrialEvaluation.objects.filter(network=OuterRef("pk"), decision=OuterRef("last"))
    rows = Network.objects.filter(host__in=hosts).annotate(
        last=Subquery(last.values("pk")[:1]),
        outcome=Subquery(last.values("outcome")[:1]),
        over_on=Coalesce(Subquery(last.values("until")[:1]), "ends_on"),
    )
    trying = (NetworkDecision.Outcome.TRY, NetworkDecision.Outcome.PROLONG)
    return rows.filter(Exists(written) if evaluated else ~Exists(written), outcome__in=trying, over_on__lte=by)


def latest_decision(network: Network) -> NetworkDecision | None:
    decided = list(network.decisions.all())
    return decided[-1] if decided else None


def status(network: Network) -> rules.Status:
    """Two queries; none where decisions and evaluations are at hand."""
    decided = [each.outcome for each in network.decisions.all()]
    return rules.status(decided, evaluated=evaluation(network) is not None)


def last_day(network: Network) -> dt.date | None:
    """Through which day it goes on; None: on and on. One query; none where the decisions are at hand."""
    decided = [(each.outcome, each.decided_on, each.until) for each in network.decisions.all()]
    last = rules.last_day(network.ends_on, decided)
    return last and max(last, network.begins_on)


def facts(network: Network) -> NetworkFacts:
    return rules.facts(outcomes(network))


def members(network: Network, on: dt.date) -> QuerySet[Membership]:
    """Who is in the network on that day, by name."""
    there = Q(since__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))
    return network.memberships.filter(there).select_related("partner").order_by("partner__name", "pk")


def membership_of(network: Network, pk: int) -> Membership:
    """One of the network's memberships that lasts. Else 404."""
    found = network.memberships.filter(left_on=None, pk=pk).select_related("partner").first()
    if found is None:
        raise Http404
    return found


def memberships_now(partner: Partner, on: dt.date) -> QuerySet[Membership]:
    """Where a partner is a member on that day."""
    there = Q(since__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))
    return partner.memberships.filter(there).select_related("network")
