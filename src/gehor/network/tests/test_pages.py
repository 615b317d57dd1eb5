"""The host's pages and the public ones."""

import io

import pytest
from django.test import Client

from gehor.ground import clock, worker
from gehor.ground.journal.models import Entry
from gehor.network import actions, keys, queries
from gehor.network.models import ContactPerson, Network, Partner

STAFF = "/staff/o/alvsala/"


@pytest.fixture
def host(signed_in):
    return signed_in("nour")


def test_a_network_is_planned_decided_and_joined_on_the_pages(host, organisation, partner):
    answer = host.post(
        f"{STAFF}networks/",
        {"name_sv": "Dialog i Skåne", "purpose_sv": "Vi lär.", "begins_on": "2026-01-01", "slug": "dialog"},
    )
    assert (answer.status_code, answer["Location"]) == (303, f"{STAFF}networks/dialog/")
    page = f"{STAFF}networks/dialog/"
    refused = host.post(f"{page}decide/", {"outcome": "try", "decided_on": "2026-01-02", "reasons_sv": "Många vill."})
    assert refused.status_code == 422
    assert "Många vill." in refused.content.decode()
    decided = {"outcome": "try", "decided_on": "2026-01-02", "reasons_sv": "Många vill.", "decided_by": "Länsrådet"}
    assert host.post(f"{page}decide/", decided).status_code == 303
    assert host.post(page, {"partner": partner.pk, "since": "2026-01-03"}).status_code == 303
    assert [each.partner for each in queries.members(Network.objects.get(), clock.today())] == [partner]


def test_a_network_is_public_from_the_first_decision(client, planned, decide):
    assert client.get("/n/dialog-i-skane/").status_code == 404
    decide(planned, "try")

    def page():
        return client.get("/n/dialog-i-skane/", headers={"accept-language": "sv"}).content.decode()

    assert "Många vill." in page() and "Länsrådet" in page() and "31 december 2026" in page()
    decide(planned, "make_permanent")
    assert "31 december 2026" not in page() and "från <time" in page()


def test_an_ended_network_refuses_at_the_wrong_moment(host, network, decide, partner):
    decide(network, "end")
    assert (
        host.post(f"{STAFF}networks/{network.slug}/", {"partner": partner.pk, "since": "2026-01-03"}).status_code == 409
    )


def test_a_list_is_looked_at_first_and_then_brought_in(host, organisation):
    sheet = io.BytesIO(b"Organisation;Namn\nBortby kommun;Mira Moln\n")
    sheet.name = "lista.csv"
    looked = host.post(f"{STAFF}partners/import/", {"file": sheet})
    assert not Partner.objects.exists()
    seal = looked.context["seal"]
    assert host.post(f"{STAFF}partners/import/", {"seen": seal}).status_code == 303
    assert Partner.objects.get().contacts.get().name == "Mira Moln"
    assert host.post(f"{STAFF}partners/import/", {"seen": seal + "x"}).status_code == 422


def test_a_list_with_a_fault_says_where_and_brings_nothing(host, organisation):
    sheet = io.BytesIO(b"Organisation;Namn;Roll\nBortby kommun;Mira Moln;Kung\n")
    sheet.name = "lista.csv"
    looked = host.post(f"{STAFF}partners/import/", {"file": sheet}, headers={"accept-language": "sv"})
    assert looked.status_code == 422
    assert "Kung" in looked.content.decode()
    assert looked.context["seal"] == ""


def test_addresses_come_as_a_file_without_formulas(host, nour, network, partner):
    actions.add_contact(partner, actor=nour, name="=1+1", role="official", email="mira@bortby.example")
    actions.join(network, partner, actor=nour, since=clock.today())
    answer = host.get(f"{STAFF}networks/{network.slug}/addresses/?csv=1")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert ";'=1+1;" in rows[1]


