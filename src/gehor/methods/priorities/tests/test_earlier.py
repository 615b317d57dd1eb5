"""Choosing among the categories of an earlier activity, which are frozen at the opening."""

import pytest

from gehor.ground.errors import WrongMoment
from gehor.methods.priorities.forms import SetupForm
from gehor.participation.actions import open_participation
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.queries import said, version
from gehor.participation.ballots.results import result
from gehor.participation.ballots.rules import Filled
from gehor.planning.models import Activity

pytestmark = pytest.mark.django_db
FORM = "/d/skolan/take-part/2/"
SETUP = {"way": "rank", "options": {}, "earlier": 1, "points": 10, "most": 0}


@pytest.fixture
def second(planned, activity):
    """A second activity that weighs what the first one found: Mat and Skolgård."""
    activity.setup = {"categories": {"sv": "Mat\nSkolgård", "en": "Food\nYard"}, "attachments": False}
    activity.save()
    activity.pk, activity.number, activity.method, activity.setup = None, 2, "priorities", SETUP
    activity.save(force_insert=True)
    return activity


def test_the_setup_offers_the_activities_that_have_categories(planned, second):
    form = SetupForm({"way": "rank", "options_sv": "", "earlier": "1", "points": "", "most": ""}, source="sv")
    form.know(planned)
    assert [number for number, _ in form.fields["earlier"].choices] == ["", 1]
    assert form.is_valid(), form.errors
    assert {name: form.cleaned_data[name] for name in SETUP} == SETUP


def test_a_setup_that_is_opened_and_saved_unchanged_stays_as_it_was(planned, second):
    opened = SetupForm(source="sv", initial=dict(SETUP))
    opened.know(planned)
    shown = {
        field.html_name: "" if field.value() is None else str(field.value())
        for field in opened
        if field.name != "options"
    }
    saved = SetupForm({**shown, "options_sv": ""}, source="sv", initial=dict(SETUP))
    saved.know(planned)
    assert shown["most"] == ""
    assert saved.is_valid(), saved.errors
    assert {name: saved.cleaned_data[name] for name in SETUP} == SETUP


def test_both_written_and_taken_over_is_refused(planned, second):
    form = SetupForm({"way": "rank", "options_sv": "Buss\nTåg", "earlier": "1"}, source="sv")
    form.know(planned)
    assert list(form.errors) == ["earlier"]


@pytest.mark.parametrize(("way", "most", "wrong"), [("rank", 3, ["most"]), ("approval", 2, []), ("dots", 3, [])])
def test_no_more_may_be_ranked_or_chosen_than_there_is_to_choose_among(way, most, wrong):
    form = SetupForm({"way": way, "options_sv": "Buss\nTåg", "earlier": "", "most": most}, source="sv")
    assert list(form.errors) == wrong


def test_what_is_taken_over_is_frozen_when_it_opens(second, alma, client):
    open_participation(second, actor=alma)
    Activity.objects.filter(number=1).update(setup={"categories": {"sv": "Något\nannat\nnu"}})
    page = client.get(FORM, headers={"accept-language": "sv"}).content.decode()
    assert "Skolgård" in page and "annat" not in page
    rows = [Filled(number, {"rank": ["o2", "o1"]}) for number in range(5)]
    import_ballots(second, actor=alma, rows=rows, file_name="a", file_hash="a" * 64)
    assert len(said(second).casts) == 5
    assert version(second).setup["frozen"][1]["key"] == "skolgard"
    first = result(second, is_closed=True).outcome.tables[0].lines[0]
    assert first.label == {"sv": "Skolgård", "en": "Yard"}


def test_with_too_little_to_choose_among_it_does_not_open(second, alma):
    Activity.objects.filter(number=1).update(setup={"categories": {"sv": "Mat"}})
    with pytest.raises(WrongMoment, match="too_few_to_choose"):
        open_participation(second, actor=alma)


def test_with_too_many_pairs_it_does_not_open(second, alma):
    lines = "\n".join(f"Kategori {number}" for number in range(8))
    Activity.objects.filter(number=1).update(setup={"categories": {"sv": lines}})
    second.setup = {**SETUP, "way": "pairwise"}
    second.save()
    with pytest.raises(WrongMoment, match="too_many_pairs"):
        open_participation(second, actor=alma)


def test_equal_ones_are_said_to_be_equal_on_the_page(second, alma, client):
    second.setup = {**SETUP, "earlier": 0, "options": {"sv": "Buss\nTåg\nCykel"}, "way": "approval"}
    second.save()
    opening = open_participation(second, actor=alma)
    rows = [Filled(number, {"approval": ["o1", "o2"]}) for number in range(5)]
    import_ballots(second, actor=alma, rows=rows, file_name="a", file_hash="a" * 64)
    opening.closed_at = opening.opened_at
    opening.save()
    page = client.get(f"{FORM}result/", headers={"accept-language": "sv"}).content.decode()
    assert "delar plats 1" in page and "<strong>Buss</strong>, <strong>Tåg</strong>" in page
