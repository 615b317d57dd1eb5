"""Partners, networks and members."""

import datetime as dt

from django.db.models import Q, QuerySet

from gehor.ground.doors import one_of
from gehor.ground.organisations.models import Organisation
from gehor.process.learning import NetworkFacts

from . import rules
from .models import Membership, Network, Partner


def partners(host: Organisation) -> QuerySet[Partner]:
    """Whom the host knows of, without those that were merged into others."""
    return Partner.objects.filter(host=host, merged_into=None)


def partner_of(host: Organisation, pk: int) -> Partner:
    """One of the host's partners, which knows its host. Else 404."""
    return one_of(host, partners(host), pk=pk)


def networks(host: Organisation) -> QuerySet[Network]:
    return Network.objects.filter(host=host)


def network_of(host: Organisation, slug: str) -> Network:
    """One of the host's networks, which knows its host. Else 404."""
    return one_of(host, networks(host), slug=slug)


def outcomes(network: Network) -> list[str]:
    """What has been decided on the network, in the order of the days."""
    return list(network.decisions.values_list("outcome", flat=True))


def facts(network: Network) -> NetworkFacts:
    return rules.facts(outcomes(network))


def members(network: Network, on: dt.date) -> QuerySet[Membership]:
    """Who is in the network on that day, by name."""
    there = Q(since__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))
    return network.memberships.filter(there).select_related("partner").order_by("partner__name", "pk")
