import pytest

from gehor.decision.models import Decision
from gehor.feedback.actions import release_answers, write_answer
from gehor.feedback.models import Answer
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry

TEXT = {"sv": "Ni får en ny gård.", "en": "You get a new yard."}


@pytest.fixture
def decision(decided):
    return Decision.objects.select_related("dialogue").get(dialogue=decided, weighs__number=1)


@pytest.mark.parametrize("name", ["alma", "kim", "cilla"])
def test_lead_communicator_and_board_write_answers(decision, actors, name):
    answer = write_answer(decision, actor=actors[name], text=TEXT, version=0)
    assert answer.text == TEXT and answer.version == 1
    assert Entry.objects.get(step="feedback.write_answer").codes == {"decision": decision.pk, "version": 1}


@pytest.mark.parametrize("name", ["bo", "tove", "rut", "ada", "odd", "nour", "farid"])
def test_nobody_else_does(decision, actors, name):
    with pytest.raises(WrongPerson):
        write_answer(decision, actor=actors[name], text=TEXT, version=0)
    assert not Answer.objects.exists()


def test_the_one_who_saves_second_is_told_and_overwrites_nothing(decision, actors):
    write_answer(decision, actor=actors["alma"], text={"sv": "Almas svar."}, version=0)
    with pytest.raises(WrongMoment) as refusal:
        write_answer(decision, actor=actors["kim"], text={"sv": "Kims svar."}, version=0)
    assert refusal.value.code == "answer_changed"
    assert Answer.objects.get().text == {"sv": "Almas svar."}

    write_answer(decision, actor=actors["kim"], text={"sv": "Kims svar."}, version=1)
    assert (Answer.objects.get().text, Answer.objects.get().version) == ({"sv": "Kims svar."}, 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ({}, "text_missing"),
        ({"sv": " "}, "text_missing"),
        ({"en": "Only this"}, "source_first"),
        ({"sv": "x" * 5001}, "text_too_long"),
        ({"sv": "\x00"}, "null_character"),
    ],
)
def test_an_answer_without_sense_is_refused(decision, alma, text, code):
    with pytest.raises(WrongInput) as refusal:
        write_answer(decision, actor=alma, text=text, version=0)
    assert refusal.value.code == code


def test_what_is_released_cannot_be_rewritten(answered, alma):
    release_answers(answered, actor=alma, greeting={})
    decision = Decision.objects.select_related("dialogue").get(dialogue=answered, weighs__number=1)
    with pytest.raises(NotYet) as refusal:
        write_answer(decision, actor=alma, text=TEXT, version=1)
    assert refusal.value.missing == ("not_released",)
