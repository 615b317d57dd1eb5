"""A share of the forms is typed in by two people, and a third settles where they differ."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.queries import said
from gehor.participation.paper import queries
from gehor.participation.paper.actions import settle_share, settle_typing, type_again
from gehor.participation.paper.models import Again, Settled, Sheet
from gehor.participation.paper.rules import agreed, is_in_sample
from gehor.planning.models import Activity

TWICE = "/staff/d/skolan/paper/1/twice/"


@pytest.fixture
def all_twice(travel: Activity, alma: Actor) -> None:
    settle_share(travel, actor=alma, percent=100)


def test_the_sample_follows_from_the_code_and_grows_with_the_share() -> None:
    codes = [f"CODE{number}" for number in range(2000)]
    tenth = {code for code in codes if is_in_sample(code, percent=10, key=b"one")}
    fifth = {code for code in codes if is_in_sample(code, percent=20, key=b"one")}
    assert tenth < fifth and 150 < len(tenth) < 250 and 340 < len(fifth) < 460
    assert tenth != {code for code in codes if is_in_sample(code, percent=10, key=b"two")}
    assert not any(is_in_sample(code, percent=0, key=b"one") for code in codes)
    assert all(is_in_sample(code, percent=100, key=b"one") for code in codes)


def test_agreement_is_counted_over_forms_over_answers_and_for_each_question() -> None:
    found = agreed([(("way", "km"), ()), (("way", "km"), ("km",)), (("way",), ())])
    assert found is not None
    assert (found.sheets.alike, found.sheets.of) == (2, 3)
    assert (found.answers.alike, found.answers.of) == (4, 5)
    assert (found.of_field["km"].alike, found.of_field["km"].of) == (1, 2)
    # Wilson by hand for 2 of 3, z = 1.96: middle (2/3 + 0.6403)/(1 + 1.2805), reach 0.7325/… → 0.208 to 0.939
    assert (round(found.sheets.low, 3), round(found.sheets.high, 3)) == (0.208, 0.939)
    assert agreed([]) is None


def test_a_second_person_types_without_seeing_and_without_being_counted(
    all_twice: None, sheets: list[Sheet], typed: Callable[..., Ballot], signed_in: Callable[[str], Client]
) -> None:
    typed(sheets[0], way=["bus"], km="2", why="Nära till allt.")
    bo = signed_in("bo")
    page = bo.get(f"{TWICE}again/").content.decode()
    assert "q.way" in page and "q.why" not in page and "Nära" not in page
    answer = bo.post(f"{TWICE}again/", {"sheet": sheets[0].code, "q.way": ["bus", "car"], "q.km": "2"})
    assert answer.status_code == 303
    again = Again.objects.get()
    assert (again.first, again.second, again.differ) == (
        {"way": ["bus"], "km": "2"},
        {"way": ["bus", "car"], "km": "2"},
        ["way"],
    )
    assert Ballot.objects.count() == 1


def test_what_cannot_be_typed_a_second_time_is_said_at_the_code(
    all_twice: None,
    travel: Activity,
    sheets: list[Sheet],
    typed: Callable[..., Ballot],
    signed_in: Callable[[str], Client],
    bo: Actor,
    tove: Actor,
    alma: Actor,
) -> None:
    typed(sheets[0], way=["bus"])
    with pytest.raises(WrongPerson, match="typed_by_you"):
        type_again(sheets[0], actor=tove, values={"way": ["bus"]})
    with pytest.raises(WrongMoment, match="not_typed_in_yet"):
        type_again(sheets[1], actor=bo, values={"way": ["bus"]})
    type_again(sheets[0], actor=bo, values={"way": ["bus"]})
    answer = signed_in("bo").post(f"{TWICE}again/", {"sheet": sheets[0].code, "q.way": ["bus"]})
    assert answer.status_code == 422 and "typed in a second time already" in answer.content.decode()
    typed(sheets[2], way=["bus"])
    settle_share(travel, actor=alma, percent=0)
    with pytest.raises(WrongInput, match="not_in_sample"):
        type_again(sheets[2], actor=bo, values={"way": ["bus"]})
    assert signed_in("alma").post(TWICE, {"percent": "101"}).status_code == 422


@pytest.mark.parametrize("kind", ["travel", "final"])
def test_a_third_look_mends_what_is_counted_whichever_ballot_counts(
    kind: str,
    opened_by: Callable[[str], Activity],
    typed: Callable[..., Ballot],
    signed_in: Callable[[str], Client],
    alma: Actor,
    bo: Actor,
    tove: Actor,
) -> None:
    from gehor.participation.paper.actions import print_forms

    activity = opened_by(kind)
    settle_share(activity, actor=alma, percent=100)
    print_forms(activity, actor=alma, sheets=1, language="sv")
    sheet = Sheet.objects.select_related("run__activity__dialogue").get()
    first = typed(sheet, way=["bus"], km="2")
    again = type_again(sheet, actor=bo, values={"way": ["car"], "km": "2"})
    for one in (bo, tove):
        with pytest.raises(WrongPerson, match="third_look_by_another"):
            settle_typing(again, actor=one, values={"way": ["car"]})
    page = signed_in("alma").get(f"{TWICE}{again.pk}/").content.decode()
    assert ">bus<" in page and ">car<" in page
    assert signed_in("alma").post(f"{TWICE}{again.pk}/", {"q.way": ["car", "bike"]}).status_code == 303
    (cast,) = said(activity).casts
    assert cast.values == {"way": ["bike", "car"], "km": "2"}
    mended = Ballot.objects.latest("pk")
    assert (mended.replaces, mended.received_at) == (first, first.received_at)
    assert Settled.objects.get().values == {"way": ["bike", "car"]}
    with pytest.raises(WrongMoment, match="settled_before"):
        settle_typing(again, actor=alma, values={})


def test_where_the_first_was_right_nothing_is_counted_anew(
    all_twice: None, sheets: list[Sheet], typed: Callable[..., Ballot], alma: Actor, bo: Actor
) -> None:
    typed(sheets[0], way=["bus"])
    again = type_again(sheets[0], actor=bo, values={"way": ["car"]})
    settle_typing(again, actor=alma, values={"way": ["bus"]})
    assert Ballot.objects.count() == 1


def test_the_public_result_says_how_the_forms_were_checked(
    all_twice: None, sheets: list[Sheet], typed: Callable[..., Ballot], bo: Actor, alma: Actor,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    from gehor.participation.actions import close_participation
    from gehor.participation.ballots.tests.conftest import hand_in

    activity = sheets[0].run.activity
    typed(sheets[0], way=["bus"], km="1")
    type_again(sheets[0], actor=bo, values={"way": ["bus"], "km": "1"})
    for name in "abcde":
        hand_in(activity, name, "bus")
    close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    with django_assert_max_num_queries(8):
        page = " ".join(Client().get("/d/skolan/take-part/1/result/").content.decode().split())
    assert "How the paper forms were checked" in page
    assert "1 form independently of each other: 1 (100.0 %, 95 % interval 20.7–100.0 %) was the same" in page


def test_the_page_tells_what_waits_and_how_well_people_agree(
    all_twice: None,
    sheets: list[Sheet],
    typed: Callable[..., Ballot],
    signed_in: Callable[[str], Client],
    bo: Actor,
    django_assert_max_num_queries: Any,
) -> None:
    for sheet in sheets[:3]:
        typed(sheet, way=["bus"], km="1")
    type_again(sheets[0], actor=bo, values={"way": ["bus"], "km": "1"})
    type_again(sheets[1], actor=bo, values={"way": ["bus"], "km": "7"})
    browser = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = " ".join(browser.get(TWICE).content.decode().split())
    assert "Two people typed in 2 forms independently of each other. 1 of them (50.0 %" in page
    assert "Of 4 answers, 3 were the same (75.0 %" in page
    assert [each.code for each in queries.due_again(sheets[0].run.activity)] == [sheets[2].code]
    assert f"{TWICE}{Again.objects.latest('pk').pk}/" in page
