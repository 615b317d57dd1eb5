"""Every change of the register of partners and of a network."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from gehor.ground import addresses, clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.learning import (
    ADD_CONTACT,
    CHANGE_PARTNER,
    DECIDE_ON_NETWORK,
    JOIN_NETWORK,
    LEAVE_NETWORK,
    PLAN_NETWORK,
    REGISTER_PARTNER,
)

from . import queries, rules
from .models import ContactPerson, EarlierName, Membership, Network, NetworkDecision, Partner

KEPT_FOR = dt.timedelta(days=2 * 365)  # a contact person, unless asked again


@transaction.atomic
def register_partner(
    host: Organisation,
    *,
    actor: Actor,
    name: str,
    kind: str,
    county_code: str = "",
    municipality_code: str = "",
    number: str = "",
) -> Partner:
    act = begin(REGISTER_PARTNER, host, actor=actor)
    partner = Partner(host=host)
    _describe(partner, name, kind, county_code, municipality_code, number)
    partner.save()
    record(act, subject=partner, kind=kind)
    return partner


@transaction.atomic
def change_partner(
    partner: Partner,
    *,
    actor: Actor,
    name: str,
    kind: str,
    county_code: str = "",
    municipality_code: str = "",
    number: str = "",
) -> Partner:
    """Another name is remembered with the day: it is the same partner."""
    act = begin(CHANGE_PARTNER, partner.host, actor=actor)
    called = partner.name
    _describe(partner, name, kind, county_code, municipality_code, number)
    partner.save()
    if partner.name != called:
        EarlierName.objects.create(partner=partner, name=called, until=clock.today())
    record(act, subject=partner, kind=kind, renamed=True if partner.name != called else None)
    return partner


def _describe(partner: Partner, name: str, kind: str, county_code: str, municipality_code: str, number: str) -> None:
    partner.name = written.line(name, field="name", longest=120)
    if kind not in Partner.Kind.values:
        raise WrongInput("no_such_kind_of_partner", field="kind")
    if number and not rules.is_registration_number(number):
        raise WrongInput("no_registration_number", field="number")
    same = queries.partners(partner.host).filter(name__iexact=partner.name).exclude(pk=partner.pk)
    if same.exists():
        raise WrongInput("partner_named_already", field="name", name=partner.name)
    partner.kind, partner.number, partner.changed_at = kind, number, clock.now()
    partner.county_code = _code(county_code, 2, "county_code")
    partner.municipality_code = _code(municipality_code, 4, "municipality_code")
    if partner.municipality_code:
        partner.county_code = partner.county_code or partner.municipality_code[:2]
        if partner.municipality_code[:2] != partner.county_code:
            raise WrongInput("municipality_of_another_county", field="municipality_code")


def _code(code: str, digits: int, field: str) -> str:
    if code and not (len(code) == digits and code.isascii() and code.isdigit()):
        raise WrongInput("no_area_code", field=field, digits=digits)
    return code


@transaction.atomic
def add_contact(
    partner: Partner,
    *,
    actor: Actor,
    name: str,
    role: str,
    title: str = "",
    email: str = "",
    phone: str = "",
    language: str = "sv",
    consented_on: dt.date | None = None,
    consent_noted: str = "",
    keep_until: dt.date | None = None,
) -> ContactPerson:
    """Somebody one reaches at a partner. keep_until: two years from today unless said otherwise."""
    act = begin(ADD_CONTACT, partner.host, actor=actor)
    if role not in ContactPerson.Role.values:
        raise WrongInput("no_such_role_of_contact", field="role")
    contact = ContactPerson(partner=partner, role=role, language=language, consented_on=consented_on)
    contact.name = written.line(name, field="name", longest=120)
    contact.title = written.line(title, field="title", required=False, longest=120)
    contact.email = addresses.email(email, field="email", required=False).lower()
    contact.phone = written.line(phone, field="phone", required=False, longest=40)
    contact.consent_noted = written.line(consent_noted, field="consent_noted", required=False)
    contact.keep_until = keep_until or clock.today() + KEPT_FOR
    if contact.email and partner.contacts.filter(email__iexact=contact.email).exists():
        raise WrongInput("contact_stands_already", field="email")
    contact.save()
    record(act, subject=contact, role=role)
    return contact


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
    if Network.objects.filter(slug=slug).exists():
        raise WrongInput("network_address_taken", field="slug")
    if ends_on is not None and ends_on < begins_on:
        raise WrongInput("network_ends_before_it_begins", field="ends_on")
    source = host.source_language
    network = Network.objects.create(
        host=host,
        slug=slug,
        name=written.local(name, source, field="name", lines=False, longest=120),
        purpose=written.local(purpose, source, field="purpose"),
        source_language=source,
        begins_on=begins_on,
        ends_on=ends_on,
        created_at=clock.now(),
    )
    record(act, subject=network)
    return network


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
        section=written.line(section, field="section", required=False, longest=20),
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
