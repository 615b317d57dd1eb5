"""Nour hosts a network that is on trial; Bortby, where Farid works, is a partner."""

import datetime as dt
from collections.abc import Callable

import pytest

from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.network import actions
from gehor.network.models import Network, Partner


@pytest.fixture
def nour(actors: dict[str, Actor]) -> Actor:
    """Hosts the network."""
    return actors["nour"]


@pytest.fixture
def partner(organisation: Organisation, nour: Actor) -> Partner:
    return actions.register_partner(
        organisation, actor=nour, name="Bortby kommun", kind="municipality", municipality_code="1214"
    )


@pytest.fixture
def planned(organisation: Organisation, nour: Actor) -> Network:
    return actions.plan_network(
        organisation,
        actor=nour,
        slug="dialog-i-skane",
        name={"sv": "Dialog i Skåne"},
        purpose={"sv": "Vi lär av varandra."},
        begins_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 12, 31),
    )


@pytest.fixture
def decide(nour: Actor) -> Callable[..., object]:
    """decide(network, "try"): the head of the authority decides."""

    def decided(network: Network, outcome: str, **more: object) -> object:
        values = {"reasons": {"sv": "Många vill."}, "decided_on": dt.date(2026, 1, 5), "decided_by": "Länsrådet"}
        return actions.decide_on_network(network, actor=nour, outcome=outcome, **{**values, **more})

    return decided


@pytest.fixture
def network(planned: Network, decide: Callable[..., object]) -> Network:
    decide(planned, "try")
    return planned
