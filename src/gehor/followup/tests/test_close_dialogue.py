import pytest

from gehor.feedback.actions import hand_over
from gehor.followup.actions import close_dialogue
from gehor.followup.models import Closing
from gehor.followup.queries import facts
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.process.stages import Stage, stage


def test_a_dialogue_is_closed_when_everybody_is_answered(delivered, alma):
    closing = close_dialogue(delivered, actor=alma, lessons={"sv": "Fler kvällsmöten."})
    assert closing.lessons == {"sv": "Fler kvällsmöten."}
    assert stage(facts(delivered)) is Stage.CLOSED


def test_it_stays_open_while_one_sheet_is_not_handed_over(answered, released, alma):
    with pytest.raises(NotYet) as refusal:
        close_dialogue(answered, actor=alma, lessons={})
    assert refusal.value.missing == ("all_delivered",)

    hand_over(released, actor=alma, deliveries=released.deliveries.filter(way="sheet"))
    close_dialogue(answered, actor=alma, lessons={})


def test_it_stays_open_before_the_release(answered, alma):
    with pytest.raises(NotYet) as refusal:
        close_dialogue(answered, actor=alma, lessons={})
    assert refusal.value.missing == ("released", "all_delivered")


@pytest.mark.parametrize("name", ["kim", "bo", "cilla", "tove", "rut", "ada", "odd", "nour", "farid"])
def test_only_the_lead_closes(delivered, actors, name):
    with pytest.raises(WrongPerson):
        close_dialogue(delivered, actor=actors[name], lessons={})


def test_it_is_closed_once(delivered, alma):
    close_dialogue(delivered, actor=alma, lessons={})
    with pytest.raises(NotYet) as refusal:
        close_dialogue(delivered, actor=alma, lessons={"sv": "Andra tankar."})
    assert refusal.value.missing == ("not_closed",)
    assert Closing.objects.get().lessons == {}


def test_lessons_in_a_translation_only_are_refused(delivered, alma):
    with pytest.raises(WrongInput) as refusal:
        close_dialogue(delivered, actor=alma, lessons={"en": "Only this"})
    assert refusal.value.code == "source_first"
