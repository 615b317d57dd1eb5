"""The pages of the map: who sees what, and what is kept when something is refused."""

import datetime as dt

import pytest

from gehor.ground.governance import actions
from gehor.ground.governance.models import Charter, Draft, Standing

MAP = "/staff/o/alvsala/map/"
PRINCIPLES, ROLES = f"{MAP}principles/", f"{MAP}roles/"
JUDGE = f"{MAP}years/2026/1/"
SCRIPT = '"><script>alert(1)</script>'
READ = [MAP, PRINCIPLES, ROLES, f"{MAP}years/"]
WRITE = [f"{PRINCIPLES}draft/", f"{PRINCIPLES}drop/", f"{ROLES}draft/", JUDGE]
DECISION = {"adopted_on": "2026-03-01", "section": "89", "case_number": "KS 2026/17"}


@pytest.fixture
def draft(organisation, alma):
    return actions.begin_draft(organisation, actor=alma, kind="principles", seed="goteborg")


@pytest.fixture
def roles(organisation, alma):
    return actions.begin_draft(organisation, actor=alma, kind="roles")


@pytest.fixture
def adopted(draft, board, actors):
    return actions.adopt_charter(
        draft,
        actor=actors["rut"],
        version=1,
        body=board,
        adopted_on=dt.date(2026, 2, 1),
        section="1",
        case_number="K 1",
    )


@pytest.fixture
def judged(organisation, alma):
    for year, step in ((2024, 1), (2025, 2), (2026, 4)):
        for number in range(1, 8):
            actions.judge_component(
                organisation,
                actor=alma,
                year=year,
                number=number,
                step=step,
                evidence={"sv": f"Bevis {year}"},
                next_step={"sv": "Anta principer"},
                owner="Kansliet",
            )


@pytest.mark.parametrize("address", READ)
def test_everybody_of_the_organisation_reads(draft, roles, signed_in, address):
    for name in ("alma", "bo", "cilla", "odd"):
        assert signed_in(name).get(address).status_code == 200


@pytest.mark.parametrize("address", [*READ, *WRITE, f"{PRINCIPLES}adopt/"])
def test_nobody_else_does(draft, roles, signed_in, address):
    assert signed_in("farid").get(address).status_code == 403
    assert signed_in("farid").post(address, {}).status_code in (403, 405)


@pytest.mark.parametrize("address", WRITE)
def test_leads_and_administrators_write(draft, roles, signed_in, address):
    assert signed_in("alma").get(address).status_code == 200
    assert signed_in("ada").get(address).status_code == 200
    assert signed_in("bo").get(address).status_code == 403
    assert signed_in("bo").post(address, {}).status_code == 403


def test_registrars_and_administrators_adopt(draft, signed_in):
    address = f"{PRINCIPLES}adopt/"
    assert [signed_in(name).get(address).status_code for name in ("rut", "ada", "alma")] == [200, 200, 403]


@pytest.mark.parametrize("address", [*READ, *WRITE, f"{PRINCIPLES}adopt/"])
def test_each_staff_page_costs_few_queries(
    draft, roles, judged, board, signed_in, address, django_assert_max_num_queries
):
    ada = signed_in("ada")
    with django_assert_max_num_queries(15):
        assert ada.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/o/alvsala/map/", "/o/alvsala/map/principles/1/"])
