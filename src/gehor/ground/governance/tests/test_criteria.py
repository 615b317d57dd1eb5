"""Criteria of an organisation's own, names of components, and versions that run out."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.governance import actions, queries, rules, seeds
from gehor.ground.governance.models import Component, Criterion, CriterionWording
from gehor.ground.journal.models import Entry

pytestmark = pytest.mark.django_db
MAP = "/staff/o/alvsala/map/"
CRITERIA = f"{MAP}criteria/"
PAGES = [CRITERIA, f"{CRITERIA}new/", f"{CRITERIA}1/", f"{CRITERIA}1/retire/", f"{MAP}components/1/"]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def asked(organisation, alma):
    """The organisation asks whether there is time."""
    return actions.add_criterion(organisation, actor=alma, question={"sv": "Finns det tid?"}, hint={})


def put(wordings):
    return [each.question["sv"] for each in wordings]


# Criteria


@pytest.mark.both
def test_a_criterion_is_added_reworded_and_retired_and_every_wording_stays(organisation, asked, alma):
    actions.reword_criterion(asked.criterion, actor=alma, question={"sv": "Finns det tre månader?"}, hint={})
    assert put(queries.criteria(organisation)) == ["Finns det tre månader?"]
    actions.retire_criterion(asked.criterion, actor=alma)
    assert queries.criteria(organisation) == []
    assert put(queries.every_criterion(organisation)) == ["Finns det tre månader?"]
    assert sorted(put(CriterionWording.objects.all())) == ["Finns det tid?", "Finns det tre månader?"]
    assert [entry.step for entry in Entry.objects.order_by("pk")] == [
        "governance.add_criterion",
        "governance.reword_criterion",
        "governance.retire_criterion",
    ]


@pytest.mark.both
def test_the_database_lets_nobody_change_what_was_asked(asked):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        CriterionWording.objects.update(question={"sv": "Något annat"})
    with pytest.raises(IntegrityError), transaction.atomic():
        CriterionWording.objects.all().delete()


@pytest.mark.parametrize("name", ["bo", "cilla", "rut", "odd", "farid"])
def test_others_do_not_change_what_is_asked(organisation, asked, actors, name):
    said = {"question": {"sv": "Nytt?"}, "hint": {}}
    for act in (
        lambda: actions.add_criterion(organisation, actor=actors[name], **said),
        lambda: actions.reword_criterion(asked.criterion, actor=actors[name], **said),
        lambda: actions.retire_criterion(asked.criterion, actor=actors[name]),
        lambda: actions.rename_component(organisation, actor=actors[name], number=1, name={"sv": "x"}, asks={}),
    ):
        with pytest.raises(WrongPerson):
            act()


def test_bad_input_is_refused(organisation, asked, alma):
    said = {"question": {"sv": "Finns det tid?"}, "hint": {}}
    for act, code in (
        (lambda: actions.add_criterion(organisation, actor=alma, question={"sv": " "}, hint={}), "text_missing"),
        (lambda: actions.add_criterion(organisation, actor=alma, question={"en": "Time?"}, hint={}), "source_first"),
        (lambda: actions.reword_criterion(asked.criterion, actor=alma, **said), "criterion_says_so_already"),
    ):
        with pytest.raises(WrongInput) as refusal:
            act()
        assert refusal.value.code == code


def test_what_is_retired_stays_so_and_there_is_an_end_to_questions(organisation, asked, alma):
    actions.retire_criterion(asked.criterion, actor=alma)
    with pytest.raises(WrongMoment) as refusal:
        actions.retire_criterion(asked.criterion, actor=alma)
    assert refusal.value.code == "criterion_retired"
    for number in range(rules.MOST_CRITERIA):
        actions.add_criterion(organisation, actor=alma, question={"sv": f"Fråga {number}?"}, hint={})
    with pytest.raises(WrongMoment) as refusal:
        actions.add_criterion(organisation, actor=alma, question={"sv": "En till?"}, hint={})
    assert refusal.value.code == "too_many_criteria"


def test_a_lead_extends_the_test_from_a_suggestion(organisation, signed_in):
    alma = signed_in("alma")
    page = alma.get(CRITERIA, headers=ENGLISH).text
    assert "Can the question be influenced?" in page
    assert "?from=time" in page
    assert "tre månader" in alma.get(f"{CRITERIA}new/?from=time").text
    said = {"question_sv": seeds.criteria()["time"]["question"]["sv"]}
    assert alma.post(f"{CRITERIA}new/?from=time", said)["Location"] == CRITERIA
    assert Criterion.objects.get().number == 1
    assert alma.post(f"{CRITERIA}1/retire/")["Location"] == CRITERIA
    assert "Asked no more" in alma.get(CRITERIA, headers=ENGLISH).text
    assert alma.get(f"{CRITERIA}1/").status_code == 409


def test_what_was_typed_is_kept_when_it_is_refused(organisation, signed_in):
    answer = signed_in("alma").post(f"{CRITERIA}new/", {"question_en": "Is there time?", "hint_sv": "Räkna"})
    assert answer.status_code == 422
    assert "Is there time?" in answer.text
    assert "Räkna" in answer.text


def test_whoever_rewords_after_somebody_else_is_told(asked, alma, signed_in):
    desk = signed_in("ada")
    seen = desk.get(f"{CRITERIA}1/").context["form"].initial["seen"]
    actions.reword_criterion(asked.criterion, actor=alma, question={"sv": "Finns det tre månader?"}, hint={})
    answer = desk.post(f"{CRITERIA}1/", {"question_sv": "Hinner vi?", "seen": seen})
    assert answer.status_code == 422
    assert "Hinner vi?" in answer.text
    assert "Finns det tre månader?" in answer.text


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_belong_to_the_organisation_and_cost_few_queries(
    asked, signed_in, address, django_assert_max_num_queries
):
    assert signed_in("farid").get(address).status_code == 403
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        assert alma.get(address).status_code == 200
    assert signed_in("bo").get(address).status_code == (200 if address == CRITERIA else 403)


# Names of components


@pytest.mark.both
def test_a_component_gets_the_name_it_has_here(organisation, alma, signed_in):
    name = {"sv": "Spelregler", "en": "Rules of the game"}
    actions.rename_component(organisation, actor=alma, number=1, name=name, asks={"sv": "Finns de?"})
    assert [each.name["sv"] for each in Component.objects.all()][:2] == ["Spelregler", "Organisation"]
    page = signed_in("bo").get(MAP, headers=ENGLISH).text
    assert "Rules of the game" in page
    assert "Principles and promises</th>" not in page


def test_two_components_do_not_share_a_name(organisation, signed_in):
    answer = signed_in("alma").post(f"{MAP}components/1/", {"name_sv": "organisation", "asks_sv": "Finns de?"})
    assert answer.status_code == 422
    assert "Finns de?" in answer.text
    assert signed_in("alma").get(f"{MAP}components/99/").status_code == 404


def test_the_form_renames(organisation, signed_in):
    answer = signed_in("ada").post(f"{MAP}components/2/", {"name_sv": "Roller", "name_en": "Roles"})
    assert (answer.status_code, answer["Location"]) == (303, MAP)
    assert Component.objects.get(number=2).name == {"sv": "Roller", "en": "Roles"}


# Versions that run out


@pytest.fixture
def ending(organisation, board, actors):
    """Principles that hold to the end of the year."""
    draft = actions.begin_draft(organisation, actor=actors["alma"], kind="principles", seed="vara")
    return actions.adopt_charter(
        draft,
        actor=actors["rut"],
        version=1,
        body=board,
        adopted_on=dt.date(2026, 2, 1),
        section="1",
        case_number="K 1",
        valid_to=dt.date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (dt.date(2026, 7, 3), None),
        (dt.date(2026, 7, 4), 180),
        (dt.date(2026, 12, 31), 0),
        (dt.date(2027, 1, 1), -1),
    ],
)
def test_it_is_time_half_a_year_before(today, days):
    assert rules.days_left(dt.date(2026, 12, 31), today=today) == days
    assert rules.days_left(None, today=today) is None


@pytest.mark.both
def test_the_map_and_the_desk_warn_in_good_time_and_when_it_has_run_out(ending, signed_in):
    alma, bo = signed_in("alma"), signed_in("bo")
    for moment, said in (
        (dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC), ""),
        (dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), "30 days left"),
        (dt.datetime(2026, 12, 31, 9, tzinfo=dt.UTC), "for the last time"),
        (dt.datetime(2027, 1, 2, 9, tzinfo=dt.UTC), "ran out on"),
    ):
        with clock.at(moment):
            for page in (alma.get(MAP, headers=ENGLISH).text, alma.get("/staff/", headers=ENGLISH).text):
                assert (said in page) if said else ("days left" not in page)
            assert "ran out on" not in bo.get("/staff/", headers=ENGLISH).text


def test_a_version_that_has_been_replaced_warns_nobody(ending, organisation, board, actors):
    draft = actions.begin_draft(organisation, actor=actors["alma"], kind="principles", charter=ending)
    actions.adopt_charter(
        draft,
        actor=actors["rut"],
        version=1,
        body=board,
        adopted_on=dt.date(2026, 3, 1),
        section="2",
        case_number="K 2",
    )
    with clock.at(dt.datetime(2027, 1, 2, 9, tzinfo=dt.UTC)):
        assert queries.running_out([organisation.pk]) == []
