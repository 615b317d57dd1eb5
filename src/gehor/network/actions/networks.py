"""What becomes of a network, and who is in it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.learning import CHANGE_NETWORK, DECIDE_ON_NETWORK, JOIN_NETWORK, LEAVE_NETWORK, PLAN_NETWORK

from .. import queries, rules
from ..models import Membership, Network, NetworkDecision, Partner

OF_PEOPLE = "about-me"  # what stands in the addresses of contact persons' pages, see urls.py


@transaction.atomic
def plan_network(
    host: Organisation,
    *,
    actor: Actor,
    slug: str,
    name: LocalText,
    purpose: LocalText,
    begins_on: dt.date,
    ends_on: dt.date | None = None,
) -> Network:
    act = begin(PLAN_NETWORK, host, actor=actor)
    try:
        validate_slug(slug)
    except ValidationError:
        raise WrongInput("not_an_address_of_a_network", field="slug") from None
    if slug == OF_PEOPLE or Network.objects.filter(slug=slug).exists():
        raise WrongInput("network_address_taken", field="slug")
    network = Network(host=host, slug=slug, source_language=host.source_language, created_at=clock.now())
    _describe(network, name, purpose, begins_on, ends_on)
    network.save()
    record(act, subject=network)
    return network


@transaction.atomic
def change_network(
    network: Network, *, actor: Actor, name: LocalText, purpose: LocalText, begins_on: dt.date, ends_on: dt.date | None
) -> Network:
    act = begin(CHANGE_NETWORK, network.host, actor=actor, facts=lambda _host: queries.facts(network))
    _describe(network, name, purpose, begins_on, ends_on)
    network.save()
    record(act, subject=network)
    return network


def _describe(
    network: Network, name: LocalText, purpose: LocalText, begins_on: dt.date, ends_on: dt.date | None
) -> None:
    if ends_on is not None and ends_on < begins_on:
        raise WrongInput("network_ends_before_it_begins", field="ends_on")
    source = network.source_language
    network.name = written.local(name, source, field="name", lines=False, longest=120)
    network.purpose = written.local(purpose, source, field="purpose")
    network.begins_on, network.ends_on = begins_on, ends_on


@transaction.atomic
def decide_on_network(
    network: Network,
    *,
    actor: Actor,
    outcome: str,
    reasons: LocalText,
    decided_on: dt.date,
    body: Body | None = None,
    decided_by: str = "",
    section: str = "",
    case_number: str = "",
    until: dt.date | None = None,
) -> NetworkDecision:
    """A decision that has been taken is entered: to try, to prolong the trial, to make it permanent, or to end it."""
    act = begin(DECIDE_ON_NETWORK, network.host, actor=actor, facts=lambda _host: queries.facts(network))
    if outcome not in rules.possible(queries.outcomes(network)):
        raise WrongInput("not_the_networks_next_decision", field="outcome")
    if body is not None and body.organisation_id != network.host_id:
        raise WrongInput("no_body_of_the_host", field="body")
    decided_by = written.line(decided_by, field="decided_by", required=body is None, longest=120)
    if decided_on > clock.today():
        raise WrongInput("network_decided_in_the_future", field="decided_on")
    decision = NetworkDecision.objects.create(
        network=network,
        outcome=outcome,
        reasons=written.local(reasons, network.source_language, field="reasons"),
        body=body,
        decided_by=decided_by,
        decided_on=decided_on,
        section=written.section(section, required=False),
        case_number=written.line(case_number, field="case_number", required=False, longest=40),
        until=until,
        entered_at=clock.now(),
    )
    record(act, subject=decision, outcome=outcome)
    return decision


@transaction.atomic
def join(network: Network, partner: Partner, *, actor: Actor, since: dt.date) -> Membership:
    act = begin(JOIN_NETWORK, network.host, actor=actor, facts=lambda _host: queries.facts(network))
    if partner.host_id != network.host_id or partner.merged_into_id is not None:
        raise WrongInput("no_partner_of_the_host", field="partner")
    if network.memberships.filter(partner=partner, left_on=None).exists():
        raise WrongInput("member_already", field="partner", name=partner.name)
    membership = Membership.objects.create(network=network, partner=partner, since=since)
    record(act, subject=membership, partner=partner.pk)
    return membership


@transaction.atomic
def leave(membership: Membership, *, actor: Actor, left_on: dt.date) -> Membership:
    act = begin(
        LEAVE_NETWORK,
        membership.network.host,
        actor=actor,
        facts=lambda _host: queries.facts(membership.network),
    )
    if left_on < membership.since:
        raise WrongInput("left_before_it_joined", field="left_on")
    membership.left_on = left_on
    membership.save()
    record(act, subject=membership, partner=membership.partner_id)
    return membership
