"""Whoever only voted and left an address is thanked for it, and is told what was decided."""

import uuid

import pytest
from django.forms import Form

from gehor.feedback.actions import release_answers
from gehor.feedback.queries import reaches, ways_counted
from gehor.feedback.telling import told
from gehor.ground import catalogue, worker
from gehor.ground.act import RESIDENT
from gehor.ground.people.actions import give_contact
from gehor.ground.people.keeping import NewContact
from gehor.participation.ballots.actions import cast, enter_ballot
from gehor.participation.ballots.rules import Held
from gehor.participation.models import Opening
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Question
from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Proof


@pytest.fixture
def vote(planned, monkeypatch, tove):
    """`vote("dana", "dana@example.se")`, in an activity of its own that is open."""
    method = Method(
        key="scale",
        levels=frozenset(),
        channels=tuple(Channel),
        setup_form=Form,
        takes=frozenset({Takes.BALLOTS}),
        questions=lambda setup: (Question("how", Kind.SCALE, {"sv": "Hur är det?"}),),
    )
    monkeypatch.setitem(catalogue.methods(), "scale", method)
    first = Activity.objects.get(dialogue=planned, number=1)
    days = {"begins_on": first.begins_on, "ends_on": first.ends_on}
    activity = Activity.objects.create(dialogue=planned, number=2, method="scale", level="consult", **days)
    Opening.objects.create(activity=activity, opened_at=first.begins_on.strftime("%Y-%m-%dT00:00Z"))

    def hand_in(name, address="", kind="email", channel=Channel.WEB):
        given = {"submission": uuid.uuid4(), "values": {"how": 3}, "language": "sv", "held": Held(Proof.EID, name)}
        given["contact"] = NewContact(address, kind) if address else None
        if channel is Channel.WEB:
            return cast(activity, actor=RESIDENT, **given).voter.participant
        return enter_ballot(activity, actor=tove, channel=channel, **given).voter.participant

    return hand_in


@pytest.fixture
def both(vote, answered):
    """Dana and Ebbe left an address and nobody else did, and the answers are ready to be released."""
    Opening.objects.filter(activity__number=2).update(closed_at=None)
    people = vote("dana", "dana@example.se"), vote("ebbe", "Gatan 1\n223 50 Lund", "letter", Channel.PAPER)
    vote("silent")
    vote("on paper", channel=Channel.PAPER)
    Opening.objects.filter(activity__dialogue=answered).update(closed_at=answered.started_at)
    return people


def test_voters_with_an_address_are_answered_and_the_others_have_their_page(both, answered):
    ways = {reach.participant_id: set(reach.ways) for reach in reaches(answered)}
    dana, ebbe = both
    assert (ways.pop(dana.pk), ways.pop(ebbe.pk)) == ({"email"}, {"sheet"})
    assert len(ways) == 3, "those who have written, and nobody else who only voted"


def test_whoever_only_voted_is_told_all_that_was_decided(both, answered, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = told(answered, [each.pk for each in both])[both[0].pk]
    assert ([point.number for point in found.points], found.said) == ([1, 2], ())


def test_the_answer_reaches_a_voter_by_mail_and_stands_on_the_list_of_sheets(
    both, answered, alma, signed_in, mail_server
):
    assert ways_counted(answered)["email"] == 1
    worker.work_off()
    mail_server.letters.clear()
    release_answers(answered, actor=alma, greeting={"sv": "Tack!"})
    worker.work_off()
    (letter,) = mail_server.letters
    assert str(letter["To"]) == "dana@example.se"
    assert "Skolgården är för liten." in letter.get_content() and "Maten är kall." in letter.get_content()
    page = signed_in("alma").get("/staff/d/skolan/deliveries/?show=sheets", headers={"accept-language": "en"}).text
    assert "On a ballot" in page and "Gatan 1" in page
    sheets = signed_in("alma").get("/staff/d/skolan/sheets.pdf?language=sv")
    assert sheets.status_code == 200


def test_a_voter_gets_the_receipt_by_mail_once_whenever_the_address_came(vote, mail_server):
    dana, ebbe = vote("dana", "dana@example.se"), vote("ebbe")
    vote("dana")
    worker.work_off()
    give_contact(ebbe, actor=RESIDENT, kind="email", name="", address="ebbe@example.se", language="sv")
    worker.work_off()
    assert [str(letter["To"]) for letter in mail_server.letters] == ["dana@example.se", "ebbe@example.se"]
    assert dana.receipt in mail_server.letters[0].get_content().replace("-", "")
