"""The catalogue for everybody, and the advice for one dialogue."""

import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from gehor.ground.journal.models import Entry as Journal
from gehor.planning import queries
from gehor.planning.advice.entries import entries
from gehor.planning.advice.forms import ChoiceForm, wishes_form
from gehor.planning.advice.rules import chosen
from gehor.planning.advice.suggesting import known
from gehor.planning.models import Dialogue
from gehor.planning.project import actions as project
from gehor.recruitment import actions as recruitment
from gehor.recruitment.models import TargetGroup

ADVICE = "/staff/d/skolan/advice/"
ACTIVITIES = "/staff/d/skolan/activities/"
NONSENSE = ["x", "-1", "0", "9" * 400, "1e9", "'; drop table", "\x00", "<script>", "consult,consult"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def alma(signed_in):
    browser = signed_in("alma")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def page_of(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# For everybody


def test_the_catalogue_shows_every_method_page_by_page(english, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        first = page_of(english, "/methods/")
    pages = [first] + [page_of(english, f"/methods/?page={n}") for n in range(2, -(-len(entries()) // 24) + 1)]
    for each in entries():
        assert f'href="/methods/{each.key}/"' in "".join(pages), each.key


def test_the_catalogue_is_narrowed_without_scripts_and_says_how_many_are_left(english):
    narrowed = page_of(english, "/methods/?level=consult&people=8&cost=low&run_here=on")
    assert "/methods/focus-group/" in narrowed
    assert re.search(r"\d+ of \d+ methods", narrowed)


def test_when_nothing_is_left_the_page_says_so(english):
    assert "No method has all of that" in page_of(english, "/methods/?purpose=decide&people=1&mode=digital&group=rural")


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_filter_that_does_not_exist_narrows_nothing_and_breaks_nothing(english, nonsense):
    for name in ("purpose", "level", "group", "mode", "cost", "polarisation"):
        assert chosen(entries(), ChoiceForm(QueryDict(urlencode({name: nonsense}))).choice()) == [*entries()], name
    shown = page_of(english, "/methods/?" + urlencode(dict.fromkeys([*ChoiceForm.base_fields, "page"], nonsense)))
    assert "<script>" not in shown.replace("<script src", "")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_method_has_a_page_in_both_languages(client, language, django_assert_max_num_queries):
    for each in entries():
        with django_assert_max_num_queries(8):
            answer = client.get(f"/methods/{each.key}/", headers={"accept-language": language})
        assert answer.status_code == 200
        shown = answer.content.decode()
        for field in ("summary", "use_when", "do_not_use_when"):
            assert getattr(each.texts[language], field).split("’")[0].split("'")[0].split("&")[0] in shown, each.key


def test_a_page_says_whether_gehor_runs_the_method(english):
    shown = page_of(english, "/methods/focus-group/")
    assert "You can run this method in Gehör" in shown
    assert 'href="https://dialogguiden.se/article/show/417"' in shown


def test_a_method_that_is_not_in_the_catalogue_is_not_found(english):
    assert english.get("/methods/shouting/").status_code == 404
    assert english.get("/methods/01-focus-group/").status_code == 404


# For those who plan


def test_the_ways_of_taking_part_are_followed_by_five_suggestions_with_reasons(
    planned, alma, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        shown = page_of(alma, ACTIVITIES)
    suggested = shown.partition('id="suggested"')[2]
    assert suggested.count('<article class="panel flow">') == min(5, len(entries()))
    assert "Suits the level" in suggested
    assert f'href="{ADVICE}"' in suggested


def test_a_target_group_that_is_seldom_heard_changes_the_reasons(planned, actors, alma):
    assert "people who are seldom heard" not in page_of(alma, ACTIVITIES)
    recruitment.name_target_group(
        planned,
        actor=actors["alma"],
        name={"sv": "Unga utan skola"},
        why={"sv": "Ingen har frågat dem."},
        reached_by={"sv": "Fritidsgården"},
        seldom_heard=True,
    )
    assert "people who are seldom heard" in page_of(alma, ACTIVITIES)


def test_advice_begins_with_what_the_plan_knows(planned, alma, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        shown = page_of(alma, ADVICE)
    ticked = re.findall(r'name="levels" value="(\w+)"[^>]*checked', shown)
    assert set(ticked) == set(planned.levels)


def test_advice_follows_what_is_asked_and_stores_nothing(planned, alma):
    before = (Journal.objects.count(), Dialogue.objects.values().get(pk=planned.pk))
    shown = page_of(alma, ADVICE + "?purposes=gather&levels=consult&people=30&polarisation=high&cost=low")
    assert "Serves the purpose: hear views and experiences." in shown
    assert "Is not made for a question that divides people this much." in shown
    assert (Journal.objects.count(), Dialogue.objects.values().get(pk=planned.pk)) == before
    assert alma.post(ADVICE).status_code == 405


def test_a_ticked_level_can_be_taken_away(planned, alma):
    shown = page_of(alma, ADVICE + "?people=&cost=")
    assert not re.findall(r'name="levels" value="(\w+)"[^>]*checked', shown)


@pytest.mark.parametrize("name", ["purposes", "levels", "groups", "people", "cost", "polarisation", "mode"])
def test_a_wish_that_makes_no_sense_is_said_at_its_field(planned, alma, name):
    at_hand = known(planned, queries.facts_known(planned))
    for nonsense in NONSENSE:
        assert name in wishes_form(QueryDict(urlencode({name: nonsense})), known=at_hand).errors, nonsense
    answer = alma.get(ADVICE, {name: "<script>"})
    assert answer.status_code == 422
    assert f'id="id_{name}_error"' in answer.content.decode()


def test_advice_is_for_those_who_work_here(planned, client, signed_in):
    assert client.get(ADVICE).status_code == 302
    assert signed_in("farid").get(ADVICE).status_code == 403


# What the plan has settled


@pytest.fixture
def settled(planned, actors):
    """A plan that says what it is for, for how many, what it may cost and how divided people are."""
    said = {"purposes": ["gather"], "people": 30, "polarisation": "high", "mode": "physical"}
    project.plan_part(planned, actor=actors["alma"], part="conditions", said=said)
    post = {"kind": "staff", "what": {"sv": "Läsa"}, "hours_planned": 40, "sek_planned": 20_000}
    project.add_row(planned, actor=actors["alma"], part="budget", said=post)
    return planned


def test_advice_does_not_ask_for_what_the_plan_says(settled, alma, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        shown = page_of(alma, ADVICE)
    assert not re.findall(r'name="(purposes|people|cost|polarisation|mode)"', shown)
    assert "The plan says already" in shown
    assert "Serves the purpose: hear views and experiences." in shown
    assert "Is not made for a question that divides people this much." in shown


def test_other_answers_may_be_tried_all_the_same(settled, alma):
    shown = page_of(alma, ADVICE + "?everything=1")
    assert set(re.findall(r'name="(purposes|people|cost|polarisation|mode)"', shown)) == {
        "purposes", "people", "cost", "polarisation", "mode"
    }  # fmt: skip
    assert "Is not made for" not in page_of(alma, ADVICE + "?everything=1&polarisation=low&purposes=gather")


def test_the_aims_of_the_target_groups_say_how_many_take_part(planned, actors, alma):
    TargetGroup.objects.filter(dialogue=planned).update(reach_aim=40)
    assert known(planned, queries.facts_known(planned)).people == 40
