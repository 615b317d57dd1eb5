"""The political calendar above the time axis of the year's programme."""

import datetime as dt

import pytest

from gehor.ground.calendar.actions import add_meeting
from gehor.ground.organisations.models import Body

pytestmark = pytest.mark.django_db
PAGE = "/o/alvsala/programme/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def council(organisation):
    return Body.objects.create(pk=23, organisation=organisation, name="Kommunfullmäktige")


@pytest.fixture
def meetings(board, council, alma):
    """The board meets twice, the second time on the day that decides on the school; the council in another year too."""
    for body, day in (
        (board, dt.date(2026, 4, 1)),
        (board, dt.date(2026, 6, 10)),
        (council, dt.date(2026, 7, 1)),
        (council, dt.date(2027, 1, 1)),
    ):
        add_meeting(body, actor=alma, held_on=day)


def test_the_meetings_of_each_body_stand_above_the_axis(planned, meetings, client):
    timeline = client.get(PAGE).context["timeline"]
    [(name, rows)] = timeline.above
    assert str(name) == "When the political bodies meet"
    assert [(row.row.title["sv"], row.marks) for row in rows] == [
        ("Barn- och utbildningsnämnden", [("meeting", "25.00%"), ("decision", "44.17%")]),
        ("Kommunfullmäktige", [("meeting", "50.00%")]),
    ]


def test_the_table_beside_says_the_same(planned, meetings, client):
    page = client.get(PAGE, headers=ENGLISH).text
    assert "The meetings as a table" in page
    for day in ("2026-04-01", "2026-06-10", "2026-07-01"):
        assert f'datetime="{day}"' in page
    assert 'datetime="2027-01-01"' not in page
    assert page.index("When the political bodies meet") < page.index('class="months"') < page.index("/d/skolan/")


def test_a_year_with_meetings_alone_shows_them(organisation, meetings, client):
    page = client.get(f"{PAGE}?year=2027", headers=ENGLISH).text
    assert "Kommunfullmäktige" in page
    assert "No dialogue in 2027" in page


def test_without_meetings_nothing_is_said_of_them(planned, client):
    page = client.get(PAGE, headers=ENGLISH).text
    assert "political bodies meet" not in page
    assert "Meeting of a political body" not in page


def test_another_organisations_meetings_do_not_show(planned, client, other_organisation, actors):
    body = Body.objects.create(pk=24, organisation=other_organisation, name="Bortbys nämnd")
    add_meeting(body, actor=actors["farid"], held_on=dt.date(2026, 5, 1))
    assert "Bortbys nämnd" not in client.get(PAGE).text


def test_it_costs_one_query_more(planned, meetings, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert client.get(PAGE).status_code == 200
