"""What counts as approved, and of which plan."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.planning.project.whole import Section, Table
from gehor.planning.together.differences import changed, compared
from gehor.planning.together.rules import (
    Answer,
    Standing,
    State,
    Way,
    answering_fault,
    asking_fault,
    changed_parts,
    compared_with,
    content_hash,
    day_fault,
    held_fault,
    setting_fault,
    state,
)
from gehor.process.facts import Facts
from gehor.process.needs import APPROVED

PLANS = st.dictionaries(st.text(max_size=4), st.none() | st.integers() | st.text(max_size=6), max_size=5)
ANSWERS = st.lists(st.sampled_from(Answer), max_size=6)


@pytest.mark.parametrize(
    ("answers", "needed", "expected"),
    [
        ([], 2, State.WAITING),
        ([Answer.APPROVE], 2, State.WAITING),
        ([Answer.APPROVE, Answer.APPROVE], 2, State.APPROVED),
        ([Answer.APPROVE, Answer.CHANGE], 2, State.CHANGE),
        ([Answer.CHANGE, Answer.DECLINE], 3, State.DECLINED),
        ([], 0, State.WAITING),
    ],
)
def test_everybody_who_was_asked_must_approve(answers: list[Answer], needed: int, expected: State) -> None:
    assert state(answers, needed=needed) is expected


@given(answers=ANSWERS, needed=st.integers(min_value=0, max_value=6))
def test_nothing_is_approved_against_anybody(answers: list[Answer], needed: int) -> None:
    found = state(answers, needed=needed)
    assert (found is State.APPROVED) == (set(answers) == {Answer.APPROVE} and len(answers) >= needed)
    assert found is state(list(reversed(answers)), needed=needed), "whoever answers first does not weigh more"


@given(before=PLANS, after=PLANS)
def test_a_plan_has_another_hash_exactly_when_a_part_differs(before: dict, after: dict) -> None:
    assert (content_hash(before) == content_hash(after)) == (not changed_parts(before, after))
    assert set(changed_parts(before, after)) == set(changed_parts(after, before))


def test_changed_parts_come_in_the_plans_order_and_lost_ones_last() -> None:
    before = {"question": "a", "goal": "b", "activity:1": {}}
    assert changed_parts(before, {"question": "x", "goal": "b", "levels": []}) == ["question", "levels", "activity:1"]


@given(before=st.text(alphabet="ab \n", max_size=20), after=st.text(alphabet="ab \n", max_size=20))
def test_old_beside_new_loses_no_word_and_marks_every_difference(before: str, after: str) -> None:
    old, new = compared(before, after)
    assert ("".join(piece.text for piece in old), "".join(piece.text for piece in new)) == (before, after)
    kept = ["".join(piece.text for piece in side if not piece.is_changed) for side in (old, new)]
    assert kept[0] == kept[1]
    assert (before == after) == (not any(piece.is_changed for piece in (*old, *new)))


def plan(english: str, *rows: tuple[object, ...]) -> list[Section]:
    texts = ("Goal", {"sv": "Mål", "en": english})
    return [Section("goal", "Goals", True, (texts, ("Risks", Table(("What", "Done"), rows))))]


def told(before: list[Section], after: list[Section]) -> list[tuple[str, str, str, str]]:
    """(label, language, the old text, the new text) of all that differs."""
    return [
        (each.label, each.language, *("".join(piece.text for piece in side) for side in (each.before, each.after)))
        for part in changed(before, after, source="sv")
        for each in part.differences
    ]


def test_a_text_that_differs_in_one_language_is_shown_in_that_language() -> None:
    assert told(plan("Aim"), plan("Goal")) == [("Goal", "en", "Aim", "Goal")]
    assert told(plan("Aim"), plan("Aim")) == []


def test_of_a_table_only_what_differs_is_shown_row_by_row() -> None:
    rain, snow, few = {"sv": "Regn", "en": "Rain"}, {"sv": "Snö"}, {"sv": "Få kommer"}
    before = plan("Aim", (few, "We go out"), (rain, ""), (snow, "Salt"))
    after = plan("Aim", (few, "We go out"), (rain, "A tent"), (snow, "Sand"), ({"sv": "Hot"}, "A guard"))
    assert told(before, after) == [
        ("Regn: Done", "", "", "A tent"),
        ("Snö: Done", "", "Salt", "Sand"),
        ("Hot", "", "", "What: Hot\nDone: A guard"),
    ]
    assert told(before, plan("Aim", (few, "We go out"), (snow, "Salt"))) == [("Regn", "", "What: Regn", "")]
    renamed = plan("Aim", (few, "We go out"), ({"sv": "Hagel", "en": "Rain"}, ""), (snow, "Salt"))
    assert told(before, renamed) == [("Hagel: What", "sv", "Regn", "Hagel")]


def test_somebody_compares_with_what_they_answered_or_else_with_the_latest() -> None:
    assert compared_with([(3, False), (2, True), (1, True)]) == 2
    assert compared_with([(2, False), (1, False)]) == 2
    assert compared_with([]) is None


def test_only_the_plan_as_it_stands_is_approved() -> None:
    assert Standing(State.APPROVED, True).holds
    assert not Standing(State.APPROVED, False).holds
    assert Standing(State.APPROVED, False).is_outdated
    assert not Standing(State.WAITING, False).waits


def test_the_need_asks_only_where_the_organisation_demands_it() -> None:
    assert APPROVED.holds(Facts())
    assert not APPROVED.holds(Facts(approval_demanded=True))
    assert not APPROVED.holds(Facts(approval_demanded=True, approval_asked=True))
    assert APPROVED.holds(Facts(approval_demanded=True, plan_approved=True))


def test_nobody_is_asked_twice_about_the_same_plan() -> None:
    waiting = Standing(State.WAITING, True)
    assert asking_fault(Standing(State.APPROVED, True), same_people=False) == "approved_already"
    assert asking_fault(waiting, same_people=True) == "approval_asked_already"
    assert asking_fault(waiting, same_people=False) is None
    assert asking_fault(Standing(State.DECLINED, True), same_people=True) is None


def test_a_request_is_answered_once_and_about_the_plan_that_was_sent() -> None:
    now, then = Standing(State.WAITING, True), Standing(State.WAITING, False)
    assert answering_fault(now, is_latest=True, has_answered=False) is None
    assert answering_fault(now, is_latest=True, has_answered=True) == "answered_once"
    assert answering_fault(now, is_latest=False, has_answered=False) == "asked_anew"
    assert answering_fault(then, is_latest=True, has_answered=False) == "plan_changed_since_asked"


def test_a_demand_that_nobody_can_meet_is_refused() -> None:
    assert setting_fault(is_demanded=True, way=Way.PERSONS, approvers=()) == "nobody_approves"
    assert setting_fault(is_demanded=True, way=Way.BODY, approvers=()) is None
    assert setting_fault(is_demanded=False, way=Way.PERSONS, approvers=()) is None


def test_days() -> None:
    today = dt.date(2026, 3, 2)
    tomorrow, yesterday = dt.date(2026, 3, 3), dt.date(2026, 3, 1)
    assert [day_fault(day, today=today) for day in (yesterday, today, tomorrow)] == ["due_in_the_past", None, None]
    assert [held_fault(day, today=today) for day in (yesterday, today, tomorrow)] == [None, None, "held_in_the_future"]
