"""The register: files, names that change, two that become one, and people who are forgotten."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput
from gehor.network import actions, keys, proposals, queries, reading, tasks
from gehor.network.models import ContactPerson, Partner

SHEET = """Organisation;Kommunkod;Namn;Roll;E-post
Bortby kommun;1214;Mira Moln;Förtroendevald;mira@bortby.example
Bortby kommun;1214;Sten Sten;Tjänsteperson;sten@bortby.example
Region Skog;;Asta Ask;;asta@skog.example
Länsstyrelsen i Skog;;;;
"""


def brought(host, actor, sheet, encoding="utf-8"):
    file = reading.read_file(sheet.encode(encoding), "lista.csv")
    look = proposals.look(host, file.rows)
    assert not file.problems
    assert not look.problems
    return actions.import_partners(host, actor=actor, proposals=look.proposals, file_hash="0" * 64)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_list_brings_partners_and_whom_one_reaches_there(organisation, nour, encoding):
    brought(organisation, nour, SHEET, encoding)
    found = {partner.name: (partner.kind, partner.county_code) for partner in queries.partners(organisation)}
    assert found == {
        "Bortby kommun": ("municipality", "12"),
        "Region Skog": ("region", ""),
        "Länsstyrelsen i Skog": ("authority", ""),
    }
    people = ContactPerson.objects.order_by("name").values_list("name", "role", "partner__name")
    assert list(people) == [
        ("Asta Ask", "official", "Region Skog"),
        ("Mira Moln", "elected", "Bortby kommun"),
        ("Sten Sten", "official", "Bortby kommun"),
    ]


def test_the_same_list_again_doubles_nothing_and_what_it_leaves_out_stays(organisation, nour):
    brought(organisation, nour, SHEET)
    look = proposals.look(organisation, reading.read_file(SHEET.encode()).rows)
    assert {each.does for each in look.proposals} == {"same"}
    brought(organisation, nour, SHEET)
    brought(organisation, nour, "Organisation\nBortby kommun\n")
    assert (Partner.objects.count(), ContactPerson.objects.count()) == (3, 3)
    assert Partner.objects.get(name="Bortby kommun").municipality_code == "1214"


def test_a_long_list_asks_no_more_than_a_short_one_and_gives_a_known_name_its_address(
    organisation, nour, django_assert_max_num_queries
):
    head = "Organisation;Namn;E-post\n"
    brought(organisation, nour, head + "".join(f"Bortby kommun;Vän {number};\n" for number in range(300)))
    addressed = "".join(f"Bortby kommun;Vän {number};v{number}@bortby.example\n" for number in range(400))
    with django_assert_max_num_queries(20):
        brought(organisation, nour, head + addressed)
    assert ContactPerson.objects.exclude(email="").count() == ContactPerson.objects.count() == 400


@pytest.mark.parametrize(
    ("sheet", "row", "code"),
    [
        ("Organisation;Slag\nBortby;Kloster\n", 2, "unknown_kind_of_partner"),
        ("Organisation;Namn;Roll\nBortby;Mira;Kung\n", 2, "unknown_role_of_contact"),
        ("Organisation;Namn\nBortby;Mira\n;Sten\n", 3, "row_without_partner"),
        ("Organisation;E-post\nBortby;mira@bortby.example\n", 2, "contact_without_name"),
        ("Organisation;Namn;E-post\nBortby;Mira;mira\n", 2, "no_email_address"),
        ("Organisation;Namn\nBortby;Mira\nBortby;mira\n", 3, "contact_twice_in_file"),
        ("Organisation;Kommunkod;Länskod\nBortby;1214;01\n", 2, "no_area_in_row"),
        ("Organisation;Organisationsnummer\nBortby;212000-0143\n", 2, "no_registration_number"),
    ],
)
def test_a_row_that_cannot_be_read_is_said_by_its_number(organisation, sheet, row, code):
    file = reading.read_file(sheet.encode())
    problems = [*file.problems, *proposals.look(organisation, file.rows).problems]
    assert [(each.row, each.code) for each in problems] == [(row, code)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Namn;E-post\nMira;mira@bortby.example\n", "no_column_of_partners"),
        (b"", "file_empty"),
        (b"Organisation\n", "no_rows"),
        (b"Organisation\n" + b"Bortby\n" * 2001, "too_many_partners"),
        (b"\x00" * (reading.FILE_MOST_BYTES + 1), "file_too_big"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(data, code):
    with pytest.raises(WrongInput) as refusal:
        reading.read_file(data, "lista.csv")
    assert refusal.value.code == code


def test_a_code_without_its_nought_is_understood(organisation, nour):
    brought(organisation, nour, "Organisation;Kommunkod\nStockholms stad;180\n")
    assert Partner.objects.get().municipality_code == "0180"


def test_two_partners_become_one_with_all_they_had(organisation, nour, network, partner):
    other = actions.register_partner(organisation, actor=nour, name="Närby kommun", kind="municipality")
    contact = actions.add_contact(partner, actor=nour, name="Mira Moln", role="official", email="mira@bortby.example")
    actions.note_talk(partner, actor=nour, held_on=clock.today(), said="De vill vara med.")
    actions.join(network, partner, actor=nour, since=dt.date(2026, 2, 1))
    actions.merge_partners(partner, other, actor=nour)
    contact.refresh_from_db()
    assert contact.partner == other
    assert [each.said for each in other.talks.all()] == ["De vill vara med."]
    assert [each.partner for each in queries.members(network, clock.today())] == [other]
    assert [each.name for each in other.earlier_names.all()] == ["Bortby kommun"]
    assert list(queries.partners(organisation)) == [other]
    assert list(queries.partners_found(organisation, words="bortby")) == [other]


def test_one_that_is_a_member_already_is_not_a_member_twice(organisation, nour, network, partner):
    other = actions.register_partner(organisation, actor=nour, name="Närby kommun", kind="municipality")
    for each in (partner, other):
        actions.join(network, each, actor=nour, since=dt.date(2026, 2, 1))
    actions.merge_partners(partner, other, actor=nour)
    assert [each.partner for each in queries.members(network, clock.today())] == [other]


def test_nothing_is_merged_into_itself_or_into_what_is_gone(organisation, nour, partner):
    other = actions.register_partner(organisation, actor=nour, name="Närby kommun", kind="municipality")
    actions.merge_partners(other, partner, actor=nour)
    for into in (partner, other):
        with pytest.raises(WrongInput) as refusal:
            actions.merge_partners(partner, into, actor=nour)
        assert refusal.value.code == "no_partner_to_merge_into"


@pytest.fixture
def mira(partner, nour):
    return actions.add_contact(
        partner, actor=nour, name="Mira Moln", role="elected", email="mira@bortby.example", phone="040-1", title="KSO"
    )


def test_whom_the_day_has_passed_is_forgotten_and_still_counted(mira):
    with clock.at(dt.datetime.combine(mira.keep_until, dt.time(12), dt.UTC)):
        tasks.forget_contacts()
    mira.refresh_from_db()
    assert mira.name == "Mira Moln"
    with clock.at(dt.datetime.combine(mira.keep_until + dt.timedelta(days=1), dt.time(12), dt.UTC)):
        tasks.forget_contacts()
    mira.refresh_from_db()
    assert (mira.name, mira.email, mira.phone, mira.title, mira.role) == ("", "", "", "", "elected")


def test_a_contact_sees_what_is_kept_and_is_forgotten_when_they_ask(client, mira):
    address = keys.address_of(mira)
    page = client.get(address, headers={"accept-language": "sv"})
    assert "Mira Moln" in page.content.decode()
    assert client.post(address, {"forget": "1"}).status_code == 200
    assert client.get(address).status_code == 404
    mira.refresh_from_db()
    assert mira.name == ""


def test_a_contact_may_stay_for_another_while(mira):
    later = dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)
    with clock.at(later):
        actions.keep_contact(mira, actor=RESIDENT)
        assert mira.keep_until > dt.date(2029, 5, 1)


@pytest.mark.parametrize("key", ["1", "1.falsk", "x.y"])
def test_a_key_that_is_made_up_opens_nothing(client, mira, key):
    assert client.get(f"/n/about-me/{key}/").status_code == 404


def test_nobody_writes_to_those_who_said_no(nour, network, partner, mira):
    actions.join(network, partner, actor=nour, since=dt.date(2026, 2, 1))
    everybody = queries.contacts_in(network, clock.today())
    assert list(queries.reached(everybody, role="elected")) == [mira]
    assert not queries.reached(everybody, role="official")
    ContactPerson.objects.update(no_mail_since=clock.now())
    assert not queries.reached(everybody)


def test_a_visit_is_judged_with_reasons(organisation, nour, partner):
    visit = {
        "actor": nour,
        "visited": "Gdańsk",
        "held_on": clock.today(),
        "question": {"sv": "Hur når de unga?"},
        "seen": {"sv": "De går ut."},
        "usable": {"sv": "Bussen."},
        "not_usable": {},
    }
    with pytest.raises(WrongInput) as refusal:
        actions.note_exchange(organisation, **visit, because={})
    assert refusal.value.code == "judged_without_reason"
    with pytest.raises(WrongInput) as refusal:
        actions.note_exchange(
            organisation, **visit, because={"sv": "Vi har en."}, visitor=partner, visited_partner=partner
        )
    assert refusal.value.code == "visited_themselves"
    assert actions.note_exchange(organisation, **visit, because={"sv": "Vi har en."}).visited == "Gdańsk"
