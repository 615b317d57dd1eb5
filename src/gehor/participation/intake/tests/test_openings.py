"""The page that opens and closes: what is missing stands there, and the guard says the same."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gehor.ground import clock
from gehor.ground.errors import WrongMoment
from gehor.ground.sentences import refusal_text
from gehor.participation.models import Contribution, Opening
from gehor.planning.models import Activity, Dialogue
from gehor.testing.costs import STAFF_MOST

PAGE = "/staff/d/skolan/openings/"
OPEN, CLOSE = f"{PAGE}1/open/", f"{PAGE}1/close/"


def test_the_lead_opens_what_is_planned(planned: Dialogue, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    assert OPEN in alma.get(PAGE).content.decode()
    answer = alma.post(OPEN)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert Opening.objects.get().activity.dialogue == planned


def test_what_is_missing_is_a_list_of_things_to_do_and_the_guard_says_the_same(
    planned: Dialogue, signed_in: Callable[[str], Client]
) -> None:
    planned.answer_due = None
    planned.save()
    alma = signed_in("alma")
    page = alma.get(PAGE).content.decode()
    assert "/staff/d/skolan/answer-promise/" in page
    assert OPEN not in page
    assert alma.post(OPEN).status_code == 409
    assert not Opening.objects.exists()


def test_what_a_way_of_taking_part_lacks_stands_in_the_place_of_the_button_with_where_it_is_mended(
    planned: Dialogue, activity: Activity, signed_in: Callable[[str], Client]
) -> None:
    activity.method, activity.setup = "survey", {}
    activity.save()
    alma = signed_in("alma")
    page = alma.get(PAGE).content.decode()
    assert OPEN not in page
    assert "/staff/d/skolan/survey/1/" in page
    assert "/staff/d/skolan/preview/1/" in page
    assert str(refusal_text(WrongMoment("no_questions_yet"))) in page
    assert alma.post(OPEN).status_code == 409


def test_only_the_lead_opens_and_closes(opened: Dialogue, signed_in: Callable[[str], Client]) -> None:
    for name in ("bo", "cilla", "tove", "rut", "farid"):
        browser = signed_in(name)
        assert browser.post(OPEN).status_code == 403
        assert browser.get(CLOSE).status_code == browser.post(CLOSE).status_code == 403
    assert signed_in("tove").get(PAGE).status_code == 200
    assert signed_in("farid").get(PAGE).status_code == 403


def test_closing_asks_once_and_says_what_happens_next(
    opened: Dialogue, said: Callable[..., Contribution], signed_in: Callable[[str], Client]
) -> None:
    said("Mer utemiljö.", channel="paper")
    alma = signed_in("alma")
    page = alma.get(CLOSE).content.decode()
    assert "Barn- och utbildningsnämnden" in page
    assert "10 juni 2026" in page or "June 10, 2026" in page or "10 June 2026" in page
    silent = alma.post(CLOSE)
    assert silent.status_code == 422 and "reason_sv" in silent.content.decode(), "people count on the last day"
    assert Opening.objects.get().closed_at is None
    assert alma.post(CLOSE, {"reason_sv": "Skolan har brunnit."}).status_code == 303
    assert Opening.objects.get().closed_at == clock.now()
    public = "/d/skolan/take-part/1/"
    assert "Skolan har brunnit." in Client().get(public).content.decode()
    Activity.objects.update(method="outreach", setup={})
    assert "Skolan har brunnit." in Client().get(public).content.decode(), "also where people are come to"


def test_on_its_last_day_it_closes_without_a_reason(opened: Dialogue, signed_in: Callable[[str], Client]) -> None:
    Activity.objects.update(ends_on=clock.today())
    alma = signed_in("alma")
    assert "reason_sv" not in alma.get(CLOSE).content.decode()
    assert alma.post(CLOSE).status_code == 303
    assert Opening.objects.get().closed_because == {}


@pytest.mark.parametrize("address", [OPEN, CLOSE])
def test_what_is_closed_neither_opens_nor_closes_again(
    closed: Dialogue, signed_in: Callable[[str], Client], address: str
) -> None:
    before = Opening.objects.get().closed_at
    assert signed_in("alma").post(address).status_code == 409
    assert Opening.objects.get().closed_at == before


def test_an_activity_that_does_not_exist_is_not_found(planned: Dialogue, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("alma").post(f"{PAGE}9/open/").status_code == 404


def test_the_page_counts_what_came_by_each_channel(
    opened: Dialogue, said: Callable[..., Contribution], signed_in: Callable[[str], Client]
) -> None:
    for channel in ("web", "paper", "paper"):
        said("Mer utemiljö.", channel=channel)
    (place,) = signed_in("alma").get(PAGE).context["places"]
    assert (place.per_channel, place.count) == ((("paper", 2), ("web", 1)), 3)


def test_when_the_last_day_has_passed_the_page_says_that_it_is_time_to_close(
    opened: Dialogue, activity: Activity, signed_in: Callable[[str], Client]
) -> None:
    with clock.at(clock.now() + dt.timedelta(days=70)):
        page = signed_in("alma").get(PAGE).content.decode()
    assert 'class="notice warning"' in page


def test_the_page_asks_the_database_little(
    opened: Dialogue,
    said: Callable[..., Contribution],
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(20):
        said(f"Förslag {number}")
    alma = signed_in("alma")
    for address in (PAGE, CLOSE):
        with django_assert_max_num_queries(15):
            assert alma.get(address).status_code == 200


def test_the_page_asks_as_much_for_eight_ways_of_taking_part_as_for_two(
    opened: Dialogue, activity: Activity, signed_in: Callable[[str], Client]
) -> None:
    alma, shown = signed_in("alma"), {}
    for number, method in enumerate(("survey", "map", "statements", "proposals", "petition", "meeting", "outreach"), 2):
        another = Activity.objects.get(pk=activity.pk)
        another.pk, another.number, another.method = None, number, method
        another.save()
        Opening.objects.create(activity=another, opened_at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            page = alma.get(PAGE).content.decode()
        shown[number] = len(queries)
    assert all(f"{PAGE}{number}/close/" in page for number in range(1, 9))
    assert set(shown.values()) == {shown[2]}
    assert shown[2] <= STAFF_MOST
