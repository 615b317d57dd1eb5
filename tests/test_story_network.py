"""A network meets: its host plans a meeting and runs it on the day; a member answers by one link, without account."""

import datetime as dt
import re

import pytest
from django.core import mail

from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT
from gehor.network import actions as networks
from gehor.network.gatherings import actions, keys
from gehor.network.gatherings.models import Gathering, Guest, TakenHome, Ticket
from gehor.network.models import ContactPerson, Partner

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = clock.today()
BASE = "/staff/o/alvsala/networks/dialog/"
MEETING = f"{BASE}meetings/1/"


def in_days(days):
    return (TODAY + dt.timedelta(days=days)).isoformat()


@pytest.fixture(autouse=True)
def a_fixed_clock():
    """Not here: the pages are served today."""


@pytest.fixture
def network(organisation, actors):
    """On trial, with four members of two people each; Mira works at Bortby."""
    nour = actors["nour"]
    made = networks.plan_network(
        organisation,
        actor=nour,
        slug="dialog",
        name={"sv": "Dialog i länet"},
        purpose={"sv": "Vi lär av varandra."},
        begins_on=TODAY - dt.timedelta(days=300),
    )
    networks.decide_on_network(
        made, actor=nour, outcome="try", reasons={"sv": "Många vill."}, decided_on=TODAY, decided_by="Länsrådet"
    )
    for house in ("Bortby", "Fjärrby", "Närby", "Mittby"):
        partner = networks.register_partner(organisation, actor=nour, name=f"{house} kommun", kind="municipality")
        networks.join(made, partner, actor=nour, since=TODAY - dt.timedelta(days=300))
        for first, role in (("Mira", "official"), ("Sten", "elected")):
            email = f"{first}@{house}.example".lower().replace("ä", "a")
            networks.add_contact(partner, actor=nour, name=f"{first} {house}mark", role=role, email=email)
    return made


def letter_to(address):
    worker.work_off()
    [found] = [each for each in mail.outbox if each.to == [address]]
    return found.body


@pytest.mark.first
def test_the_host_plans_a_meeting_and_runs_it_on_the_day(network, at_work):
    nour = at_work("nour", width=360, height=800)
    plan_and_invite(nour)
    for guest in Guest.objects.select_related("contact__partner", "gathering__network__host"):
        actions.answer(guest, actor=RESIDENT, answer="yes")
    seat_and_open_the_door(nour)
    take_home_and_report(nour)


def plan_and_invite(nour):
    nour.at(f"{BASE}").page.get_by_role("link", name="Planera ett möte").click()
    nour.look().choose(start="focus_groups", length="half").fill(
        held_on=in_days(0), answer_by=in_days(0), begins_at="09:00", place="Residenset", tables="2", seats="8"
    ).send()
    nour.reads("Att arbeta med fokusgrupper", "69\xa0% av tiden pratar ni med varandra")
    nour.at(f"{MEETING}agenda/2/").fill(title_sv="Så gjorde vi i Bortby", lecturer="Mira Bortbymark").send()
    nour.reads("Så gjorde vi i Bortby")
    nour.at(f"{MEETING}guests/invite/").reads("8 kontaktpersoner").send().reads("8 personer är inbjudna.")
    nour.at(f"{MEETING}questions/").fill(text="Hur hittar man deltagarna?").send().reads("Hur hittar man deltagarna?")


def seat_and_open_the_door(nour):
    nour.at(f"{MEETING}tables/").send().reads("8 personer har ett bord.", "12")
    host = Guest.objects.filter(table__number=2).first()
    nour.at(f"{MEETING}tables/hosts/").choose(table_2=str(host.pk)).send()
    assert Gathering.objects.get().seating["colleagues"] == 0
    nour.at(f"{MEETING}tables/badges/").reads("Inte utskrivna än")
    code, by_code = keys.room_code(Gathering.objects.get()), Guest.objects.exclude(pk=host.pk).first()
    nour.at(f"{MEETING}door/screen/").reads(code)
    nour.at("/n/dialog/meetings/1/here/").fill(code=code, email=by_code.contact.email).send().reads("Välkommen!")
    nour.at(f"{MEETING}door/")
    for guest in Guest.objects.exclude(pk__in=[host.pk, by_code.pk]):
        nour.fill(code=guest.code).send()
    nour.reads("7")
    with nour.page.expect_navigation():
        nour.page.get_by_role("button", name=re.compile("^Är här")).click()
    nour.look()
    assert Guest.objects.filter(came_at__isnull=False).count() == 8
    nour.at(f"{BASE}meetings/met/").reads("har var och en träffat 3,0 av de 7 andra")
    nour.at(f"{MEETING}tables/2/").fill(notes="Gå dit människor redan är.").send()


