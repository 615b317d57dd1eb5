"""A network on trial with partners, who are invited to meetings. Mira works at Bortby, Olle at the region."""

import datetime as dt
from collections.abc import Callable

import pytest

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.network import actions as networks
from gehor.network.gatherings import actions
from gehor.network.gatherings.models import Gathering, Guest
from gehor.network.models import ContactPerson, Network, Partner

DAY = dt.date(2026, 4, 20)


@pytest.fixture
def nour(actors: dict[str, Actor]) -> Actor:
    """Hosts the network."""
    return actors["nour"]


@pytest.fixture
def network(organisation: Organisation, nour: Actor) -> Network:
    made = networks.plan_network(
        organisation,
        actor=nour,
        slug="dialog-i-skane",
        name={"sv": "Dialog i Skåne"},
        purpose={"sv": "Vi lär av varandra."},
        begins_on=dt.date(2026, 1, 1),
    )
    decision = {"reasons": {"sv": "Många vill."}, "decided_on": dt.date(2026, 1, 5), "decided_by": "Länsrådet"}
    networks.decide_on_network(made, actor=nour, outcome="try", **decision)
    return made


@pytest.fixture
def member(network: Network, nour: Actor) -> Callable[..., Partner]:
    """member("Bortby kommun", kind=…) has joined."""

    def join(name: str, *, kind: str = "municipality") -> Partner:
        partner = networks.register_partner(network.host, actor=nour, name=name, kind=kind)
        networks.join(network, partner, actor=nour, since=dt.date(2026, 1, 10))
        return partner

    return join


@pytest.fixture
def person(nour: Actor) -> Callable[..., ContactPerson]:
    """person(partner, "Mira Moln") is reached there by mail."""

    def add(partner: Partner, name: str, *, email: str | None = None, role: str = "official") -> ContactPerson:
        address = f"{name.split()[0].lower()}@{partner.pk}.example" if email is None else email
        return networks.add_contact(partner, actor=nour, name=name, role=role, email=address)

    return add


@pytest.fixture
def bortby(member: Callable[..., Partner]) -> Partner:
    return member("Bortby kommun")


@pytest.fixture
def region(member: Callable[..., Partner]) -> Partner:
    return member("Region Slätten", kind="region")


@pytest.fixture
def mira(bortby: Partner, person: Callable[..., ContactPerson]) -> ContactPerson:
    return person(bortby, "Mira Moln", email="mira@bortby.example")


@pytest.fixture
def olle(region: Partner, person: Callable[..., ContactPerson]) -> ContactPerson:
    return person(region, "Olle Ek", email="olle@slatten.example")


@pytest.fixture
def plan(network: Network, nour: Actor) -> Callable[..., Gathering]:
    """plan(held_on=…): a half day with eight tables of eight."""

    def planned(**more: object) -> Gathering:
        held_on = more.get("held_on", DAY)
        assert isinstance(held_on, dt.date)
        values: dict[str, object] = {
            "theme": {"sv": "Fokusgrupper", "en": "Focus groups"},
            "held_on": held_on,
            "begins_at": dt.time(9),
            "length": "half",
            "answer_by": held_on - dt.timedelta(days=14),
            "place": "Residenset",
            "tables": 2,
            "seats": 8,
        }
        return actions.plan_gathering(network, actor=nour, **{**values, **more})

    return planned


@pytest.fixture
def gathering(plan: Callable[..., Gathering]) -> Gathering:
    return plan()


@pytest.fixture
def invite(nour: Actor) -> Callable[[Gathering], dict[str, Guest]]:
    """invite(gathering): everybody; by first name."""

    def invited(gathering: Gathering) -> dict[str, Guest]:
        roles, kinds = ContactPerson.Role.values, Partner.Kind.values
        actions.invite(gathering, actor=nour, roles=roles, kinds=kinds)
        rows = Guest.objects.filter(gathering=gathering).select_related(
            "contact__partner__host", "gathering__network__host"
        )
        return {guest.contact.name.split()[0].lower(): guest for guest in rows}

    return invited


@pytest.fixture
def on_the_day() -> Callable[[Gathering], object]:
    """with on_the_day(gathering): it is nine in the morning."""

    def at(gathering: Gathering) -> object:
        return clock.at(dt.datetime.combine(gathering.held_on, dt.time(9), tzinfo=dt.UTC))

    return at