def test_each_public_page_costs_few_queries(adopted, client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


def test_a_draft_is_begun_written_and_adopted(organisation, board, signed_in, client):
    alma, rut = signed_in("alma"), signed_in("rut")
    assert alma.post(PRINCIPLES, {"start_from": "vara"})["Location"] == f"{PRINCIPLES}draft/"
    sent = {"version": 1, "principle_1_sv": "Vi frågar i tid.", "principle_1_en": "We ask in time."}
    assert alma.post(f"{PRINCIPLES}draft/", sent)["Location"] == PRINCIPLES
    assert "Vi frågar i tid." not in client.get("/o/alvsala/map/").text
    answer = rut.post(f"{PRINCIPLES}adopt/", {**DECISION, "version": 2, "body": board.pk})
    assert (answer.status_code, answer["Location"]) == (303, PRINCIPLES)
    page = client.get("/o/alvsala/map/", headers={"accept-language": "sv"}).text
    assert "Vi frågar i tid." in page
    assert "Barn- och utbildningsnämnden" in page
    assert "§ 89" in page


def test_an_empty_draft_says_so_and_is_not_adopted(organisation, board, alma, signed_in):
    actions.begin_draft(organisation, actor=alma, kind="principles")
    rut = signed_in("rut")
    assert "form" in rut.get(f"{PRINCIPLES}adopt/").context
    assert rut.post(f"{PRINCIPLES}adopt/", {**DECISION, "version": 1, "body": board.pk}).status_code == 409
    assert not Charter.objects.exists()


@pytest.mark.parametrize("wrong", [{"valid_to": "2026-02-01"}, {"adopted_on": "x"}, {"section": ""}, {"body": "99"}])
def test_a_wrong_decision_keeps_what_was_typed(draft, board, signed_in, wrong):
    sent = {**DECISION, "version": 1, "body": board.pk, **wrong}
    answer = signed_in("rut").post(f"{PRINCIPLES}adopt/", sent)
    assert answer.status_code == 422
    assert "KS 2026/17" in answer.text


def test_two_people_on_one_draft_both_see_what_the_other_wrote(draft, signed_in):
    alma, ada = signed_in("alma"), signed_in("ada")
    address = f"{PRINCIPLES}draft/"
    assert ada.post(address, {"version": 1, "principle_1_sv": "Adas princip"}).status_code == 303
    late = alma.post(address, {"version": 1, "principle_1_sv": "Almas princip", "preamble_sv": "Almas inledning"})
    assert late.status_code == 409
    for text in ("Adas princip", "Almas princip", "Almas inledning", "Ada"):
        assert text in late.text
    again = {"version": late.context["form"]["version"].value(), "principle_1_sv": "Almas princip"}
    assert alma.post(address, again).status_code == 303
    assert Draft.objects.get().content["principles"][0]["text"] == {"sv": "Almas princip"}


def test_a_refused_draft_keeps_what_was_typed(draft, signed_in):
    sent = {"version": 1, "principle_1_sv": "", "instruction_1_sv": "Så uppfylls den"}
    answer = signed_in("alma").post(f"{PRINCIPLES}draft/", sent)
    assert answer.status_code == 422
    assert "Så uppfylls den" in answer.text


def test_a_draft_form_without_its_version_is_refused(draft, signed_in):
    assert signed_in("alma").post(f"{PRINCIPLES}draft/", {"principle_1_sv": "x"}).status_code == 422


def test_five_roles_each_a_body_or_words(roles, board, signed_in, client):
    sent = {
        "version": 1,
        "decides_body": board.pk,
        "initiates_text_sv": "Alla partier",
        "steering_group_sv": "Tre partier",
    }
    assert signed_in("alma").post(f"{ROLES}draft/", sent).status_code == 303
    signed_in("ada").post(f"{ROLES}adopt/", {**DECISION, "version": 2, "body": board.pk})
    page = client.get("/o/alvsala/map/").text
    assert "Alla partier" in page and "Tre partier" in page
    assert signed_in("alma").post(ROLES, {"start_from": "nonsense"}).status_code == 422


def test_what_is_replaced_stays_readable(organisation, adopted, board, alma, actors, client):
    draft = actions.begin_draft(organisation, actor=alma, kind="principles", charter=adopted)
    actions.adopt_charter(
        draft,
        actor=actors["rut"],
        version=1,
        body=board,
        adopted_on=dt.date(2026, 3, 1),
        section="2",
        case_number="K 2",
    )
    assert "/o/alvsala/map/principles/1/" in client.get("/o/alvsala/map/").text
    assert client.get("/o/alvsala/map/principles/1/").context["is_latest"] is False
    assert client.get("/o/alvsala/map/principles/2/").context["is_latest"] is True


@pytest.mark.parametrize("address", ["/o/nowhere/map/", "/o/alvsala/map/principles/9/", "/o/alvsala/map/laws/1/"])
def test_what_is_not_there_is_404(adopted, client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [f"{PRINCIPLES}draft/", f"{PRINCIPLES}adopt/", f"{PRINCIPLES}drop/"])
def test_a_draft_that_is_gone_is_said_to_be(organisation, signed_in, address):
    assert signed_in("ada").get(address).status_code == 409


def test_a_draft_is_thrown_away_after_asking(draft, signed_in):
    alma = signed_in("alma")
    assert alma.get(f"{PRINCIPLES}drop/").status_code == 200
    assert Draft.objects.exists()
    assert alma.post(f"{PRINCIPLES}drop/", {"version": 1}).status_code == 303
    assert not Draft.objects.exists()


def test_a_component_is_judged_and_its_next_step_stands_in_the_plan(organisation, signed_in):
    alma = signed_in("alma")
    sent = {"version": 0, "step": 3, "evidence_sv": "Antaget i mars", "next_step_sv": "Utbilda", "owner": "Kansliet"}
    assert alma.post(JUDGE, sent)["Location"] == MAP
    page = signed_in("bo").get(MAP).text
    assert "Utbilda" in page and "Kansliet" in page
    assert alma.post(JUDGE, {"version": 1, "step": 9}).status_code == 422


def test_two_people_on_one_component_both_see_what_the_other_wrote(organisation, signed_in):
    alma, ada = signed_in("alma"), signed_in("ada")
    assert ada.post(JUDGE, {"version": 0, "step": 2, "evidence_sv": "Adas bevis"}).status_code == 303
    late = alma.post(JUDGE, {"version": 0, "step": 3, "evidence_sv": "Almas bevis"})
    assert late.status_code == 409
    assert "Adas bevis" in late.text and "Almas bevis" in late.text
    again = {"version": late.context["form"]["version"].value(), "step": 3, "evidence_sv": "Almas bevis"}
    assert alma.post(JUDGE, again).status_code == 303
    assert Standing.objects.get().evidence == {"sv": "Almas bevis"}


@pytest.mark.parametrize("address", [f"{MAP}years/2027/1/", f"{MAP}years/1/1/", f"{MAP}years/2026/8/"])
def test_a_year_or_component_that_is_not_there_is_404(organisation, signed_in, address):
    assert signed_in("alma").get(address).status_code == 404


def test_the_years_are_shown_as_picture_and_as_numbers(judged, signed_in):
    page = signed_in("bo").get(f"{MAP}years/").text
    assert page.count('class="ground"') == 7
    assert page.count("<rect") == 7 * 4
    assert 'data-label="2024"' in page and "Bevis 2025" in page


def test_html_in_every_field_is_shown_and_not_run(organisation, board, signed_in, client):
    ada = signed_in("ada")
    ada.post(PRINCIPLES, {"start_from": "nothing"})
    fields = ("preamble_sv", "principle_1_sv", "instruction_1_sv", "promise_inform_sv")
    ada.post(f"{PRINCIPLES}draft/", {"version": 1, **dict.fromkeys(fields, SCRIPT)})
    ada.post(JUDGE, {"version": 0, "step": 1, "evidence_sv": SCRIPT, "next_step_sv": SCRIPT, "owner": SCRIPT})
    pages = [PRINCIPLES, f"{PRINCIPLES}draft/", f"{PRINCIPLES}adopt/", MAP, f"{MAP}years/", JUDGE]
    assert all("<script>alert" not in ada.get(address).text for address in pages)
    decision = {**DECISION, "version": 2, "body": board.pk, "section": SCRIPT[:20], "case_number": SCRIPT}
    assert ada.post(f"{PRINCIPLES}adopt/", decision).status_code == 303
    assert "<script>alert" not in client.get("/o/alvsala/map/").text
