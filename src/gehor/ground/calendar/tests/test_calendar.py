"""The calendar of decisions: who keeps it, what is refused, files in and out."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar
from openpyxl import Workbook

from gehor.ground.calendar import actions
from gehor.ground.calendar.models import Meeting, Move
from gehor.ground.calendar.proposals import look
from gehor.ground.calendar.queries import whereabouts
from gehor.ground.calendar.reading import read_file
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Body

LIST = "/staff/o/alvsala/calendar/"
NEW = "/staff/o/alvsala/calendar/new/"
FILE = "/staff/o/alvsala/calendar/import/"
FEED = "/o/alvsala/calendar.ics"
JUNE = dt.date(2026, 6, 10)
MAY = dt.date(2026, 5, 6)


def add(board, actor, **given):
    return actions.add_meeting(board, actor=actor, **{"held_on": JUNE, **given})


def refused(error, action, *args, **kwargs):
    with pytest.raises(error) as refusal:
        action(*args, **kwargs)
    return refusal.value


def event(*lines):
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def ics(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//SV", *events, "END:VCALENDAR", ""]).encode()


@pytest.fixture
def meeting(board, alma):
    return add(board, alma, starts_at=dt.time(18, 0), place="Stadshuset")


# One meeting


@pytest.mark.parametrize("name", ["alma", "kim", "rut", "ada"])
def test_those_who_plan_and_register_keep_the_calendar(board, actors, name):
    made = add(board, actors[name])
    assert made.documents_due == dt.date(2026, 5, 31)
    assert Entry.objects.get().codes == {"body": board.pk, "held_on": "2026-06-10"}


@pytest.mark.parametrize("name", ["bo", "cilla", "tove", "farid"])
def test_others_do_not(board, actors, name):
    refused(WrongPerson, add, board, actors[name])
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"held_on": None}, "text_missing", "held_on"),
        ({"held_on": dt.date(1066, 10, 14)}, "year_out_of_reach", "held_on"),
        ({"agenda_deadline": dt.date(2026, 6, 11)}, "documents_after_meeting", "agenda_deadline"),
        ({"place": "å" * 201}, "text_too_long", "place"),
        ({"note": "a\x00b"}, "null_character", "note"),
    ],
)
def test_what_cannot_be_a_meeting_is_refused(board, alma, given, code, field):
    refusal = refused(WrongInput, add, board, alma, **given)
    assert (refusal.code, refusal.params["field"]) == (code, field)


def test_a_body_meets_once_a_day(board, alma, meeting):
    assert refused(WrongInput, add, board, alma).code == "body_meets_that_day"


def test_a_moved_meeting_is_found_from_its_former_day(board, alma, meeting):
    actions.change_meeting(meeting, actor=alma, held_on=JUNE + dt.timedelta(days=7))
    assert Move.objects.get().was_on == JUNE
    assert whereabouts(board, JUNE).moved_to == meeting
    assert whereabouts(board, JUNE + dt.timedelta(days=7)).meeting == meeting
    assert whereabouts(board, JUNE + dt.timedelta(days=1)).is_missing


def test_a_change_is_refused_as_a_new_one_is(board, alma, meeting):
    add(board, alma, held_on=MAY)
    refusal = refused(WrongInput, actions.change_meeting, meeting, actor=alma, held_on=MAY)
    assert refusal.code == "body_meets_that_day"
    assert Meeting.objects.get(pk=meeting.pk).held_on == JUNE


def test_a_removed_meeting_is_neither_changed_nor_removed_again(alma, meeting):
    actions.remove_meeting(meeting, actor=alma)
    gone = Meeting(pk=991, body=meeting.body, held_on=JUNE)
    assert refused(WrongMoment, actions.remove_meeting, gone, actor=alma).code == "meeting_is_gone"
    assert refused(WrongMoment, actions.change_meeting, gone, actor=alma, held_on=JUNE).code == "meeting_is_gone"


# Files that are read

TABLE = (
    "Organ;Datum;Tid;Plats;Sista dag för handlingar\n"
    "Barn- och utbildningsnämnden;2026-05-06;kl. 18.00;Sal Å;2026-04-27\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_in_the_character_sets_of_excel(encoding):
    (row,) = read_file(TABLE.encode(encoding)).rows
    assert (row.number, row.held_on, row.starts_at, row.place) == (2, MAY, dt.time(18, 0), "Sal Å")
    assert row.agenda_deadline == dt.date(2026, 4, 27)


def test_a_workbook_is_read_as_a_table_is():
    book = Workbook()
    for row in (("Organ", "Datum", "Tid"), ("KF", dt.date(2026, 5, 6), "18:00"), ("KF", dt.date(2026, 6, 10))):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    assert [(row.number, row.held_on) for row in read_file(kept.getvalue()).rows] == [(2, MAY), (3, JUNE)]


def test_a_row_may_end_early_but_not_late():
    file = read_file(b"Date;Body;Place\n2026-05-06;KF\n2026-05-07;KF;Sal A;Sal B\n")
    assert [row.number for row in file.rows] == [2]
    assert [(each.number, each.code) for each in file.problems] == [(3, "row_too_long")]


@pytest.mark.parametrize(
    "written", ["2026-05-06", "20260506", "6.5.2026", "6 maj 2026", "2026/05/06", "2026-05-06 18:00"]
)
def test_days_are_read_as_people_write_them(written):
    assert read_file(f"date\n{written}\n".encode()).rows[0].held_on == MAY


def test_every_faulty_row_is_said_by_its_number():
    table = "Date,Time\n2026-05-06,18:00\n5/6/2026,\nimorgon,\n,18:00\n2026-02-30,\n2026-05-07,25:00\n"
    file = read_file(table.encode())
    assert [(each.number, each.code) for each in file.problems] == [
        (3, "day_ambiguous"),
        (4, "day_unreadable"),
        (5, "day_missing"),
        (6, "day_unreadable"),
        (7, "time_unreadable"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"  \n", "file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_is_picture"),
        (b"Organ;Plats\nKF;Sal A\n", "no_column_of_days"),
        (b"Date\n", "no_rows"),
        (b'Date\n"2026-05-06\n', "quote_not_closed"),
        (b"Date\n" + b"2026-05-06\n" * 501, "too_many_meetings"),
        (b"x" * (2 * 1024 * 1024 + 1), "file_too_big"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "calendar_cut_off"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "calendar_cut_off"),
        (ics(), "no_meeting_in_file"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_words(data, code):
    assert refused(WrongInput, read_file, data).code == code


def test_events_are_read_with_their_time_zones_and_folded_lines():
    zone = "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
    zone += "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
    zone += "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    zone += "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE"
    file = read_file(
        ics(
            zone,
            event("UID:a", "DTSTART;VALUE=DATE:20260506", "SUMMARY:KF\\, sammanträde", "DESCRIPTION:Rad 1\\nRad 2"),
            event("UID:b", "DTSTART:20260610T160000Z", "SUMMARY:Barn- och utbildnings\r\n nämnden"),
            event("UID:c", "DTSTART;TZID=W. Europe Standard Time:20260611T180000", "SUMMARY:KS"),
            event("UID:d", "DTSTART:20260612T180000", "SUMMARY:KS"),
            event("UID:e", "DTSTART:20260613T180000", "STATUS:CANCELLED", "SUMMARY:KS"),
        )
    )
    assert not file.problems
    assert [(row.held_on.day, row.starts_at and row.starts_at.hour) for row in file.rows] == [
        (6, None),
        (10, 18),
        (11, 18),
        (12, 18),
    ]
    assert (file.rows[0].body, file.rows[0].note) == ("KF, sammanträde", "Rad 1\nRad 2")
    assert file.rows[1].body == "Barn- och utbildningsnämnden"
    assert file.skipped == (5,)


def test_every_faulty_event_is_said_by_its_number():
    file = read_file(
        ics(
            event("UID:a", "SUMMARY:Utan dag"),
            event("UID:b", "DTSTART:imorgon", "SUMMARY:Konstig"),
            event("UID:c", "DTSTART;VALUE=DATE:20260506", "RRULE:FREQ=MONTHLY", "SUMMARY:Varje månad"),
        )
    )
    assert [(each.number, each.code) for each in file.problems] == [
        (1, "event_without_day"),
        (2, "event_without_day"),
        (3, "meeting_repeats"),
    ]


def test_what_does_not_fit_the_organisation_is_said_row_by_row(organisation, board):
    table = "Organ;Datum;Handlingar\nRegionstyrelsen;2026-05-06;\n;2026-05-07;\n"
    table += "Barn- och utbildningsnämnden;2026-05-08;2026-05-09\nBarn- och utbildningsnämnden;2026-05-10;\n"
    table += "Barn- och utbildningsnämnden;2026-05-10;\n"
    seen = look(organisation, read_file(table.encode()).rows)
    assert [(each.number, each.code) for each in seen.problems] == [
        (2, "unknown_body"),
        (3, "row_without_body"),
        (4, "documents_after_meeting"),
        (6, "meeting_twice_in_file"),
    ]


# Files that are brought in


def bring(organisation, actor, data, body=None):
    seen = look(organisation, read_file(data).rows, body=body)
    rows = [(each.body, each.row) for each in seen.proposals]
    return actions.import_meetings(organisation, actor=actor, rows=rows, file_hash="f" * 64)


def test_the_same_event_is_recognised_and_moved(organisation, board, alma):
    before = ics(event("UID:a", "DTSTART;VALUE=DATE:20260506", "SUMMARY:Barn- och utbildningsnämnden"))
    after = before.replace(b"20260506", b"20260513")
    assert bring(organisation, alma, before).new == 1
    assert bring(organisation, alma, before).same == 1
    assert bring(organisation, alma, after).moved == 1
    assert Meeting.objects.get().held_on == dt.date(2026, 5, 13)
    assert whereabouts(board, MAY).moved_to == Meeting.objects.get()


def test_a_file_is_brought_in_whole_or_not_at_all(organisation, board, alma):
    (row,) = read_file(b"Date\n2026-05-06\n").rows
    refusal = refused(
        WrongInput,
        actions.import_meetings,
        organisation,
        actor=alma,
        rows=[(board, row), (board, row)],
        file_hash="f",
    )
    assert refusal.code == "rows_no_longer_fit"
    assert not Meeting.objects.exists()


def test_nobody_brings_meetings_into_another_house(organisation, other_organisation, alma, farid):
    theirs = Body.objects.create(organisation=other_organisation, name="Kommunstyrelsen")
    (row,) = read_file(b"Date\n2026-05-06\n").rows
    given = {"rows": [(theirs, row)], "file_hash": "f"}
    assert refused(WrongInput, actions.import_meetings, organisation, actor=alma, **given).code == (
        "body_of_another_organisation"
    )
    refused(WrongPerson, actions.import_meetings, organisation, actor=farid, **given)


# Pages


def test_the_list_shows_the_coming_meetings_first(board, alma, meeting, signed_in, django_assert_max_num_queries):
    add(board, alma, held_on=dt.date(2026, 2, 4), place="Förra salen")
    browser = signed_in("kim")
    with django_assert_max_num_queries(15):
        page = browser.get(LIST)
    assert "Stadshuset" in page.text and "Förra salen" not in page.text
    assert "Förra salen" in browser.get(f"{LIST}?when=earlier").text
    assert "Stadshuset" in browser.get(f"{LIST}?body={board.pk}").text
    assert browser.get(f"{LIST}?body=x&page=y&when=z").status_code == 200


@pytest.mark.parametrize("name", ["bo", "farid"])
def test_the_pages_are_closed_to_others(meeting, signed_in, name):
    for address in (LIST, NEW, FILE, f"{LIST}{meeting.pk}/", f"{LIST}{meeting.pk}/remove/"):
        assert signed_in(name).get(address).status_code == 403


def test_a_meeting_is_added_changed_and_removed(organisation, board, signed_in):
    browser = signed_in("alma")
    given = {"body": board.pk, "held_on": "2026-06-10", "starts_at": "18:00"}
    assert browser.post(NEW, given)["Location"] == LIST
    made = Meeting.objects.get()
    answer = browser.post(f"{LIST}{made.pk}/", {"held_on": "2026-06-17"})
    assert (answer.status_code, Meeting.objects.get().held_on.day) == (303, 17)
    assert browser.post(f"{LIST}{made.pk}/remove/").status_code == 303
    assert browser.get(f"{LIST}{made.pk}/").status_code == 404


def test_a_refused_meeting_keeps_what_was_typed(board, meeting, signed_in):
    given = {"body": board.pk, "held_on": "2026-06-10", "place": "Ett annat rum"}
    answer = signed_in("alma").post(NEW, given)
    assert answer.status_code == 422
    assert "Ett annat rum" in answer.text


def upload(browser, data, **given):
    return browser.post(FILE, {"file": SimpleUploadedFile("kalender.csv", data), **given})


def test_a_file_is_looked_at_and_then_brought_in(board, signed_in):
    browser = signed_in("alma")
    preview = upload(browser, TABLE.encode())
    assert preview.status_code == 200 and "Sal Å" in preview.text
    assert not Meeting.objects.exists()
    answer = browser.post(FILE, {"seen": preview.context["seal"]})
    assert answer["Location"] == LIST
    assert Meeting.objects.get().agenda_deadline == dt.date(2026, 4, 27)


def test_a_file_with_faults_lists_them_and_offers_nothing(board, signed_in):
    answer = upload(signed_in("alma"), b"Organ;Datum\nKF;imorgon\nKF;2026-05-06\n")
    assert answer.status_code == 422
    assert "imorgon" in answer.text
    assert not answer.context["seal"]


@pytest.mark.parametrize("seal", ["", "x", "eyJhIjoxfQ:1abc:zzz"])
def test_a_preview_that_was_changed_on_the_way_is_refused(board, signed_in, seal):
    assert signed_in("alma").post(FILE, {"seen": seal}).status_code == 422


def test_the_feed_is_read_back_as_it_was_written(
    organisation, board, alma, meeting, client, django_assert_max_num_queries
):
    add(board, alma, held_on=MAY, agenda_deadline=dt.date(2026, 4, 20), note="Sänds; se webben,\nkanal 2" + "å" * 80)
    with django_assert_max_num_queries(8):
        answer = client.get(FEED)
    assert answer["Content-Type"].startswith("text/calendar")
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    first, second = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (first.decoded("DTSTART"), second.decoded("DTSTART")) == (MAY, dt.datetime(2026, 6, 10, 16, tzinfo=dt.UTC))
    assert all(each["DTSTAMP"] and each["UID"] and each["SUMMARY"] == board.name for each in (first, second))
    seen = look(organisation, read_file(answer.content).rows)
    assert [each.does for each in seen.proposals] == ["same", "same"]


def test_an_unknown_organisation_has_no_feed(client, db):
    assert client.get("/o/ingen/calendar.ics").status_code == 404
