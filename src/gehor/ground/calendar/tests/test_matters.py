import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.calendar.actions import add_matter, remove_matter
from gehor.ground.calendar.models import Matter, Meeting
from gehor.ground.calendar.reading import read_file
from gehor.ground.errors import WrongInput, WrongPerson

CALENDAR = "/staff/o/alvsala/calendar/"
TABLE = (
    "Organ;Datum;Plats;Diarienummer;Ärende\n"
    "Barn- och utbildningsnämnden;2026-05-06;Rådhuset;BUN 2026/17;Skolplan\n"
    "Barn- och utbildningsnämnden;2026-05-06;Rådhuset;BUN 2026/20;Budget\n"
)


@pytest.fixture
def meeting(board):
    row = Meeting.objects.create(body=board, held_on=dt.date(2026, 5, 6), changed_at=clock.now(), place="Rådhuset")
    return Meeting.objects.select_related("body__organisation").get(pk=row.pk)


def test_a_matter_leads_from_the_public_calendar_to_its_dialogue(
    meeting, planned, actors, client, django_assert_max_num_queries
):
    add_matter(meeting, actor=actors["rut"], case_number=" BUN 2026/17 ", title="Skolplan")
    with django_assert_max_num_queries(8):
        page = client.get("/o/alvsala/calendar/").content.decode()
    assert "BUN 2026/17 Skolplan" in page and "/d/skolan/" in page
    feed = client.get("/o/alvsala/calendar.ics").content.decode()
    assert "BUN 2026/17 Skolplan" in feed and "SEQUENCE:1" in feed


def test_a_case_number_stands_once_and_can_be_taken_off(meeting, actors):
    matter = add_matter(meeting, actor=actors["alma"], case_number="BUN 1", title="Skolplan")
    with pytest.raises(WrongInput, match="matter_stands_there"):
        add_matter(meeting, actor=actors["alma"], case_number="BUN 1", title="Annat")
    with pytest.raises(WrongPerson):
        remove_matter(matter, actor=actors["farid"])
    remove_matter(matter, actor=actors["alma"])
    assert not Matter.objects.exists()


def test_rows_of_one_meeting_in_a_table_are_its_agenda():
    (row,) = read_file(TABLE.encode()).rows
    assert row.matters == (("BUN 2026/17", "Skolplan"), ("BUN 2026/20", "Budget"))
    half = read_file(TABLE.replace(";Budget", ";").encode())
    assert [(each.number, each.code) for each in half.problems] == [(3, "matter_half")]
    twice = read_file(b"Organ;Datum\nA;2026-05-06\nA;2026-05-06\n")
    assert len(twice.rows) == 2  # without matters it is the same meeting twice, which is refused as before


def test_an_agenda_is_brought_in_by_file_and_adds_to_what_stands(signed_in, meeting, actors):
    from django.core.files.uploadedfile import SimpleUploadedFile

    rut = signed_in("rut")
    for _time in range(2):  # the second time it is as before
        file = SimpleUploadedFile("moten.csv", TABLE.encode())
        seen = rut.post(f"{CALENDAR}import/", {"file": file}).context["seal"]
        assert rut.post(f"{CALENDAR}import/", {"seen": seen}).status_code == 303
    assert sorted(Matter.objects.values_list("case_number", flat=True)) == ["BUN 2026/17", "BUN 2026/20"]
    assert Meeting.objects.get().version == 1


def test_the_agenda_page(signed_in, meeting, django_assert_max_num_queries):
    rut, address = signed_in("rut"), f"{CALENDAR}{meeting.pk}/matters/"
    with django_assert_max_num_queries(15):
        assert rut.get(address).status_code == 200
    wrong = rut.post(address, {"case_number": "", "title": "Skolplan"})
    assert wrong.status_code == 422 and 'value="Skolplan"' in wrong.content.decode()
    assert rut.post(address, {"case_number": "BUN 1", "title": "Skolplan"}).status_code == 303
    assert rut.post(address, {"remove": Matter.objects.get().pk}).status_code == 303
    assert not Matter.objects.exists() and signed_in("bo").get(address).status_code == 403