@pytest.mark.parametrize("who", ["alma", "rut", "ada"])
def test_colleagues_who_are_no_hosts_see_nothing_of_the_register(signed_in, partner, network, who):
    client = signed_in(who)
    for page in ("partners/", f"partners/{partner.pk}/", "networks/", f"networks/{network.slug}/addresses/", "visits/"):
        assert client.get(STAFF + page).status_code == 403, page


def test_another_organisations_host_reaches_nothing(signed_in, partner, network):
    client = signed_in("farid")
    for page in (f"partners/{partner.pk}/", f"networks/{network.slug}/"):
        assert client.get(STAFF + page).status_code == 403, page
        assert client.get(f"/staff/o/bortby/{page}").status_code == 404, page


def test_pages_ask_little_of_the_database(host, client, nour, organisation, network, django_assert_max_num_queries):
    for number in range(30):
        each = actions.register_partner(organisation, actor=nour, name=f"By {number} kommun", kind="municipality")
        actions.add_contact(each, actor=nour, name=f"Vän {number}", role="official", email=f"v{number}@by.example")
        actions.join(network, each, actor=nour, since=clock.today())
    for page in ("partners/", f"partners/{each.pk}/", "networks/", f"networks/{network.slug}/", "visits/"):
        with django_assert_max_num_queries(15):
            assert host.get(STAFF + page).status_code == 200
    with django_assert_max_num_queries(8):
        assert Client().get(f"/n/{network.slug}/").status_code == 200


def test_a_lost_link_is_mailed_again_and_nobody_learns_by_it_who_is_registered(client, nour, partner, mail_server):
    mira = actions.add_contact(partner, actor=nour, name="Mira Moln", role="official", email="mira@bortby.example")
    page = "/n/about-me/"
    assert client.post(page, {"email": "mira"}).status_code == 422
    answers = [client.post(page, {"email": email}) for email in ("ingen@bortby.example", "MIRA@bortby.example ")]
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (303, f"{page}on-its-way/", b"")
    }
    client.post(page, {"email": mira.email})  # at once: one is on its way already
    worker.work_off()
    [letter] = mail_server.letters
    assert (letter["To"], keys.address_of(mira) in letter.get_content()) == (mira.email, True)
    assert client.get(f"{page}on-its-way/").status_code == 200
    entries = Entry.objects.filter(step="network.send_link")
    assert [(entry.actor, entry.codes) for entry in entries] == [("resident", {"contact": mira.pk})]


def test_a_link_that_opens_nothing_leads_to_where_one_asks_for_it(client, nour, partner):
    mira = actions.add_contact(partner, actor=nour, name="Mira Moln", role="official", email="mira@bortby.example")
    address = keys.address_of(mira)
    assert client.get(address)["Cache-Control"] == "no-store"
    actions.forget(mira, actor=nour)
    for closed in (address, f"{address}meetings/1/", "/n/about-me/1.x/"):
        answer = client.get(closed)
        assert answer.status_code == 404
        assert 'href="/n/about-me/"' in answer.content.decode(), closed


def test_the_host_mails_a_link_once_more_but_not_to_an_address_that_rests(host, nour, partner, mail_server):
    mira = actions.add_contact(partner, actor=nour, name="Mira Moln", role="official", email="mira@bortby.example")
    page = f"{STAFF}partners/{partner.pk}/contacts/{mira.pk}/"
    assert host.post(page, {"link": "1"}).status_code == 303
    worker.work_off()
    assert len(mail_server.to(mira.email)) == 1
    assert "Mailed on" in host.get(page).content.decode()
    ContactPerson.objects.update(no_mail_since=clock.now())
    assert host.post(page, {"link": "1"}).status_code == 409
    assert not queries.asking_for_link(mira.email)


def test_the_address_of_a_merged_partner_leads_to_the_one_it_is_part_of(host, organisation, nour, partner):
    other = actions.register_partner(organisation, actor=nour, name="Närby kommun", kind="municipality")
    actions.merge_partners(partner, other, actor=nour)
    answer = host.get(f"{STAFF}partners/{partner.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, f"{STAFF}partners/{other.pk}/")
