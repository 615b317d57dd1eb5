import datetime as dt

import pytest

from gehor.decision.actions import decide
from gehor.ground import clock
from gehor.ground.calendar.models import Meeting
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.ground.organisations.actions import dissolve_body, keep_body
from gehor.ground.organisations.models import Body
from gehor.ground.organisations.queries import bodies
from gehor.planning.models import Dialogue

MAY = dt.date(2026, 5, 1)
WORKBENCH = "/staff/d/skolan/"


@pytest.fixture
def successor(organisation):
    return Body.objects.create(organisation=organisation, name="Lärandenämnden")


def test_a_dissolved_body_can_be_chosen_until_its_last_day(organisation, board, successor, actors):
    dissolve_body(board, actor=actors["rut"], dissolved_on=MAY, successor=successor)
    assert board in bodies(organisation)
    with clock.at(dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)):
        assert list(bodies(organisation)) == [successor]
    keep_body(board, actor=actors["ada"])
    assert not Body.objects.get(pk=board.pk).is_dissolved(dt.date(2030, 1, 1))


@pytest.mark.parametrize("name", ["alma", "bo", "cilla", "farid"])
def test_only_the_house_dissolves_its_bodies(board, actors, name):
    with pytest.raises(WrongPerson):
        dissolve_body(board, actor=actors[name], dissolved_on=MAY)


def test_a_successor_is_another_body_that_is_there_then(board, successor, actors, other_organisation):
    theirs = Body.objects.create(organisation=other_organisation, name="Nämnden")
    for wrong in (board, theirs):
        with pytest.raises(WrongInput, match="no_such_successor"):
            dissolve_body(board, actor=actors["rut"], dissolved_on=MAY, successor=wrong)
    dissolve_body(successor, actor=actors["rut"], dissolved_on=dt.date(2026, 4, 1))
    with pytest.raises(WrongInput, match="successor_is_dissolved"):
        dissolve_body(board, actor=actors["rut"], dissolved_on=MAY, successor=successor)


def test_past_decisions_keep_the_name_and_no_new_one_is_taken(decided, board, actors, cilla, client):
    dissolve_body(board, actor=actors["rut"], dissolved_on=dt.date(2026, 6, 11))
    with clock.at(dt.datetime(2026, 6, 30, 9, tzinfo=dt.UTC)):
        assert board.name in client.get("/d/skolan/decision/").content.decode()
        finding = decided_finding(decided)
        with pytest.raises(WrongInput, match="body_is_dissolved"):
            decide(
                finding,
                actor=cilla,
                outcome="met",
                reason={"sv": "Ja."},
                body=board,
                decided_on=dt.date(2026, 6, 12),
                section="1",
                case_number="1",
            )


def decided_finding(dialogue):
    from gehor.analysis.models import Finding

    return Finding.objects.create(dialogue=dialogue, number=3, statement={"sv": "Mer."}, written_at=clock.now())


def test_a_dialogue_that_counts_on_it_asks_for_the_successor(
    signed_in, closed, board, successor, actors, django_assert_max_num_queries
):
    dissolve_body(board, actor=actors["rut"], dissolved_on=MAY, successor=successor)
    alma = signed_in("alma")
    page = alma.get(WORKBENCH, headers={"accept-language": "sv"}).content.decode()
    change = f"{WORKBENCH}change/deciding_body/"
    assert "Lärandenämnden" in page and change in page
    assert change in alma.get("/staff/").content.decode()
    with django_assert_max_num_queries(15):
        form = alma.get(change).context["form"]
    assert form["after"].value() in (successor, successor.pk)
    sent = {"after": successor.pk, "reason_sv": "Nämnden har upphört.", "seen": form["seen"].value()}
    assert alma.post(change, sent).status_code == 303
    assert Dialogue.objects.get(pk=closed.pk).deciding_body == successor
    assert change not in alma.get(WORKBENCH).content.decode()


def test_the_page_dissolves_and_takes_it_back(signed_in, board, successor, django_assert_max_num_queries):
    rut = signed_in("rut")
    address = f"/staff/o/alvsala/bodies/{board.pk}/dissolve/"
    with django_assert_max_num_queries(15):
        assert rut.get(address).status_code == 200
    assert rut.post(address, {"dissolved_on": "snart", "successor": successor.pk}).status_code == 422
    assert rut.post(address, {"dissolved_on": "2026-05-01", "successor": successor.pk}).status_code == 303
    assert "Lärandenämnden" in rut.get("/staff/o/alvsala/bodies/").content.decode()
    assert rut.post(address, {"keep": "yes"}).status_code == 303
    assert Body.objects.get(pk=board.pk).dissolved_on is None
    assert signed_in("alma").get(address).status_code == 403


def test_the_day_of_the_decision_is_chosen_among_the_coming_meetings(signed_in, closed, board):
    meeting = Meeting.objects.create(body=board, held_on=dt.date(2026, 6, 17), changed_at=clock.now())
    alma, address = signed_in("alma"), f"{WORKBENCH}change/decision_on/"
    form = alma.get(address).context["form"]
    sent = {"meeting": meeting.pk, "after": "2026-06-18", "reason_sv": "Flyttat.", "seen": form["seen"].value()}
    assert alma.post(address, sent).status_code == 422
    assert alma.post(address, {**sent, "meeting": "", "after": ""}).status_code == 422
    assert alma.post(address, {**sent, "after": ""}).status_code == 303
    assert Dialogue.objects.get(pk=closed.pk).decision_on == meeting.held_on


def test_a_meeting_before_the_dialogue_ends_is_warned_about(signed_in, opened, said, board, actors):
    from gehor.ground.calendar.actions import change_meeting

    said("Mer utemiljö.")
    meeting = Meeting.objects.create(body=board, held_on=dt.date(2026, 6, 10), changed_at=clock.now())
    change_meeting(meeting, actor=actors["alma"], held_on=dt.date(2026, 4, 15))
    page = signed_in("alma").get(WORKBENCH, headers={"accept-language": "sv"}).content.decode()
    assert "Sammanträdet kommer innan dialogen är slut" in page and "30 april 2026" in page
