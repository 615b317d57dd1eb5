"""A file of Polis brought in and taken out through the product, and looked at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gehor.ground import catalogue
from gehor.ground.reading import parcels
from gehor.methods.statements import queries
from gehor.participation.actions import open_participation
from gehor.participation.ballots import exchanging
from gehor.participation.ballots.actions import import_told
from gehor.participation.ballots.models import Voter
from gehor.participation.ballots.queries import said
from gehor.participation.models import Contribution
from gehor.participation.moderation.actions import show_waiting
from gehor.participation.moderation.waiting import waiting

from .examples import SETUP
from .test_polis import EXCERPTS, counted, excerpt

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened_for_votes(planned, activity, alma):
    activity.method, activity.setup = "statements", SETUP
    activity.save()
    open_participation(activity, actor=alma)
    return activity


def brought(activity, data, actor):
    exchange = catalogue.methods()["statements"].exchanges[0]
    looked = exchanging.look(activity, exchange, data, "polis.zip")
    import_told(
        activity,
        actor=actor,
        texts=looked.texts,
        ballots=looked.ballots,
        persons=looked.persons,
        file_name="polis.zip",
        file_hash="a" * 64,
        exchange=exchange.key,
    )
    return looked


def outcome(activity):
    """What each statement says → agree, disagree, pass."""
    found = catalogue.methods()["statements"].outcome(activity.setup, said(activity)).tables[-1]
    texts = {each.key: next(iter(each.text.values())) for each in queries.shown(activity).values()}
    return {texts.get(line.key): [figure.value for figure in line.figures[:3]] for line in found.lines}


def test_a_conversation_of_polis_becomes_statements_and_votes_and_goes_out_again(opened_for_votes, alma):
    activity, files = opened_for_votes, excerpt("15-per-hour-seattle")
    looked = brought(activity, parcels.put_together(files)[0], alma)
    assert [each.code for each in looked.checked.problems] == ["polis_voted_again"]
    assert Contribution.objects.count() == 3
    assert Voter.objects.count() == 89
    found = outcome(activity)
    assert found["the minimum wage should $25 per hour"] == [14, 26, 5]
    written, name = exchanging.written(
        activity, catalogue.methods()["statements"].exchanges[0], said(activity), activity.setup
    )
    again = catalogue.methods()["statements"].exchanges[0].read(SETUP, parcels.taken_apart(written, f"x{name}"))
    assert sorted(counted(again).values()) == sorted(tuple(votes) for votes in found.values() if any(votes))


def test_the_statements_of_polis_alone_are_told_that_the_votes_are_missing(opened_for_votes, signed_in):
    file = SimpleUploadedFile("comments.csv", excerpt("15-per-hour-seattle")["comments.csv"])
    answer = signed_in("alma").post("/staff/d/skolan/import/1/", {"file": file}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "neither votes.csv nor participants-votes.csv" in answer.text and "in one zip file" in answer.text


def test_what_polis_has_turned_down_is_not_shown_and_its_votes_are_counted(opened_for_votes, alma):
    files = {name: (EXCERPTS / "bg2050-volunteers" / name).read_bytes() for name in ("comments.csv", "votes.csv")}
    brought(opened_for_votes, parcels.put_together(files)[0], alma)
    hidden = Contribution.objects.filter(published_at=None)
    assert 0 < hidden.count() < 8
    assert not queries.shown(opened_for_votes).keys() & set(hidden.values_list("reference", flat=True))


def test_what_nobody_has_read_is_in_no_file_before_staff_show_it_all(opened_for_votes, alma, signed_in):
    """Meanwhile staff read in the result what is written there, marked as not shown."""
    activity = opened_for_votes
    activity.shows_at_once = False
    activity.save()
    files = {name: (EXCERPTS / "bg2050-volunteers" / name).read_bytes() for name in ("comments.csv", "votes.csv")}
    brought(activity, parcels.put_together(files)[0], alma)
    page = signed_in("alma").get("/staff/d/skolan/outcome/1/", headers={"accept-language": "en"}).text
    assert "one that governs least." in page and "Is not shown" in page and ", not shown" not in page
    assert "governs least" not in comments(activity)
    show_waiting(activity, actor=alma, until=waiting(activity).until)
    assert "governs least" in comments(activity)
    assert "Strongly agree" not in comments(activity)  # Polis had turned it down


def comments(activity):
    """The statements in what is taken out for Polis."""
    polis = catalogue.methods()["statements"].exchanges[0]
    written, name = exchanging.written(activity, polis, said(activity), activity.setup)
    return parcels.taken_apart(written, f"x{name}")["comments.csv"].decode()
