"""The host's pages, everybody's pages, and those that open by a link in a mail."""

import datetime as dt
import io
import re

import pytest
from django.test import Client
from docx import Document
from PIL import Image
from pypdf import PdfReader

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.network import keys as contacts
from gehor.network.gatherings import actions, keys, queries
from gehor.network.gatherings.models import Gathering, TakenHome
from gehor.network.models import Network

SWEDISH = {"accept-language": "sv"}
NETWORK = "/staff/o/alvsala/networks/dialog-i-skane/"
MEETING = f"{NETWORK}meetings/1/"
PAGES = (
    "",
    "change/",
    "agenda/",
    "agenda/2/",
    "guests/",
    "guests/invite/",
    "guests/remind/",
    "questions/",
    "tables/",
    "tables/hosts/",
    "tables/badges/",
    "door/",
    "door/screen/",
    "door/new/",
    "home/",
    "home/tell/",
    "materials/",
    "report/",
    "report/ask/",
    "report/sum-up/",
)
OWN = ("", "answer/", "colleague/", "questions/", "here/", "home/", "how/")


@pytest.fixture
def host(signed_in):
    return signed_in("nour")


@pytest.fixture
def address():
    """address(guest, "answer/"): what the link in the mail opens."""
    return lambda guest, page="": f"/n/about-me/{contacts.key_of(guest.contact)}/meetings/{guest.gathering_id}/{page}"


def test_a_meeting_is_planned_from_a_starting_theme(host, network):
    page = f"{NETWORK}meetings/"
    said = {
        "start": "focus_groups",
        "held_on": "2026-05-04",
        "begins_at": "09:00",
        "length": "half",
        "answer_by": "2026-04-20",
        "tables": "8",
        "seats": "8",
    }
    refused = host.post(page, said, headers={"accept-language": "sv"})
    assert refused.status_code == 422
    assert "Skriv en plats" in refused.content.decode()
    answer = host.post(page, {**said, "place": "Residenset"})
    assert (answer.status_code, answer["Location"]) == (303, MEETING)
    assert Gathering.objects.get().theme == {"sv": "Att arbeta med fokusgrupper", "en": "Working with focus groups"}


def test_the_agenda_is_put_in_order_and_shows_what_the_time_is_for(host, gathering):
    page = host.get(f"{MEETING}agenda/", headers={"accept-language": "sv"}).content.decode()
    assert "69\xa0% av tiden pratar ni med varandra" in page
    host.post(f"{MEETING}agenda/", {"down": "0"})
    assert [part.kind for part in gathering.parts.all()][:3] == ["frame", "informal", "lecture"]
    host.post(f"{MEETING}agenda/", {"remove": "0"})
    assert gathering.parts.count() == 7
    part = {"kind": "lecture", "minutes": "400", "title_sv": "Lång"}
    refused = host.post(f"{MEETING}agenda/", part)
    assert refused.status_code == 422
    assert "Lång" in refused.content.decode()
    assert host.post(f"{MEETING}agenda/1/", {**part, "minutes": "15", "lecturer": "Eva Ek"}).status_code == 303
    assert gathering.parts.all()[1].lecturer == "Eva Ek"


def test_opening_the_link_answers_nothing_and_one_button_does(client, gathering, mira, invite, address):
    guest = invite(gathering)["mira"]
    page = client.get(address(guest, "answer/?answer=yes")).content.decode()
    assert page.count("checked") == 1
    guest.refresh_from_db()
    assert guest.answer == ""
    answer = client.post(address(guest, "answer/"), {"answer": "yes"})
    assert (answer.status_code, answer["Location"]) == (303, address(guest))
    guest.refresh_from_db()
    assert (guest.answer, guest.placed_at is not None) == ("yes", True)


def test_when_the_day_has_passed_nobody_is_told_to_be_coming(
    host, client, nour, gathering, mira, olle, invite, address
):
    guests = invite(gathering)
    actions.answer(guests["mira"], actor=nour, answer="yes")
    assert ">Kommer</" in host.get(f"{MEETING}guests/", headers=SWEDISH).text
    with clock.at(dt.datetime.combine(gathering.held_on + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC)):
        told = host.get(f"{MEETING}guests/", headers=SWEDISH).text
        own = client.get(address(guests["olle"]), headers=SWEDISH).text
    assert ">Hade tackat ja</" in told and ">Svarade inte</" in told and ">Kommer</" not in told
    assert "Svarade inte" in own


