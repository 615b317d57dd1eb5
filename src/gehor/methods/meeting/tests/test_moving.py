"""A meeting is moved until it has begun, within the days of its activity, by those who may."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.methods.meeting.moving import move
from gehor.planning.models import Activity

PAGE = "/staff/d/skolan/meeting/2/move/"
TO = {"date": "2026-03-12", "starts": "17:00", "ends": "19:00", "place_sv": "Aulan"}


def test_a_meeting_is_moved_on_its_page_and_says_so_everywhere(meeting, signed_in, client):
    alma = signed_in("alma")
    assert f'href="{PAGE}"' in alma.get("/staff/d/skolan/meeting/2/registered/").text
    wrong = alma.post(PAGE, {**TO, "ends": "16:00"})
    assert wrong.status_code == 422 and "Aulan" in wrong.text
    assert alma.post(PAGE, TO).status_code == 303
    setup = Activity.objects.get(pk=meeting.pk).setup
    assert (setup["date"], setup["starts"], setup["place"], setup["tables"]) == (
        "2026-03-12", "17:00", {"sv": "Aulan"}, 3
    )  # fmt: skip
    assert "Aulan" in client.get("/d/skolan/take-part/2/", headers={"accept-language": "sv"}).text


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ({"date": "2026-03-02"}, "moved_nowhere"),
        ({"date": "2026-03-01"}, "moved_to_the_past"),
        ({"date": "2026-05-01"}, "moved_outside"),
    ],
)
def test_where_it_cannot_go(meeting, alma, to, code):
    with pytest.raises(WrongInput, match=code):
        move(meeting, actor=alma, to=to)


def test_it_stands_once_it_has_begun(meeting, alma, tove):
    with pytest.raises(WrongPerson):
        move(meeting, actor=tove, to={"date": "2026-03-12"})
    with clock.at(dt.datetime(2026, 3, 2, 17, 0, tzinfo=dt.UTC)), pytest.raises(WrongMoment, match="held_already"):
        move(meeting, actor=alma, to={"date": "2026-03-12"})
