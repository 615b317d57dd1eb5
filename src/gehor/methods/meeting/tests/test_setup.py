"""What the lead settles about a meeting."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.methods.meeting.forms import SetupForm
from gehor.methods.meeting.method import METHOD
from gehor.participation.models import Opening
from gehor.planning.actions import choose_method, settle_setup
from gehor.planning.models import Activity, Dialogue
from gehor.planning.parts import last_day

from .conftest import SETUP, make_meeting

GOOD = {
    "date": "2026-03-10",
    "starts": "18:00",
    "ends": "20:30",
    "place_sv": "Matsalen, Norrgärdeskolan",
    "how_to_come_sv": "Buss 3",
    "tables": "6",
    "questions_sv": "Vad är bra?\n\n Vad saknas? ",
}


def test_a_setup_is_kept_as_plain_data() -> None:
    form = SetupForm(GOOD, source="sv")
    assert form.is_valid(), form.errors
    assert json.loads(json.dumps(form.cleaned_data)) == {
        "date": "2026-03-10",
        "starts": "18:00",
        "ends": "20:30",
        "place": {"sv": "Matsalen, Norrgärdeskolan"},
        "how_to_come": {"sv": "Buss 3"},
        "agenda": {},
        "registers": False,
        "capacity": None,
        "registers_until": "",
        "tables": 6,
        "questions": {"sv": "Vad är bra?\nVad saknas?"},
    }


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"date": "i morgon"}, "date"),
        ({"ends": "17:00"}, "ends"),
        ({"starts": "kl sex"}, "starts"),
        ({"place_sv": ""}, "place"),
        ({"tables": "0"}, "tables"),
        ({"tables": "61"}, "tables"),
        ({"questions_sv": "a\nb", "questions_en": "a"}, "questions"),
        ({"questions_sv": "\n".join("abcdefghijk")}, "questions"),
    ],
)
def test_nonsense_is_said_at_its_field(fields: dict[str, str], wrong: str) -> None:
    form = SetupForm({**GOOD, **fields}, source="sv")
    assert set(form.errors) == {wrong}


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("0", "sv", "Skriv ett tal som är minst 1."),
        ("1000000", "en", "Write a number that is at most "),
        ("många", "sv", "Skriv ett heltal med siffror, till exempel 40."),
        ("12.5", "en", "Write a whole number in figures, such as 40."),
    ],
)
def test_what_is_wrong_with_a_number_is_said_in_our_words(typed: str, language: str, words: str) -> None:
    with translation.override(language):
        (said,) = SetupForm({**GOOD, "capacity": typed}, source="sv").errors["capacity"]
    assert said.startswith(words)


def test_people_meet_on_a_day_when_it_is_open(planned: Dialogue, alma: Actor) -> None:
    found, late = make_meeting(planned, 2), {**SETUP, "date": "2026-05-01"}
    given: dict[str, Any] = {"title": {"sv": "Möte"}, "introduction": {}, "level": "involve", "setup": late}
    days = {"begins_on": found.begins_on, "ends_on": found.ends_on}
    with pytest.raises(WrongInput, match="held_outside_its_days"):
        choose_method(planned, actor=alma, method="meeting", **given, **days)
    with pytest.raises(WrongInput, match="held_outside_its_days"):
        settle_setup(found, actor=alma, setup=late)
    found.setup = {**SETUP, "date": "2026-03-20"}
    with pytest.raises(WrongInput, match="held_outside_its_days"):
        last_day(found, dt.date(2026, 3, 19), field="after")
    assert last_day(found, dt.date(2026, 3, 20), field="after")


def test_a_row_of_the_result_is_called_by_its_question_or_its_table() -> None:
    setup = {"questions": {"sv": "Vad är bra?"}}
    assert METHOD.result_label(setup, "round-1", "sv") == "Vad är bra?"
    assert METHOD.result_label({}, "table-3", "en") == "Table 3"
    assert METHOD.result_label({}, "", "en") == "Not at any table"


def test_the_day_and_the_hours_of_a_meeting_stand_wherever_it_is_named(meeting: Activity, client: Client) -> None:
    for address in ("/d/skolan/", "/d/skolan/take-part/"):
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert "2 March 2026" in page and "18:00–20:30" in page, address
        assert 'href="/d/skolan/take-part/2/"' in page, address
    assert "Matsalen, Norrgärdeskolan" in page


def test_the_plan_leads_to_the_meeting_also_when_it_is_over(meeting: Activity, signed_in: Any) -> None:
    Opening.objects.filter(activity=meeting).update(closed_at=clock.now())
    page = signed_in("alma").get("/staff/d/skolan/").content.decode()
    assert '<a href="/staff/d/skolan/meeting/2/registered/">Work with the meeting</a>' in page


def test_a_meeting_without_a_day_has_the_days_of_its_activity() -> None:
    assert METHOD.occasion({**SETUP, "date": ""}) is None