def test_a_link_opens_nothing_of_somebody_else_and_nothing_when_it_is_changed(
    client, plan, gathering, mira, olle, invite, address
):
    guests = invite(gathering)
    stranger = address(guests["mira"]).replace(contacts.key_of(mira), contacts.key_of(olle)[:-1] + "x")
    assert client.get(stranger).status_code == 404
    later = plan(held_on=dt.date(2026, 10, 5))
    other = f"/n/about-me/{contacts.key_of(olle)}/meetings/{later.pk}/"
    for page in OWN:
        assert client.get(other + page).status_code == 404, page


def test_what_was_taken_home_by_others_is_not_told_by_ones_link(
    client, gathering, nour, mira, olle, invite, on_the_day
):
    invite(gathering)
    with on_the_day(gathering):
        taken = actions.take_home(
            gathering, mira.partner, actor=nour, text="Bjud in unga", due_on=gathering.held_on.replace(year=2027)
        )
    assert client.get(f"/n/about-me/{contacts.key_of(olle)}/home/{taken.pk}/").status_code == 404
    page = f"/n/about-me/{contacts.key_of(mira)}/home/{taken.pk}/"
    refused = client.post(page, {"outcome": "not_kept", "told": ""})
    assert refused.status_code == 422
    assert client.post(page, {"outcome": "not_kept", "told": "Ingen tid."}).status_code == 303
    assert TakenHome.objects.get().told == "Ingen tid."


def test_a_question_with_script_is_shown_as_words(client, gathering, mira, invite, address):
    guest = invite(gathering)["mira"]
    client.post(address(guest, "questions/"), {"text": "<script>alert(1)</script>"})
    page = client.get(address(guest, "questions/")).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_file_that_runs_something_is_refused_and_what_is_for_guests_is_for_guests(
    client, host, gathering, mira, invite, address
):
    bad = io.BytesIO(b"MZ\x90\x00")
    bad.name = "bild.exe"
    assert host.post(f"{MEETING}materials/", {"title": "Bilder", "file": bad}).status_code == 422
    assert host.post(f"{MEETING}materials/", {"title": "Film", "link": "javascript:alert(1)"}).status_code == 422
    assert host.post(f"{MEETING}materials/", {"title": "Film", "link": "https://film.example/1"}).status_code == 303
    guest = invite(gathering)["mira"]
    material = gathering.materials.get()
    assert client.get(f"/n/dialog-i-skane/meetings/1/materials/{material.pk}/").status_code == 404
    assert client.get(address(guest, f"materials/{material.pk}/"))["Location"] == "https://film.example/1"
    host.post(f"{MEETING}materials/", {"remove": str(material.pk)})
    assert not gathering.materials.exists()


def test_everybody_sees_the_meeting_and_its_calendar_but_not_where_it_is_online(client, plan, mira, invite, address):
    gathering = plan(online="https://video.example/hemligt")
    guest = invite(gathering)["mira"]
    public = client.get("/n/dialog-i-skane/meetings/1/").content.decode()
    calendar = client.get("/n/dialog-i-skane/meetings.ics").content.decode()
    assert "DTSTART:20260420T070000Z" in calendar
    assert "hemligt" not in public + calendar
    own = client.get(f"/n/about-me/{contacts.key_of(mira)}/meetings.ics").content.decode()
    assert "hemligt" in own
    actions.answer(guest, actor=RESIDENT, answer="no")
    own = client.get(f"/n/about-me/{contacts.key_of(mira)}/meetings.ics").content.decode()
    assert "BEGIN:VEVENT" not in own


