"""Nour hosts a programme that takes applications; Bortby applies."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gehor.ground.act import RESIDENT, Actor
from gehor.ground.organisations.models import Account, Organisation
from gehor.network.programme import queries
from gehor.network.programme.actions import applying, assessing, calling
from gehor.network.programme.models import Application, Programme
from gehor.participation.attachments import Clean

TODAY = dt.date(2026, 3, 2)  # as every test has it
NUMBER = "212000-0142"
PDF = Clean(b"%PDF-1.4 Beslut", "beslut.pdf", "application/pdf")


def call(**given: Any) -> dict[str, Any]:
    """What a call says; what is not said is as usual."""
    return {
        "slug": "masterclass",
        "name": {"sv": "Masterclass i medborgardialog"},
        "purpose": {"sv": "Ett system för dialog hemma."},
        "audience": {"sv": "Kommuner och regioner."},
        "terms": {"sv": "Beslut i styrelsen."},
        "begins_on": TODAY + dt.timedelta(days=20),
        "ends_on": TODAY + dt.timedelta(days=20 + 730),
        "apply_by": TODAY + dt.timedelta(days=10),
        "first_meeting_on": TODAY + dt.timedelta(days=30),
        "members_least": 1,
        "members_most": 2,
        "readers_least": 1,
        "fee_sek": 8000,
        **given,
    }


@pytest.fixture
def nour(actors: dict[str, Actor]) -> Actor:
    return actors["nour"]


@pytest.fixture
def planned_call(organisation: Organisation, nour: Actor) -> Programme:
    return calling.plan_programme(organisation, actor=nour, **call())


@pytest.fixture
def programme(planned_call: Programme, nour: Actor) -> Programme:
    return calling.publish_call(planned_call, actor=nour)


@pytest.fixture
def begin(programme: Programme) -> Callable[..., Application]:
    """begin("Bortby kommun"): what somebody there has begun."""

    def begun(name: str = "Bortby kommun", **given: Any) -> Application:
        described = {
            "language": "sv",
            "kind": "municipality",
            "contact_name": "Mira Moln",
            "contact_email": "mira@bortby.example",
        }
        return applying.begin_application(programme, actor=RESIDENT, name=name, **{**described, **given})

    return begun


@pytest.fixture
def complete() -> Callable[..., Application]:
    """complete(application, but="decision"): all that is needed, but for one part."""

    def completed(application: Application, *, but: str = "", number: str = NUMBER) -> Application:
        if but != "decision":
            applying.tell_decision(
                application,
                actor=RESIDENT,
                body="Kommunstyrelsen",
                decided_on=TODAY,
                section="§ 12",
                case_number="KS 2026/7",
                document=None if but == "document" else PDF,
            )
        people = [("steering", "elected"), ("steering", "leading"), ("leader", "official"), ("group", "official")]
        for row, (part, standing) in enumerate(people):
            if but not in (part, standing):
                applying.name_person(application, actor=RESIDENT, part=part, standing=standing, name=f"Vän {row}")
        work = {"topic": "Skolan", "components": [1, 4], "budget_hours": 200, "commitments": "Vi kommer till mötena."}
        applying.tell_work(application, actor=RESIDENT, **{key: each for key, each in work.items() if key != but})
        if but != "invoice":
            applying.tell_invoice(
                application,
                actor=RESIDENT,
                number=number,
                invoice_reference="ZZ1",
                invoice_street="Torget 1",
                invoice_postcode="123 45",
                invoice_city="Bortby",
            )
        return application

    return completed


@pytest.fixture
def submit(begin: Callable[..., Application], complete: Callable[..., Application]) -> Callable[..., Application]:
    def submitted(name: str = "Bortby kommun", *, number: str = NUMBER) -> Application:
        return applying.submit(complete(begin(name), number=number), actor=RESIDENT)

    return submitted


@pytest.fixture
def admit(submit: Callable[..., Application], nour: Actor) -> Callable[..., Application]:
    def admitted(name: str = "Bortby kommun", *, number: str = NUMBER) -> Application:
        application = submit(name, number=number)
        assessing.read(application, actor=nour, verdict="admit", reasons="Väl förankrat.")
        assessing.admit(application, actor=nour)
        return queries.application_of(application.programme, application.pk)

    return admitted


@pytest.fixture
def second_reader(accounts: dict[str, Account]) -> Account:
    return accounts["alma"]
