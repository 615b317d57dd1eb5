"""An organisation applies by phone, without account; is held for a missing decision; completes; and is admitted."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.worker import work_off
from gehor.network.programme import keys, queries
from gehor.network.programme.actions import calling
from gehor.network.programme.models import Application
from gehor.network.programme.rules import State

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = clock.today()  # the server's, which has no clock of the tests
PDF = {
    "name": "beslut.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
}
PEOPLE = (
    ("steering", "elected", "Eva Ek"),
    ("steering", "leading", "Leo Lind"),
    ("leader", "official", "Mira Moln"),
    ("group", "official", "Sten Sten"),
)


@pytest.fixture
def call(organisation, actors):
    """Open for a month yet."""
    programme = calling.plan_programme(
        organisation,
        actor=actors["nour"],
        slug="masterclass",
        name={"sv": "Masterclass"},
        purpose={"sv": "Ett system för dialog."},
        audience={"sv": "Kommuner."},
        terms={"sv": "Beslut i styrelsen."},
        begins_on=TODAY + dt.timedelta(days=40),
        ends_on=TODAY + dt.timedelta(days=700),
        apply_by=TODAY + dt.timedelta(days=30),
        first_meeting_on=TODAY + dt.timedelta(days=50),
        members_least=1,
        members_most=9,
        readers_least=1,
        fee_sek=8000,
    )
    return calling.publish_call(programme, actor=actors["nour"])


@pytest.mark.first
def test_an_organisation_is_held_at_the_gate_completes_and_is_admitted(call, person, at_work):
    mira = person(width=360, height=800)
    mira.at("/programmes/").page.get_by_role("link", name="Masterclass").click()
    mira.look().page.get_by_role("link", name="Ansök för din organisation").click()
    mira.look().fill(name="Bortby kommun", contact_name="Mira Moln", contact_email="mira@bortby.example").send()
    mira.reads("Länken till den är på väg till mira@bortby.example.")
    work_off()
    address = keys.address_of(Application.objects.get())
    write(mira, address)

    mira.at(address).press("/submit/").reads("Den är inte inskickad än", "2 saker saknas")
    mira.at(f"{address}decision/")
    mira.fill(body="Kommunstyrelsen", decided_on="2026-01-12", section="12", case_number="KS 2026/7")
    mira.page.locator('[name="document"]').set_input_files(PDF)
    mira.send()
    mira.at(address).press("/submit/").reads("Ansökan är inskickad.", "Inskickad")

    nour = at_work("nour").at("/staff/o/alvsala/programmes/masterclass/")
    nour.page.get_by_role("link", name="Bortby kommun").click()
    nour.look().reads("Skolan", "KS 2026/7").choose(verdict="admit").fill(reasons="Väl förankrat.").send()
    nour.page.get_by_role("link", name="Avgör ansökan").click()
    nour.look().choose(outcome="admitted").send().reads("Antagen")
    assert queries.state(Application.objects.get()) is State.ADMITTED
    mira.at(address).reads("Antagen", "Den första träffen")
    mira.page.get_by_role("link", name="Steg", exact=True).click()
    mira.look()


def write(mira, address):
    """All but the board's decision."""
    for part, standing, name in PEOPLE:
        mira.at(f"{address}people/")
        folded = mira.page.locator("main details:not([open]) > summary")
        if folded.count():
            folded.first.click()
        mira.choose(part=part, standing=standing).fill(name=name).send()
    mira.at(f"{address}work/").choose(components="1")
    mira.fill(topic="Skolan", budget_hours="200", commitments="Vi kommer till mötena.").send()
    mira.at(f"{address}invoice/").fill(number="212000-0142", invoice_reference="ZZ1", invoice_street="Torget 1")
    mira.fill(invoice_postcode="123 45", invoice_city="Bortby").send()