def test_badges_on_which_another_table_stands_are_told_of_and_printed_again(
    host, nour, gathering, mira, olle, invite, on_the_day
):
    page, guests = f"{MEETING}tables/badges/", invite(gathering)
    assert host.post(page).status_code == 409  # nobody comes
    for guest in guests.values():
        actions.answer(guest, actor=RESIDENT, answer="yes")
    actions.set_hosts(gathering, actor=nour, hosts={1: guests["mira"], 2: guests["olle"]})
    actions.make_tables(gathering, actor=nour)
    Network.objects.update(name={"sv": "Nätverket för dialog i länet " * 4})
    made = host.post(page)
    assert (made["Content-Type"], made.content[:4]) == ("application/pdf", b"%PDF")
    printed = PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
    assert printed.count("Nätverket") == 2 * len(guests), "in one line, on each"
    assert host.post(page).status_code == 422  # every badge holds
    assert "Badges are printed" in host.get(f"{MEETING}tables/").content.decode()
    actions.set_hosts(gathering, actor=nour, hosts={1: guests["olle"], 2: None})
    actions.make_tables(gathering, actor=nour)
    assert [guest.contact for guest in queries.badges(gathering).wrong] == [mira, olle]
    assert "On 2 badges that are printed stands another table" in host.get(f"{MEETING}tables/").content.decode()
    with on_the_day(gathering):
        said = host.post(f"{MEETING}door/", {"code": guests["olle"].code}, follow=True).content.decode()
        assert "table 1. The badge says otherwise." in said
    assert host.post(page, {"all": "1"}).status_code == 200
    assert not queries.badges(gathering).to_print


def test_a_badge_opens_the_door_once_and_an_unknown_code_is_told_beside_the_field(
    host, gathering, mira, invite, on_the_day
):
    guest = invite(gathering)["mira"]
    assert host.post(f"{MEETING}door/", {"code": guest.code}).status_code == 409
    with on_the_day(gathering):
        assert host.post(f"{MEETING}door/", {"code": "22222-22222"}).status_code == 422
        assert host.post(f"{MEETING}door/", {"code": f"https://x.example/{guest.code}"}).status_code == 303
        assert host.post(f"{MEETING}door/", {"code": guest.code}).status_code == 409
        assert queries.counted(gathering).came == 1
        host.post(f"{MEETING}door/", {"undo": str(guest.pk)})
        assert queries.counted(gathering).came == 0
        new = {"partner": guest.contact.partner_id, "name": "Nils Ny", "role": "official"}
        assert host.post(f"{MEETING}door/new/", {**new, "name": ""}).status_code == 422
        said = host.post(f"{MEETING}door/new/", new, follow=True).content.decode()
        assert "Nils Ny, Bortby kommun: welcome." in said and queries.counted(gathering).came == 1


def test_one_comes_in_with_the_code_of_the_room_on_the_day_only(client, gathering, mira, invite, address, on_the_day):
    guest = invite(gathering)["mira"]
    code = keys.room_code(gathering)
    assert client.post(address(guest, "here/"), {"code": code}).status_code == 409
    assert "The meeting is on another day." in client.get(address(guest, "here/")).content.decode()
    with on_the_day(gathering):
        assert client.post(address(guest, "here/"), {"code": "AAAAA"}).status_code == 422
        assert client.post(address(guest, "here/"), {"code": code.lower()}).status_code == 303
    assert queries.counted(gathering).came == 1
    with clock.at(dt.datetime.combine(gathering.held_on + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC)):
        for page in ("answer/", "colleague/"):
            late = client.get(address(guest, page)).content.decode()
            assert "The meeting has been held." in late and '<form class="form"' not in late, page
        assert client.post(address(guest, "answer/"), {"answer": "no"}).status_code == 409


def test_without_the_link_one_comes_in_by_the_code_of_the_room_and_ones_address(
    client, gathering, mira, olle, invite, on_the_day
):
    invite(gathering)
    page, code = "/n/dialog-i-skane/meetings/1/here/", keys.room_code(gathering)
    assert client.post(page, {"code": code, "email": mira.email}).status_code == 409
    with on_the_day(gathering):
        wrong = [
            client.post(page, {"code": "AAAAA", "email": mira.email}),
            client.post(page, {"code": code, "email": "ingen@bortby.example"}),
        ]
        assert [answer.status_code for answer in wrong] == [422, 422]
        told = {str(answer.context["form"].non_field_errors()) for answer in wrong}
        assert len(told) == 1, "nobody learns by it whether an address is invited"
        assert client.post(page, {"code": code, "email": mira.email.upper()}).status_code == 303
    assert queries.counted(gathering).came == 1


@pytest.mark.parametrize("who", ["alma", "rut", "ada"])
def test_colleagues_who_are_no_hosts_see_nothing(signed_in, gathering, who):
    client = signed_in(who)
    for page in (*PAGES, "report.pdf"):
        assert client.get(MEETING + page).status_code == 403, page
    for page in ("meetings/", "meetings/met/", "trial/", "trial/money/", "trial/evaluate/", "trial.pdf", "bounces/"):
        assert client.get(NETWORK + page).status_code == 403, page


