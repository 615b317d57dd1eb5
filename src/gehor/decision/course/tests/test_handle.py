import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.analysis.models import Finding, SignOff
from gehor.decision.actions import decide
from gehor.decision.course.actions import handle
from gehor.decision.course.models import Handling
from gehor.ground import clock
from gehor.ground.calendar.models import Meeting
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.planning.retroactive.models import Earlier

HANDLE = "/staff/d/skolan/decide/meeting/"


@pytest.fixture
def meeting(board):
    return {"body": board, "held_on": dt.date(2026, 5, 20), "section": "§ 30", "came_to": "returned"}


def test_a_meeting_that_sends_a_matter_back_decides_nothing(analysed, first, second, cilla, meeting):
    rows = handle(analysed, [first, second], actor=cilla, **meeting, says={"sv": "Räkna på kostnaden."})
    assert [row.section for row in rows] == ["30", "30"]
    assert Handling.objects.count() == 2
    assert Entry.objects.filter(step="decision.handle").count() == 2
    assert "Räkna" not in str(list(Entry.objects.values_list("codes", flat=True)))


def test_the_registrar_may_note_it_too_and_nobody_else(analysed, first, actors, meeting):
    handle(analysed, [first], actor=actors["rut"], **meeting)
    for name in ("alma", "bo", "kim", "farid"):
        with pytest.raises(WrongPerson):
            handle(analysed, [first], actor=actors[name], **meeting)


def test_nothing_is_taken_up_before_the_sign_off(analysed, first, cilla, meeting):
    SignOff.objects.all().delete()
    with pytest.raises(NotYet):
        handle(analysed, [first], actor=cilla, **meeting)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"came_to": "decided"}, "unknown_way"),
        ({"held_on": dt.date(2026, 7, 1)}, "meeting_in_the_future"),
        ({"held_on": dt.date(2026, 1, 1)}, "meeting_before_closing"),
        ({"section": " "}, "text_missing"),
        ({"minutes_url": "javascript:alert(1)"}, "minutes_url_wrong"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(analysed, first, cilla, meeting, wrong, code):
    with pytest.raises(WrongInput) as refusal:
        handle(analysed, [first], actor=cilla, **{**meeting, **wrong})
    assert refusal.value.code == code and not Handling.objects.exists()


def test_meetings_come_in_their_order_and_the_decision_last(analysed, first, cilla, council, meeting, minutes):
    handle(analysed, [first], actor=cilla, **meeting)
    with pytest.raises(WrongInput, match="taken_up_that_day"):
        handle(analysed, [first], actor=cilla, **meeting)
    with pytest.raises(WrongInput, match="meeting_before_another"):
        handle(analysed, [first], actor=cilla, **{**meeting, "body": council, "held_on": dt.date(2026, 5, 19)})
    with pytest.raises(WrongInput, match="decided_before_taken_up"):
        decide(first, actor=cilla, **{**minutes, "decided_on": dt.date(2026, 5, 19)})
    decide(first, actor=cilla, **minutes)
    with pytest.raises(WrongInput, match="finding_is_decided"):
        handle(analysed, [first], actor=cilla, **{**meeting, "held_on": dt.date(2026, 6, 11)})


def test_what_was_noted_cannot_be_altered_even_in_the_database(analysed, first, cilla, meeting):
    handle(analysed, [first], actor=cilla, **meeting)
    for change in (lambda: Handling.objects.update(section="1"), lambda: Handling.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_meeting_is_chosen_from_the_calendar(signed_in, first, second, board, django_assert_max_num_queries):
    held = Meeting.objects.create(body=board, held_on=dt.date(2026, 5, 20), changed_at="2026-01-01T00:00Z")
    coming = Meeting.objects.create(body=board, held_on=dt.date(2026, 6, 24), changed_at="2026-01-01T00:00Z")
    cilla = signed_in("cilla")
    with django_assert_max_num_queries(15):
        page = cilla.get(HANDLE).content.decode()
    assert f'value="{held.pk}"' in page and f'value="{coming.pk}"' not in page
    typed = {"findings": [first.pk, second.pk], "meeting": held.pk, "came_to": "postponed", "section": "12"}
    assert cilla.post(HANDLE, typed)["Location"] == "/staff/d/skolan/decide/"
    assert set(Handling.objects.values_list("held_on", "body")) == {(held.held_on, board.pk)}
    public = cilla.get("/d/skolan/decision/", headers={"accept-language": "sv"}).content.decode()
    assert "uppskjuten" in public


def test_what_is_wrong_comes_back_with_everything_typed(signed_in, first):
    typed = {"findings": [first.pk], "came_to": "prepared", "section": "12", "says_sv": "Nämnden föreslår ja."}
    response = signed_in("cilla").post(HANDLE, typed)
    assert response.status_code == 422 and {"body", "held_on"} <= set(response.context["form"].errors)
    assert "Nämnden föreslår ja." in response.content.decode()
    assert signed_in("alma").get(HANDLE).status_code == 403


def test_what_was_held_earlier_may_have_been_taken_up_long_ago(analysed, first, cilla, alma, meeting):
    Earlier.objects.create(
        dialogue=analysed, held_to=dt.date(2013, 5, 1), brought_in_at=clock.now(), brought_in_by_id=alma.account_id
    )
    with pytest.raises(WrongInput, match="meeting_before_closing"):
        handle(analysed, [first], actor=cilla, **{**meeting, "held_on": dt.date(2013, 4, 1)})
    (row,) = handle(analysed, [first], actor=cilla, **{**meeting, "held_on": dt.date(2013, 6, 1)})
    assert row.held_on == dt.date(2013, 6, 1)


def test_of_many_findings_those_are_noted_whose_numbers_are_typed(
    analysed, board, signed_in, django_assert_max_num_queries
):
    Finding.objects.bulk_create(
        Finding(dialogue=analysed, number=number, statement={"sv": f"Slutsats {number}."}, written_at=clock.now())
        for number in range(3, 41)
    )
    cilla = signed_in("cilla")
    assert 'value="1–40"' in cilla.get(HANDLE).content.decode()
    typed = {"findings": "1–38, 40", "came_to": "prepared", "body": board.pk, "held_on": "2026-05-20", "section": "3"}
    with django_assert_max_num_queries(40):
        assert cilla.post(HANDLE, typed).status_code == 303
    assert Handling.objects.count() == 39
    assert cilla.post(HANDLE, {**typed, "held_on": "2026-05-21", "findings": "1–41"}).status_code == 422
