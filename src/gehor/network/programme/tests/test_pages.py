"""The pages: of everybody, behind the link, of the host, and of an organisation with accounts here."""

import datetime as dt
import io
from contextlib import closing

import pytest
from django.test import Client
from stdnum import luhn

from gehor.ground import clock
from gehor.ground.worker import work_off
from gehor.network.programme import keys, queries
from gehor.network.programme.models import Application, Programme
from gehor.network.programme.rules import State

STAFF = "/staff/o/alvsala/programmes/"
BEGIN = {
    "name": "Bortby kommun",
    "kind": "municipality",
    "contact_name": "Mira Moln",
    "contact_email": "mira@bortby.example",
}
CALL = {
    "name_sv": "Masterclass",
    "purpose_sv": "Ett system.",
    "audience_sv": "Kommuner.",
    "terms_sv": "Beslut.",
    "begins_on": "2026-09-01",
    "ends_on": "2028-06-30",
    "apply_by": "2026-08-31",
    "first_meeting_on": "2026-09-15",
    "members_least": "5",
    "members_most": "20",
    "readers_least": "2",
    "vat": "S",
    "vat_percent": "25",
    "slug": "mc-2026",
    "fee_sek": "8000",
    "exempt_years": "2026",
}


def number_of(which):
    """A registration number for each."""
    digits = f"212000{which:03d}"
    return f"212000-{which:03d}{luhn.calc_check_digit(digits)}"


@pytest.fixture
def host(signed_in):
    return signed_in("nour")


def test_a_call_is_planned_published_and_read_by_everybody(host, client, organisation):
    refused = host.post(STAFF, {**CALL, "apply_by": "2026-12-31"})
    assert refused.status_code == 422
    assert "Ett system." in refused.content.decode()
    assert host.post(STAFF, CALL)["Location"] == f"{STAFF}mc-2026/"
    assert client.get("/programmes/mc-2026/").status_code == 404
    assert host.post(f"{STAFF}mc-2026/publish/").status_code == 303
    page = client.get("/programmes/mc-2026/", headers={"accept-language": "sv"}).content.decode()
    assert "2026: ingen" in page
    assert "2027: 8\xa0000 kronor" in page.replace("&nbsp;", "\xa0")


def test_whoever_begins_gets_the_link_and_sees_what_is_missing(client, programme, mailoutbox):
    answer = client.post("/programmes/masterclass/apply/", {**BEGIN, "contact_email": "mira"})
    assert answer.status_code == 422
    assert "Mira Moln" in answer.content.decode()
    assert client.post("/programmes/masterclass/apply/", BEGIN).status_code == 200
    work_off()
    address = keys.address_of(Application.objects.get())
    assert address in mailoutbox[0].body
    own = client.get(address, headers={"accept-language": "sv"})
    assert own["Cache-Control"] == "private, no-store"
    assert "Själva beslutet, som fil" in own.content.decode()
    again = client.post("/programmes/masterclass/apply/", {**BEGIN, "contact_name": "Sten"}, HTTP_ACCEPT_LANGUAGE="sv")
    assert again.status_code == 422
    assert "Det finns redan en ansökan från Bortby kommun" in again.content.decode()


