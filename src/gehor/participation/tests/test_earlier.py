"""Contributions of a dialogue that was held elsewhere earlier: told, imported, undone; and open for nobody."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.keeping import NewContact
from gehor.ground.people.models import Contact
from gehor.participation.actions import enter, import_contributions, undo_import
from gehor.participation.models import Contribution, Import, Opening
from gehor.participation.reading import Row
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.planning.retroactive.actions import bring_in
from gehor.planning.retroactive.held import Held, add_held, change_held, remove_held
from gehor.process.stages import Stage, stage
from gehor.process.words import Channel

HELD = Held(
    "meeting", {"sv": "Öppet möte"}, dt.date(2013, 3, 1), dt.date(2013, 5, 30), place={"sv": "Folkets hus i Lund"}
)
ROWS = [Row(2, "Svara i telefon", channel="meeting", received=dt.date(2013, 3, 4)), Row(3, "Fler tider på kvällen")]
FORM = {
    "method": "meeting",
    "title_sv": "Öppet möte",
    "begins_on": "2013-03-01",
    "ends_on": "2013-03-01",
    "place_sv": "Folkets hus i Lund",
}


@pytest.fixture
def earlier(alma: Any, organisation: Any) -> Dialogue:
    said = {"title": {"sv": "Vård för unga vuxna"}, "question": {"sv": "Vad behöver bli bättre?"}}
    bring_in(organisation, actor=alma, source_language="sv", slug="psykiatrin", **said)
    return planning.public_dialogue("psykiatrin")


@pytest.fixture
def held(earlier: Dialogue, alma: Any) -> Activity:
    return add_held(earlier, actor=alma, held=HELD)


def bring(held: Activity, actor: Any, rows: list[Row] = ROWS) -> Import:
    return import_contributions(
        held, actor=actor, rows=rows, file_name="svar.csv", file_hash="a" * 64, mapping={"text": "Svar"}
    )


# What was held


def test_what_was_held_is_told_with_its_place_and_claims_no_level(held: Activity) -> None:
    assert (held.number, held.level, held.setup["place"]) == (1, "", {"sv": "Folkets hus i Lund"})
    page = Client().get("/d/psykiatrin/").content.decode()
    assert "Öppet möte" in page and "Folkets hus i Lund" in page


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ends_on": dt.date(2026, 3, 3)}, "earlier_in_the_future"),
        ({"ends_on": dt.date(2013, 2, 1)}, "earlier_ends_before_it_began"),
        ({"method": "seance"}, "unknown_method"),
        ({"title": {}}, "text_missing"),
    ],
)
def test_what_cannot_have_been_is_refused(earlier: Dialogue, alma: Any, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        add_held(earlier, actor=alma, held=dataclasses.replace(HELD, **wrong))
    assert refusal.value.code == code
    assert not Activity.objects.exists()


def test_only_an_earlier_dialogue_has_such_activities(
    planned: Dialogue, alma: Any, tove: Any, earlier: Dialogue
) -> None:
    with pytest.raises(NotYet) as refusal:
        add_held(planned, actor=alma, held=HELD)
    assert refusal.value.missing == ("held_earlier",)
    with pytest.raises(WrongPerson):
        add_held(earlier, actor=tove, held=HELD)


def test_its_days_stand_when_something_is_dated_by_them(held: Activity, alma: Any) -> None:
    change_held(held, actor=alma, held=dataclasses.replace(HELD, begins_on=dt.date(2013, 3, 2)))
    bring(held, alma)
    change_held(held, actor=alma, held=dataclasses.replace(HELD, begins_on=dt.date(2013, 3, 2), place={}))
    with pytest.raises(WrongInput) as refusal:
        change_held(held, actor=alma, held=HELD)
    assert refusal.value.code == "held_days_stand"
    with pytest.raises(WrongMoment) as kept:
        remove_held(held, actor=alma)
    assert kept.value.code == "held_has_contributions"


# What people said there


def test_contributions_come_with_the_days_and_channels_of_that_time(held: Activity, alma: Any) -> None:
    bring(held, alma)
    first, second = Contribution.objects.order_by("values__row")
    days = [timezone.localdate(each.received_at) for each in (first, second)]
    assert days == [dt.date(2013, 3, 4), dt.date(2013, 5, 30)]  # what does not say came when it ended
    assert [first.channel, second.channel] == ["meeting", "import"]
    opening = Opening.objects.get()
    assert [timezone.localdate(at) for at in (opening.opened_at, opening.closed_at)] == [HELD.begins_on, HELD.ends_on]
    held_facts = planning.facts_known(held.dialogue)
    assert (held_facts.contributions, held_facts.open_now, stage(held_facts)) == (2, 0, Stage.ANALYSIS)


@pytest.mark.both
def test_the_database_lets_nothing_in_beside_an_import(held: Activity, alma: Any, said: Any) -> None:
    for _ in range(2):
        with pytest.raises(DatabaseError), transaction.atomic():
            said("Vid sidan om", activity=held)
        if not Import.objects.exists():
            bring(held, alma)
    assert Contribution.objects.count() == 2


def test_nobody_can_take_part_in_it_now(held: Activity, alma: Any, send: Any) -> None:
    bring(held, alma)
    for address in ("/d/psykiatrin/take-part/", "/d/psykiatrin/take-part/1/"):
        assert Client().get(address)["Location"] == "/d/psykiatrin/"
    assert Client().get("/d/psykiatrin/take-part/1/paper/").status_code == 404
    with pytest.raises(WrongMoment):
        send(activity=held)


def test_no_address_is_brought_in(held: Activity, alma: Any) -> None:
    with pytest.raises(WrongInput) as refusal:
        bring(held, alma, [Row(2, "Svara i telefon", email="dana@example.org")])
    assert refusal.value.code == "no_addresses_from_earlier"
    assert not (Contact.objects.exists() or Import.objects.exists() or Opening.objects.filter(closed_at=None).exists())


def test_an_import_is_undone_though_nothing_is_open(held: Activity, alma: Any) -> None:
    undo_import(bring(held, alma), actor=alma)
    assert not Contribution.objects.exists()
    bring(held, alma)
    assert Contribution.objects.count() == 2


def test_what_was_said_then_is_typed_in_one_by_one(held: Activity, alma: Any, signed_in: Any) -> None:
    desk, address = signed_in("alma"), "/staff/d/psykiatrin/enter/1/"
    assert address in desk.get("/staff/d/psykiatrin/openings/").content.decode()
    typed = {
        "channel": "meeting",
        "received_on": "2013-04-02",
        "language": "sv",
        "text": "Svara i telefon",
        "submission": str(uuid.uuid4()),
    }
    wrong = desk.post(address, {**typed, "received_on": "2014-01-01"})
    assert wrong.status_code == 422 and "Svara i telefon" in wrong.content.decode()
    for _ in range(2):  # a button that is pressed twice
        assert desk.post(address, typed).status_code == 303
    assert desk.post(address, {**typed, "text": "Fler tider"}).status_code == 422
    said = Contribution.objects.get()
    assert (timezone.localdate(said.received_at), said.channel) == (dt.date(2013, 4, 2), "meeting")
    opening = Opening.objects.get()
    assert [timezone.localdate(at) for at in (opening.opened_at, opening.closed_at)] == [HELD.begins_on, HELD.ends_on]
    assert desk.post(f"{address}{said.reference}/", {"text": "Svara på natten"}).status_code == 303
    contact = NewContact("dana@example.org", Contact.Kind.EMAIL, "", "sv")
    with pytest.raises(WrongInput) as refusal:
        enter(
            held, actor=alma, submission=uuid.uuid4(), channel=Channel.MEETING, text="x", language="sv", contact=contact
        )
    assert refusal.value.code == "no_addresses_from_earlier"


# In the browser's words


def test_a_lead_adds_it_and_brings_in_a_file(earlier: Dialogue, signed_in: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    alma = signed_in("alma")
    wrong = alma.post("/staff/d/psykiatrin/held/add/", {**FORM, "ends_on": "2031-01-01"})
    assert wrong.status_code == 422
    assert 'value="2031-01-01"' in wrong.content.decode() and "Folkets hus i Lund" in wrong.content.decode()
    assert alma.post("/staff/d/psykiatrin/held/add/", FORM)["Location"] == "/staff/d/psykiatrin/openings/"
    file = SimpleUploadedFile(
        "svar.csv", b"Synpunkt;Datum;E-post\nSvara i telefon;2031-03-01;\nFler;2013-04-02;a@b.se\n"
    )
    page = alma.get(alma.post("/staff/d/psykiatrin/import/1/", {"file": file})["Location"], HTTP_ACCEPT_LANGUAGE="en")
    assert "email" not in page.context["form"].fields
    assert [problem.code for problem, _ in page.context["hints"]] == ["date_outside"]
    assert [each["channel"] for each in page.context["rows"]] == ["meeting"]
    sent = {**dict(page.context["sent"]), "file_hash": page.context["upload"].hash}
    assert alma.post(page.request["PATH_INFO"], sent).status_code == 303
    listed = alma.get("/staff/d/psykiatrin/openings/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Activities that were held" in listed and "Open it" not in listed


def test_staff_pages_ask_little(held: Activity, alma: Any, signed_in: Any, django_assert_max_num_queries: Any) -> None:
    bring(held, alma)
    desk = signed_in("alma")
    for address in ("openings/", "held/add/", "held/1/", "held/1/remove/", "import/1/", "enter/1/"):
        with django_assert_max_num_queries(15):
            assert desk.get(f"/staff/d/psykiatrin/{address}").status_code == 200
