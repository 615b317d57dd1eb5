"""The organisation's page, a dialogue's page, and what staff see first."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from gehor.ground import clock
from gehor.ground.organisations.models import Organisation
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts

pytestmark = pytest.mark.django_db
PUBLIC_QUERIES = 8
STAFF_QUERIES = 15


def test_the_organisations_page_offers_what_is_open(client: Client, opened: Dialogue) -> None:
    page = client.get("/o/alvsala/", headers={"accept-language": "en"}).content.decode()
    assert "What is quality in school?" in page
    assert "1 contribution" not in page
    assert "Nothing is open right now" not in page


def test_an_idea_is_nobodys_business_yet(client: Client, idea: Dialogue) -> None:
    assert client.get("/d/skolan/").status_code == 404
    assert "kvalitet" not in client.get("/o/alvsala/").content.decode()


def test_who_works_here_is_led_home_from_a_page_that_is_not_there(
    client: Client, signed_in: Callable[[str], Client], organisation: Organisation
) -> None:
    public, staff = client.get("/d/nowhere/"), signed_in("alma").get("/staff/d/nowhere/")
    assert public.status_code == staff.status_code == 404
    for page, at_work in ((public.content.decode(), False), (staff.content.decode(), True)):
        assert ('href="/staff/"' in page, 'href="/account/login/"' in page) == (at_work, not at_work)


def test_a_late_answer_shows_with_its_days(client: Client, decided: Dialogue) -> None:
    with clock.at(dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)):
        page = client.get("/o/alvsala/", headers={"accept-language": "en"}).content.decode()
        dialogue = client.get("/d/skolan/", headers={"accept-language": "en"}).content.decode()
    assert "3 days late" in page
    assert "3 days late" in dialogue


def test_a_dialogues_page_says_what_can_be_influenced_who_decides_and_when(client: Client, opened: Dialogue) -> None:
    page = client.get("/d/skolan/", headers={"accept-language": "sv"}).content.decode()
    for words in (
        "Skolplanens mål.",
        "Läroplanen, som staten beslutar.",
        "Barn- och utbildningsnämnden",
        "BUN 2026/17",
    ):
        assert words in page


def test_what_is_over_is_told_as_what_happened(client: Client, decided: Dialogue) -> None:
    page = client.get("/d/skolan/", headers={"accept-language": "en"}).content.decode()
    for words in (
        "What happened to what people said?",
        "3 contributions came.",
        "A person has read every contribution",
        "What was said became 2 findings",
        "Every finding has been decided on",
        "Everybody who took part is answered by",
        "This could be influenced",
    ):
        assert words in page
    for words in ("What happens to what I say?", "You get a receipt code.", "This can be influenced"):
        assert words not in page


def test_a_stopped_dialogue_says_why(client: Client, idea: Dialogue, alma: object) -> None:
    from gehor.planning.actions import assess

    assess(
        idea,
        actor=alma,
        outcome="inform_only",
        question_can_be_influenced=False,
        deciders_can_be_influenced=True,
        reason={"sv": "Staten har redan beslutat."},
    )
    page = client.get("/d/skolan/", headers={"accept-language": "en"}).content.decode()
    assert "No dialogue: we only inform" in page
    assert "Staten har redan beslutat." in page


@pytest.mark.parametrize("address", ["/o/alvsala/", "/o/alvsala/results/", "/d/skolan/", "/"])
def test_public_pages_ask_little_of_the_database(
    client: Client,
    address: str,
    decided: Dialogue,
    other_organisation: Organisation,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    with django_assert_max_num_queries(PUBLIC_QUERIES):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/staff/", "/staff/o/alvsala/", "/staff/d/skolan/"])
@pytest.mark.parametrize("name", ["alma", "bo", "cilla", "rut", "tove", "odd", "nour", "ada", "kim"])
def test_staff_pages_open_for_every_role_and_ask_little(
    signed_in: Callable[[str], Client],
    name: str,
    address: str,
    decided: Dialogue,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = signed_in(name)
    with django_assert_max_num_queries(STAFF_QUERIES):
        assert browser.get(address).status_code == 200


def test_another_municipality_sees_nothing_of_the_staff_pages(
    signed_in: Callable[[str], Client], decided: Dialogue
) -> None:
    farid = signed_in("farid")
    assert farid.get("/staff/d/skolan/").status_code == 403
    assert farid.get("/staff/o/alvsala/").status_code == 403
    assert "kvalitet" not in farid.get("/staff/").content.decode()


def test_a_meeting_and_a_promise_that_are_over_are_told_as_such(client: Client, closed: Dialogue) -> None:
    told = {}
    for day in (closed.decision_on, closed.answer_due + dt.timedelta(days=3)):
        with clock.at(dt.datetime.combine(day, dt.time(9), dt.UTC)):
            page = client.get("/d/skolan/", headers={"accept-language": "en"}).content.decode()
        told[day] = ["It meets on" in page, "It met on" in page, "promised an answer by" in page, "3 days late" in page]
    assert list(told.values()) == [[True, False, False, False], [False, True, True, True]]


def test_the_workbench_shows_every_need_of_the_next_gate(
    signed_in: Callable[[str], Client], idea: Dialogue, alma: object
) -> None:
    from gehor.planning.actions import assess

    assess(
        idea,
        actor=alma,
        outcome="run",
        question_can_be_influenced=True,
        deciders_can_be_influenced=True,
        reason={"sv": "Ja."},
    )
    page = signed_in("alma").get("/staff/d/skolan/", headers={"accept-language": "en"}).content.decode()
    assert "Complete the plan" in page
    assert "9 things are missing" in page
    assert '<a class="button" href="/staff/d/skolan/purpose/">' in page, "the first gap is the thing to do now"
    for address in ("purpose/", "influence/", "decision-maker/", "answer-promise/", "activities/", "target-groups/"):
        assert f"/staff/d/skolan/{address}" in page


@pytest.mark.parametrize("name", ["ada", "kim"])
def test_the_workbench_opens_no_closed_door_and_says_who_mends_what(
    signed_in: Callable[[str], Client], planned: Dialogue, name: str
) -> None:
    Dialogue.objects.update(answer_due=None)
    browser = signed_in(name)
    answer = browser.get("/staff/d/skolan/", headers={"accept-language": "en"})
    gaps = {str(need["text"]): need for gate in answer.context["gates"] for need in gate["needs"] if not need["done"]}
    assert gaps["The day of the answer is promised."]["why"] == "Done by: dialogue lead"
    assert not any(gap["url"].endswith("/answer-promise/") for gap in gaps.values())
    links = set(re.findall(r'href="(/staff/d/skolan/[^"#?]+)', answer.text))
    assert {browser.get(link).status_code for link in links} == {200}
    assert ("/staff/d/skolan/target-groups/" in links) == (name == "kim"), "a communicator may name whom to reach"


def test_what_next_differs_by_role(signed_in: Callable[[str], Client], closed: Dialogue) -> None:
    assert "Read contributions" in signed_in("bo").get("/staff/", headers={"accept-language": "en"}).content.decode()
    for name, start in (
        ("cilla", "/staff/o/alvsala/"),
        ("ada", "/staff/o/alvsala/members/"),
        ("odd", "/staff/o/alvsala/journal/"),
    ):
        page = signed_in(name).get("/staff/", headers={"accept-language": "en"}).content.decode()
        assert "Nothing waits for you" in page and f'<a class="button second" href="{start}">' in page


def test_what_comes_first_is_the_one_button_of_the_desk(signed_in: Callable[[str], Client], closed: Dialogue) -> None:
    page = signed_in("bo").get("/staff/", headers={"accept-language": "en"}).content.decode()
    assert page.count('<a class="button"') == 1
    assert page.index('<a class="button"') < page.index("Reminders by e-mail")


def test_the_workbench_groups_its_pages_in_the_order_of_the_work(
    signed_in: Callable[[str], Client], decided: Dialogue
) -> None:
    groups = signed_in("alma").get("/staff/d/skolan/", headers={"accept-language": "en"}).context["page_groups"]
    assert [str(name) for name, _pages in groups] == ["Plan", "Take part", "Read", "Decide", "Answer", "Follow up"]


def test_the_workbench_says_what_happens_when_nothing_waits(
    signed_in: Callable[[str], Client], closed: Dialogue
) -> None:
    page = signed_in("cilla").get("/staff/d/skolan/", headers={"accept-language": "en"}).content.decode()
    assert "Nothing waits for you here" in page
    assert "Read contributions" in page and "Done by: dialogue lead, analyst" in page
    assert "Nobody can send in more." in page


def test_the_workbench_calls_no_plan_approved_that_nobody_had_to_approve(
    signed_in: Callable[[str], Client], planned: Dialogue
) -> None:
    page = signed_in("alma").get("/staff/d/skolan/", headers={"accept-language": "en"}).content.decode()
    assert "The plan as it stands is approved." not in page


def test_a_dialogue_with_only_votes_counts_people_and_no_contributions(planned: Dialogue) -> None:
    def happened(facts: Facts) -> str:
        with translation.override("en"):
            return render_to_string("portal/_happened.html", {"dialogue": planned, "facts": facts})

    page = happened(Facts(ballots=1200))
    assert "1,200 people have voted." in page and "contribution" not in page
    assert "has read every contribution" in happened(Facts(ballots=1, contributions=2))
