"""What the tests of replies share: released answers, and people who were answered."""

import pytest

from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer
from gehor.feedback.replies import actions, keys
from gehor.feedback.replies.models import Ticket
from gehor.ground.act import RESIDENT, machine
from gehor.ground.people import receipt
from gehor.participation.models import Contribution

WORDS = "Jag menade skolgården, inte parken."


@pytest.fixture
def contributions(answered):
    """The first rests behind finding 1, the second, on paper, behind 2; the third is set aside."""
    return list(Contribution.objects.filter(dialogue=answered).order_by("pk").select_related("participant"))


@pytest.fixture
def released(answered, contributions, alma):
    return release_answers(answered, actor=alma, greeting={})


@pytest.fixture
def answers(released):
    return list(Answer.objects.filter(dialogue=released.dialogue).order_by("decision__weighs__number"))


@pytest.fixture
def code(contributions):
    """Of Dana, who said the first."""
    return receipt.shown(contributions[0].participant.receipt)


@pytest.fixture
def correct(released, contributions, answers):
    """`correct()`: Dana says that the answer to finding 1 misunderstood her."""

    def say(text=WORDS, *, number=0, **fields):
        return actions.correct(
            contributions[number],
            **{
                "actor": RESIDENT,
                "participant": contributions[number].participant,
                "answer": answers[number] if number < len(answers) else None,
                "kind": "misunderstood",
                "text": text,
                "language": "sv",
                **fields,
            },
        )

    return say


@pytest.fixture
def reply(alma):
    """`reply(correction)`: Alma replies."""

    def answer(correction, **fields):
        return actions.answer_correction(
            correction, **{"actor": alma, "text": {"sv": "Du har rätt."}, "seen": 0, **fields}
        )

    return answer


@pytest.fixture
def asked(answers):
    """The answer to finding 1 is put before those whom it concerns, and before five more for the sake of counting."""
    asked = actions.open_rating(answers[0], actor=machine("test"))
    Ticket.objects.bulk_create(Ticket(key=f"{number}", round=asked) for number in range(9))
    return asked


@pytest.fixture
def rate(asked):
    """`rate(1, 2, 5)`: so many rate the answer, alike on every question."""

    def give(*ratings):
        left = list(Ticket.objects.filter(round=asked, key__in=[str(number) for number in range(9)]))
        for ticket, rating in zip(left, ratings, strict=False):
            each = dict.fromkeys(("got_answer", "understand_use", "credible"), rating)
            actions.rate(asked, actor=RESIDENT, key=ticket.key, ratings=each)

    return give


@pytest.fixture
def key(asked, contributions):
    """Dana's ticket."""
    return keys.of_participant(asked, contributions[0].participant)