def test_pages_ask_little_of_the_database(
    host, nour, gathering, member, person, invite, address, on_the_day, django_assert_max_num_queries
):
    for number in range(30):
        person(member(f"By {number} kommun"), f"Vän{number} Ek", email=f"v{number}@by.example")
    gathering.tables = 6
    gathering.save()
    guests = invite(gathering)
    for guest in guests.values():
        actions.answer(guest, actor=RESIDENT, answer="yes")
    actions.make_tables(gathering, actor=nour)
    with on_the_day(gathering):
        for guest in guests.values():
            actions.check_in(guest, actor=nour)
        for page in (*PAGES, f"guests/{guest.pk}/", "tables/1/"):
            with django_assert_max_num_queries(15):
                assert host.get(MEETING + page).status_code == 200, page
        for page in ("meetings/", "meetings/met/", "trial/", "trial/money/", "trial/evaluate/", "bounces/", ""):
            with django_assert_max_num_queries(15):
                assert host.get(NETWORK + page).status_code == 200, page
        tell_all_of(gathering, nour, guests)
        with django_assert_max_num_queries(15):
            told = host.get(MEETING + "report/", headers={"accept-language": "sv"}).content.decode()
        assert "tillsammans för första gången" in told
        public = ("", "meetings/1/", "meetings/1/here/", "meetings/1/report/", "trial/")
        for page in (*(address(guest, own) for own in OWN), *(f"/n/dialog-i-skane/{page}" for page in public)):
            with django_assert_max_num_queries(8):
                assert Client().get(page).status_code == 200, page
        for page in ("meetings/1/report/", "trial/"):
            shown = Client().get(f"/n/dialog-i-skane/{page}").content.decode()
            assert re.search(r'<img src="[^"]*/n/dialog-i-skane/meetings/1/materials/\d+/" width="1200"', shown), page
            assert 'alt="Unga vid bordet"' in shown, page
        for page in ("meetings/1/report.docx", "trial.docx"):
            (picture,) = Document(io.BytesIO(host.get(NETWORK + page).content)).inline_shapes
            assert picture._inline.docPr.get("descr") == "Unga vid bordet", page
        material = gathering.materials.get(title="Unga vid bordet")
        actions.drop_material(material, actor=nour)
        for page in ("meetings/1/report.docx", "trial.docx"):  # the evaluation stays as it was, but for the picture
            assert not Document(io.BytesIO(host.get(NETWORK + page).content)).inline_shapes, page
        assert "<img" not in Client().get("/n/dialog-i-skane/trial/").content.decode()


def tell_all_of(gathering, nour, guests):
    """Whatever a report and an evaluation can be made of, a few of each."""
    until = gathering.held_on + dt.timedelta(days=99)
    for number, guest in enumerate(list(guests.values())[:6]):
        actions.ask_question(gathering, actor=RESIDENT, guest=guest, text=f"Fråga {number}?")
        actions.take_home(gathering, guest.contact.partner, actor=RESIDENT, text="Bjud in unga", due_on=until)
        actions.keep_material(gathering, actor=nour, title="Film", link="https://film.example/1", is_public=True)
    drawn = io.BytesIO()
    Image.new("RGB", (2000, 1000), "teal").save(drawn, "PNG")
    actions.keep_material(
        gathering, actor=nour, title="Unga vid bordet", data=drawn.getvalue(), file_name="a.png", is_public=True
    )
    actions.ask_how_it_was(gathering, actor=nour, until=until)
    for guest in list(guests.values())[:6]:
        actions.tell_how_it_was(guest, actor=RESIDENT, ratings={"useful": 5})
    for place in gathering.places.all():
        place.gathering = gathering
        actions.note_table(place, actor=nour, notes="Fråga där de är.")
    actions.sum_up(gathering, actor=nour, gave={"sv": "Vi lärde oss lyssna."}, cost_sek=40_000)
    actions.publish_report(gathering, actor=nour, is_public=True)
    actions.evaluate_trial(gathering.network, actor=nour, recommends="end", conclusion={"sv": "Det bär inte."})