def test_an_application_is_held_at_the_gate_until_its_decision_is_there(client, begin, complete):
    application = complete(begin(), but="decision")
    address = keys.address_of(application)
    held = client.post(f"{address}submit/", headers={"accept-language": "sv"})
    assert held.status_code == 409
    assert "2 saker saknas" in held.content.decode()
    with clock.at(clock.now() + dt.timedelta(days=400)):
        late = client.post(f"{address}submit/", headers={"accept-language": "sv"})
    assert late.status_code == 409 and "Det ni har skrivit finns kvar" in late.content.decode()
    assert "saker saknas" not in late.content.decode()
    scan = io.BytesIO(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")
    scan.name = "beslut.pdf"
    decision = {"body": "KS", "decided_on": "2026-02-01", "section": "12", "case_number": "KS 2026/7", "document": scan}
    assert client.post(f"{address}decision/", decision).status_code == 303
    assert client.post(f"{address}submit/").status_code == 303
    assert queries.state(Application.objects.get()) is State.SUBMITTED
    assert client.post(f"{address}work/", {"topic": "Annat"}).status_code == 409
    with closing(client.get(f"{address}decision/{application.documents.get().pk}/")) as file:
        assert file["Content-Type"] == "application/pdf"


def test_a_file_that_is_no_decision_is_refused_and_nothing_typed_is_lost(client, begin):
    application = begin()
    file = io.BytesIO(b"MZ program")
    file.name = "virus.exe"
    given = {"body": "Kommunstyrelsen", "decided_on": "2026-02-01", "section": "12", "document": file}
    answer = client.post(f"{keys.address_of(application)}decision/", given)
    assert answer.status_code == 422
    assert "Kommunstyrelsen" in answer.content.decode()


def test_two_colleagues_with_the_same_link_do_not_overwrite_each_other(client, begin):
    address = f"{keys.address_of(begin())}work/"
    seen = client.get(address).context["form"].initial["seen"]
    assert client.post(address, {"topic": "Annas text", "seen": seen}).status_code == 303
    clash = client.post(address, {"topic": "Bos text", "seen": seen})
    assert clash.status_code == 422
    assert "Annas text" in clash.content.decode()
    assert "Bos text" in clash.content.decode()


def test_people_are_named_and_taken_away(client, begin):
    application = begin()
    address = f"{keys.address_of(application)}people/"
    person = {"part": "steering", "standing": "elected", "name": "Eva Ek"}
    assert client.post(address, person).status_code == 303
    assert client.post(address, {"drop": "x"}).status_code == 404
    assert client.post(address, {"drop": application.people.get().pk}).status_code == 303
    assert not application.people.exists()


def test_the_call_that_is_closed_says_so(client, programme):
    Programme.objects.update(apply_by="2026-02-27")
    page = client.get("/programmes/masterclass/apply/", headers={"accept-language": "sv"})
    assert "Man kunde ansöka till och med den" in page.content.decode()
    assert client.post("/programmes/masterclass/apply/", BEGIN).status_code == 409


def test_the_host_reads_and_settles_on_the_pages(host, submit, second_reader):
    application = submit()
    page = f"{STAFF}masterclass/applications/{application.pk}/"
    assert "Skolan" in host.get(page).content.decode()
    assert host.post(f"{page}rule/", {"outcome": "admitted"}).status_code == 409
    assert host.post(page, {"verdict": "admit", "reasons": "Bra."}).status_code == 303
    assert host.post(f"{page}rule/", {"outcome": "declined"}).status_code == 422
    assert host.post(f"{page}rule/", {"outcome": "admitted"}).status_code == 303
    assert queries.state(Application.objects.get()) is State.ADMITTED
    assert b"Bortby kommun" in Client().get("/programmes/masterclass/").content


def test_what_others_think_is_seen_by_whoever_has_thought_for_themselves(host, submit, second_reader):
    application = submit()
    application.readings.create(
        reader=second_reader, verdict="decline", reasons="För tunt.", read_at="2026-03-01T09:00Z"
    )
    page = f"{STAFF}masterclass/applications/{application.pk}/"
    assert "För tunt." not in host.get(page).content.decode()
    host.post(page, {"verdict": "admit", "reasons": "Bra."})
    assert "För tunt." in host.get(page).content.decode()


def test_the_host_does_not_read_what_is_not_submitted(host, begin, complete):
    application = complete(begin())
    page = host.get(f"{STAFF}masterclass/applications/{application.pk}/").content.decode()
    assert "Vi kommer till mötena." not in page
    late = f"{STAFF}masterclass/applications/{application.pk}/time/"
    assert host.post(late, {"late_until": "2026-01-01"}).status_code == 422
    assert host.post(late, {"late_until": "2026-03-20"}).status_code == 303


def test_those_with_accounts_find_their_application_in_their_house(signed_in, programme):
    farid = signed_in("farid")
    page = "/staff/o/bortby/taking-part/"
    assert f'<option value="{programme.pk}">Masterclass i medborgardialog</option>' in farid.get(page).content.decode()
    begun = farid.post(page, {"programme": programme.pk, "contact_name": "Farid", "contact_email": "f@bortby.example"})
    assert begun.status_code == 303
    assert begun["Location"] == keys.address_of(Application.objects.get())
    assert "Masterclass" in farid.get(page).content.decode()
    assert farid.post(page, {"address": "https://x.example/"}).status_code == 422


@pytest.mark.parametrize("who", ["alma", "rut", "ada"])
def test_colleagues_who_are_no_hosts_see_no_application(signed_in, submit, who):
    application, client = submit(), signed_in(who)
    for page in ("", "masterclass/", f"masterclass/applications/{application.pk}/", "masterclass/change/"):
        assert client.get(STAFF + page).status_code == 403, page


def test_pages_ask_little_of_the_database(host, client, admit, programme, django_assert_max_num_queries):
    programme.members_most = 40
    programme.save()
    for number in range(12):
        application = admit(f"By {number} kommun", number=number_of(number))
    page = f"{STAFF}masterclass/"
    for each in (page, f"{page}applications/{application.pk}/", STAFF):
        with django_assert_max_num_queries(15):
            assert host.get(each).status_code == 200, each
    for each in ("/programmes/", "/programmes/masterclass/"):
        with django_assert_max_num_queries(8):
            assert client.get(each).status_code == 200, each
    for each in ("", "people/", "decision/"):
        with django_assert_max_num_queries(8):
            assert client.get(keys.address_of(application) + each).status_code == 200, each
