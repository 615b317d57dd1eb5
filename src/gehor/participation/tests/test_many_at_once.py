"""Many people at the same moment, on a database as in production."""

import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Participant
from gehor.participation.actions import close_participation
from gehor.participation.models import Contribution, Wording
from gehor.participation.rules import TEXT_MOST
from gehor.planning.actions import promise_answer
from gehor.planning.models import Activity, Dialogue
from gehor.testing.threads import PATIENCE, side_by_side

Send = Callable[..., Contribution]


@pytest.fixture
def crowd(written_together: None, opened: Dialogue, send: Send) -> Send:
    return send


def test_everybody_who_is_answered_has_been_received(crowd: Send) -> None:
    answers = side_by_side(*(partial(crowd, f"Svar {number}") for number in range(24)))
    assert {answer.pk for answer in answers} == set(Contribution.objects.values_list("pk", flat=True))
    assert Wording.objects.count() == Participant.objects.count() == 24
    assert Entry.objects.filter(step="participation.contribute").count() == 24


def test_a_text_that_is_refused_costs_nobody_else_theirs(crowd: Send) -> None:
    texts = ["Mer utemiljö.", "x" * (TEXT_MOST + 1), "Mindre kö till maten.", ""]
    said, long, also, nothing = side_by_side(*(partial(crowd, text) for text in texts))
    assert [(type(each), each.code) for each in (long, nothing)] == [
        (WrongInput, "text_too_long"),
        (WrongInput, "text_missing"),
    ]
    assert {said.wordings.get().text, also.wordings.get().text} == {texts[0], texts[2]}
    assert Contribution.objects.count() == Participant.objects.count() == Entry.objects.count() == 2


def test_the_same_form_sent_from_many_sides_at_once_is_received_once(crowd: Send) -> None:
    submission = uuid.uuid4()
    answers = side_by_side(*(partial(crowd, "Mer utemiljö.", submission=submission) for _ in range(12)))
    assert len({answer.pk for answer in answers}) == 1
    assert (Contribution.objects.count(), Participant.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_closing_among_them_loses_nobody_without_a_word(crowd: Send, activity: Activity, alma: Actor) -> None:
    answers = side_by_side(
        *(partial(crowd, f"Före {number}") for number in range(10)),
        partial(close_participation, activity, actor=alma, reason={"sv": "Alla har svarat."}),
        *(partial(crowd, f"Efter {number}") for number in range(10)),
    )
    kinds = Counter(answer.code if isinstance(answer, WrongMoment) else type(answer).__name__ for answer in answers)
    assert kinds["Opening"] == 1
    assert kinds["Contribution"] == Contribution.objects.count()
    assert kinds["Contribution"] + kinds["closed_meanwhile"] == 20


def test_a_promise_is_not_changed_unseen_while_the_first_answers(crowd: Send, opened: Dialogue, alma: Actor) -> None:
    received, promised = Event(), Event()

    def answer() -> Contribution:
        with transaction.atomic():
            contribution = crowd("Den första.")
            received.set()
            promised.wait(0.5)  # whoever does not wait for the first to be stored is done long before that
            return contribution

    def promise() -> Dialogue:
        received.wait(PATIENCE)
        try:
            return promise_answer(
                opened, actor=alma, answer_due=opened.answer_due, answer_promise={"sv": "Något annat."}
            )
        finally:
            promised.set()

    came, refused = side_by_side(answer, promise)
    assert isinstance(came, Contribution)
    assert isinstance(refused, NotYet) and refused.missing == ("nobody_yet",)
