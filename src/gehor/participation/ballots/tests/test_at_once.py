"""Many people at the same moment, and one person twice, on a database as in production: several real connections."""

import uuid
from collections import Counter
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongMoment
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Participant
from gehor.participation.actions import close_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.voting import vote
from gehor.planning.actions import promise_answer
from gehor.testing.threads import PATIENCE, side_by_side

from .conftest import counted, hand_in, held


@pytest.fixture
def many(written_together, opened_by):
    """Asks for the database before the rows."""
    return opened_by


def kinds(answers):
    return Counter(answer.code if isinstance(answer, WrongMoment) else type(answer).__name__ for answer in answers)


def test_one_person_who_votes_from_many_sides_at_once_counts_once(many):
    final = many("final")
    answers = side_by_side(*(partial(hand_in, final, "dana", "bus") for _ in range(8)))
    assert kinds(answers) == {"Ballot": 1, "voted_before": 7}
    assert (Voter.objects.count(), Ballot.objects.count(), Participant.objects.count()) == (1, 1, 1)
    assert Entry.objects.filter(step="participation.cast").count() == 1


def test_where_the_last_counts_they_stand_in_one_chain_and_one_of_them_counts(many):
    travel = many("travel")
    answers = side_by_side(*(partial(hand_in, travel, "dana", way) for way in ("bus", "bike", "car", "bus")))
    assert kinds(answers) == {"Ballot": 4}
    assert (Voter.objects.count(), len(counted(travel))) == (1, 1)
    assert Ballot.objects.filter(replaces__isnull=False).count() == 3


def test_the_same_form_sent_from_many_sides_at_once_is_one_ballot(many):
    travel, submission = many("travel"), uuid.uuid4()
    answers = side_by_side(*(partial(hand_in, travel, "dana", "bus", submission=submission) for _ in range(8)))
    assert len({answer.pk for answer in answers}) == 1
    assert (Ballot.objects.count(), Participant.objects.count()) == (1, 1)


def test_closing_among_them_loses_nobody_without_a_word(many, alma):
    views = many("views")

    def send(number):
        given = {"submission": uuid.uuid4(), "item": f"s{number % 5}", "choice": 1}
        return vote(views, actor=RESIDENT, held=held(f"person {number // 2}"), **given)

    answers = side_by_side(
        *(partial(send, number) for number in range(10)),
        partial(close_participation, views, actor=alma, reason={"sv": "Alla har svarat."}),
        *(partial(send, number) for number in range(10, 20)),
    )
    came = kinds(answers)
    assert came["Opening"] == 1
    assert came["Ballot"] == Ballot.objects.count()
    assert came["Ballot"] + came["closed_meanwhile"] == 20


def test_what_was_promised_is_not_changed_unseen_while_the_first_votes(many, alma, planned):
    travel = many("travel")
    received, promised = Event(), Event()

    def answer():
        with transaction.atomic():
            ballot = hand_in(travel, "dana", "bus")
            received.set()
            promised.wait(0.5)  # whoever does not wait for the first to be stored is done long before that
            return ballot

    def promise():
        received.wait(PATIENCE)
        try:
            anew = {"answer_due": planned.answer_due, "answer_promise": {"sv": "Något annat."}}
            return promise_answer(planned, actor=alma, **anew)
        finally:
            promised.set()

    came, refused = side_by_side(answer, promise)
    assert isinstance(came, Ballot)
    assert isinstance(refused, NotYet) and refused.missing == ("nobody_yet",)


def test_the_constraint_decides_between_two_connections_that_know_nothing_of_each_other(many, organisation):
    """Without the code round it: the last thing that stands between one person and two votes."""
    travel = many("travel")
    person = Participant.objects.create(organisation=organisation, receipt="7KM2PX4RT9", created_at=clock.now())
    row = {"activity": travel, "pseudonym": "dana", "participant": person, "proof": "eid", "first_at": clock.now()}
    answers = side_by_side(*(partial(Voter.objects.create, **row) for _ in range(2)))
    assert kinds(answers) == {"Voter": 1, "IntegrityError": 1}
