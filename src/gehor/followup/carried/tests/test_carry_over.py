"""Rows of the plan become measures: proposed as they were drafted, once each, and only what is decided."""

import datetime as dt

import pytest

from gehor.followup.carried import actions, queries
from gehor.followup.carried.actions import Taken
from gehor.followup.carried.models import Origin
from gehor.followup.models import Measure
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson

STAFF = "/staff/d/skolan/measures/"
PAGE = f"{STAFF}from-plan/"
DAY = dt.date(2026, 9, 1)


def bus(**changed):
    return Taken(**{"number": 3, "title": {"sv": "En senare buss"}, "owner": "Trafikenheten", "due_on": DAY, **changed})


def test_a_row_becomes_a_measure_that_leads_back_to_it(decided_plan, alma):
    [measure] = actions.carry_over(decided_plan, actor=alma, taken=[bus(budget_sek=400_000)])
    origin = queries.origins(decided_plan)[measure.pk]
    assert (origin.action.option.number, origin.version, measure.budget_sek) == (3, 1, 400_000)
    assert measure.decision.weighs_id == origin.action.option.finding_id
    assert queries.waiting(decided_plan) == 1
    with pytest.raises(WrongMoment) as refusal:
        actions.carry_over(decided_plan, actor=alma, taken=[bus()])
    assert refusal.value.code == "carried_already" and Measure.objects.count() == 1


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        ([], "no_row_chosen"),
        ([bus(number=4)], "no_such_row"),
        ([bus(number=2)], "row_not_decided"),
        ([bus(), bus(number=1, due_on=dt.date(2020, 1, 1))], "due_before_promise"),
        ([bus(owner=" ")], "text_missing"),
    ],
)
def test_all_rows_or_none(decided_plan, alma, taken, code):
    with pytest.raises((WrongInput, WrongMoment)) as refusal:
        actions.carry_over(decided_plan, actor=alma, taken=taken)
    assert refusal.value.code == code and not Measure.objects.exists() and not Origin.objects.exists()


def test_nobody_promises_before_the_decision_or_for_others(plan, alma, actors):
    with pytest.raises(NotYet) as refusal:
        actions.carry_over(plan, actor=alma, taken=[bus()])
    assert refusal.value.missing == ("some_decided",)
    for stranger in (actors["kim"], actors["farid"]):
        with pytest.raises(WrongPerson):
            actions.carry_over(plan, actor=stranger, taken=[bus()])


def test_the_page_proposes_what_was_drafted(signed_in, decided_plan, django_assert_max_num_queries):
    browser = signed_in("alma")
    browser.cookies["django_language"] = "en"
    with django_assert_max_num_queries(15):
        assert f'href="{PAGE}"' in browser.get(STAFF).content.decode()
    with django_assert_max_num_queries(15):
        page = browser.get(PAGE)
    form, words = page.context["form"], page.content.decode()
    assert form["take_3"].value() and not form["take_1"].value(), "the board said no to the yard"
    assert form["title_3"].value() == {"sv": "En senare buss"} and form["budget_sek_3"].value() == 400_000
    assert "take_2" not in form.fields and "not decided yet" in words and "10 of 11 ballots" in words

    sent = {"take_3": "on", "title_3_sv": "Buss 18.30", "owner_3": "Trafikenheten", "due_on_3": "2026-09-01"}
    wrong = browser.post(PAGE, {**sent, "take_1": "on", "title_1_sv": "Skolgården", "owner_1": "", "due_on_1": "snart"})
    assert wrong.status_code == 422 and not Measure.objects.exists()
    assert set(wrong.context["form"].errors) == {"owner_1", "due_on_1"}
    assert 'value="Buss 18.30"' in wrong.content.decode() and 'value="Skolgården"' in wrong.content.decode()

    assert browser.post(PAGE, sent)["Location"] == STAFF
    assert Measure.objects.get().title == {"sv": "Buss 18.30"}
    with django_assert_max_num_queries(8):
        public = browser.get("/d/skolan/measures/").content.decode()
    assert 'href="/d/skolan/series/#plan-3"' in public
    assert 'id="plan-3"' in browser.get("/staff/d/skolan/series/plan/").content.decode()
    assert browser.post(PAGE, {}).status_code == 422


def test_without_a_plan_there_is_no_such_page(signed_in, decided):
    assert signed_in("alma").get(PAGE).status_code == 404
    assert signed_in("kim").get(PAGE).status_code == 403
