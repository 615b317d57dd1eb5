"""A meeting is moved until it has begun, within the days of its activity, by those who may."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.methods.meeting.moving import call_off, move
from gehor.planning.models import Activity

PAGE = "/staff/d/skolan/meeting/2/move/"
TO = {"date": "2026-03-12", "starts": "17:00", "ends": "19:00", "place_sv": "Aulan", "reason_sv": "Matsalen målas."}
WHY = {"sv": "Matsalen målas."}


def test_a_meeting_is_moved_on_its_page_and_says_so_everywhere(meeting, signed_in, client):
    alma = signed_in("alma")
    assert f'href="{PAGE}"' in alma.get("/staff/d/skolan/meeting/2/registered/").text
    for wrong in ({"ends": "16:00"}, {"reason_sv": ""}):
        refused = alma.post(PAGE, {**TO, **wrong})
        assert refused.status_code == 422 and "Aulan" in refused.text
    assert alma.post(PAGE, TO).status_code == 303
    setup = Activity.objects.get(pk=meeting.pk).setup
    assert (setup["date"], setup["starts"], setup["place"], setup["tables"]) == (
        "2026-03-12", "17:00", {"sv": "Aulan"}, 3
    )  # fmt: skip
    page = client.get("/d/skolan/take-part/2/", headers={"accept-language": "sv"}).text
    assert "Aulan" in page and "Matsalen målas." in page and "18:00–20:30" in page, "where from, and why"


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
        move(meeting, actor=alma, to=to, reason=WHY)


def test_it_stands_once_it_has_begun(meeting, alma, tove):
    with pytest.raises(WrongPerson):
        move(meeting, actor=tove, to={"date": "2026-03-12"}, reason=WHY)
    with clock.at(dt.datetime(2026, 3, 2, 17, 0, tzinfo=dt.UTC)), pytest.raises(WrongMoment, match="held_already"):
        move(meeting, actor=alma, to={"date": "2026-03-12"}, reason=WHY)
    with clock.at(dt.datetime(2026, 3, 2, 17, 0, tzinfo=dt.UTC)), pytest.raises(WrongMoment, match="held_already"):
        call_off(meeting, actor=alma, reason=WHY)