def take_home_and_report(nour):
    bortby = Partner.objects.get(name="Bortby kommun")
    nour.at(f"{MEETING}home/").choose(partner=str(bortby.pk)).fill(text="Prova tvättstugan", due_on=in_days(90)).send()
    nour.reads("1 av 4 organisationer", "Prova tvättstugan")
    nour.at(f"{MEETING}materials/").fill(title="Lathund", link="https://film.example/1").send().reads("Lathund")
    nour.at(f"{MEETING}report/ask/").send().reads("8 personer får frågorna.")
    assert Ticket.objects.count() == 8
    nour.at(f"{MEETING}report/sum-up/").fill(
        gave_sv="Den som bjuder in avgör vilka som kommer.", cost_sek="20000"
    ).send()
    with nour.page.expect_navigation():
        nour.page.get_by_role("button", name="Visa den för alla").click()
    nour.look().at("/n/dialog/meetings/1/report/").reads(
        "8 personer från 4 organisationer kom.", "Gå dit människor redan är.", "Prova tvättstugan", "2\xa0500 kronor"
    )
    nour.at(f"{BASE}trial/").reads("Försöket i fem siffror")
    nour.at(f"{BASE}trial/evaluate/").choose(recommends="make_permanent").fill(conclusion_sv="Det bär.").send()
    nour.at("/n/dialog/").reads("Försöket utvärderat")


@pytest.mark.first
def test_a_member_answers_by_one_click_registers_a_colleague_and_sees_what_was_promised(network, actors, person):
    nour, bortby = actors["nour"], Partner.objects.get(name="Bortby kommun")
    told = {"begins_at": dt.time(9), "length": "half", "place": "Residenset", "tables": 2, "seats": 8}
    now = clock.now()
    with clock.at(now - dt.timedelta(days=200)):
        day = clock.today()
        before = actions.plan_gathering(
            network, actor=nour, theme={"sv": "Fokusgrupper"}, held_on=day, answer_by=day, **told
        )
        actions.take_home(before, bortby, actor=nour, text="Prova tvättstugan", due_on=TODAY)
    day = TODAY + dt.timedelta(days=30)
    after = actions.plan_gathering(
        network, actor=nour, theme={"sv": "E-dialog"}, held_on=day, answer_by=TODAY + dt.timedelta(days=14), **told
    )
    actions.invite(after, actor=nour, roles=["official"], kinds=["municipality"])
    letter = letter_to("mira@bortby.example")
    assert "Prova tvättstugan" in letter
    path = re.search(r"/n/about-me/\S+\?answer=yes", letter).group()

    mira = person(width=360, script=False)
    mira.at("/n/about-me/").fill(email="mira@bortby.example").send().reads("Titta i din e-post")
    mira.at(path).reads("E-dialog", "Bortby kommun")
    assert Guest.objects.get(contact__email="mira@bortby.example").answer == ""
    mira.send().reads("Välkommen! Du har en plats.", "Prova tvättstugan")
    mira.page.get_by_role("link", name="Anmäl en kollega").click()
    mira.look().fill(name="Nils Ny", email="nils@bortby.example").choose(role="official").send()
    mira.reads("Du har anmält: Nils Ny")
    mira.page.get_by_role("link", name="Berätta vad det blev av det").click()
    mira.look().choose(outcome="partly").fill(told="En kväll blev av.").send()
    assert (TakenHome.objects.get().outcome, TakenHome.objects.get().told) == ("partly", "En kväll blev av.")

    nils = ContactPerson.objects.get(name="Nils Ny")
    assert nils.partner == bortby
    own = re.search(r"/n/about-me/\S+", letter_to("nils@bortby.example")).group()
    someone = person(width=360, script=False)
    someone.at(own).reads("Nils Ny", "Bortby kommun").choose(answer="no").send()
    assert Guest.objects.get(contact=nils).answer == "no"
