"""Writing, rewording and dropping findings."""

import pytest

from gehor.analysis.actions import drop_finding, read, reword_finding, set_aside, sign_off, write_finding
from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry


def numbers(dialogue):
    return list(Finding.objects.filter(dialogue=dialogue).values_list("number", "statement__sv"))


def test_findings_are_numbered_in_the_order_written(opened, bo):
    write_finding(opened, actor=bo, statement={"sv": "Maten är kall."})
    write_finding(opened, actor=bo, statement={"sv": "Skolgården är för liten."})
    assert numbers(opened) == [(1, "Maten är kall."), (2, "Skolgården är för liten.")]


def test_a_finding_that_is_dropped_leaves_no_hole_in_the_numbers(opened, bo, found):
    for statement in ("Ett", "Två", "Tre", "Fyra"):
        found(statement)
    drop_finding(Finding.objects.get(number=2), actor=bo)
    assert numbers(opened) == [(1, "Ett"), (2, "Tre"), (3, "Fyra")]


def test_a_finding_on_which_something_rests_cannot_be_dropped(opened, bo, said, found, has_read):
    finding = found("Maten är kall.")
    has_read(said("Maten är kall"), finding)
    with pytest.raises(WrongMoment) as refusal:
        drop_finding(finding, actor=bo)
    assert refusal.value.code == "something_rests_on_it"
    assert refusal.value.params == {"number": 1, "contributions": 1}


def test_a_finding_from_which_everything_was_taken_can_be_dropped(opened, bo, said, found, has_read):
    first, second = found("Maten är kall."), found("Maten är god.")
    contribution = said("Maten är god")
    has_read(contribution, first)
    read(contribution, actor=bo, findings=[second], version=1)
    drop_finding(first, actor=bo)
    assert numbers(opened) == [(1, "Maten är god.")]


def test_a_finding_dropped_twice_is_gone_the_second_time(opened, bo, found):
    finding = found("Maten är kall.")
    drop_finding(finding, actor=bo)
    with pytest.raises(WrongMoment) as refusal:
        drop_finding(finding, actor=bo)
    assert refusal.value.code == "finding_is_gone"


def test_rewording_keeps_what_rests_on_a_finding(opened, bo, said, found, has_read):
    finding = found("Maten är kall.")
    has_read(said("Maten är kall"), finding)
    reword_finding(
        finding, actor=bo, statement={"sv": "Maten är ofta kall.", "en": "The food is often cold."}, version=1
    )
    assert facts(opened).groundless_findings == 0
    assert Finding.objects.get().statement == {"sv": "Maten är ofta kall.", "en": "The food is often cold."}


def test_who_rewords_a_finding_does_not_overwrite_a_colleague(opened, alma, bo, found):
    finding = found("Maten är kall.")
    reword_finding(finding, actor=alma, statement={"sv": "Maten är kall på Norrskolan."}, version=1)
    with pytest.raises(WrongMoment) as refusal:
        reword_finding(finding, actor=bo, statement={"sv": "Maten är ljummen."}, version=1)
    assert refusal.value.code == "reworded_meanwhile"
    assert Finding.objects.get().statement == {"sv": "Maten är kall på Norrskolan."}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ({}, "text_missing"),
        ({"sv": " \n "}, "text_missing"),
        ({"en": "The food is cold."}, "source_first"),
        ({"sv": "x" * 301}, "text_too_long"),
        ({"sv": "Kall\x00mat"}, "null_character"),
        ({"sv": "MATEN är kall!"}, "said_already"),
    ],
)
def test_a_finding_says_something_new_in_the_language_of_the_dialogue(opened, bo, found, statement, code):
    found("Maten är kall.")
    with pytest.raises(WrongInput) as refusal:
        write_finding(opened, actor=bo, statement=statement)
    assert (refusal.value.code, refusal.value.params["field"]) == (code, "statement")
    assert Finding.objects.count() == 1


def test_a_finding_may_be_reworded_in_nothing_but_punctuation(opened, bo, found):
    reword_finding(found("Maten är kall."), actor=bo, statement={"sv": "Maten är kall!"}, version=1)
    assert numbers(opened) == [(1, "Maten är kall!")]


@pytest.mark.parametrize("name", ["cilla", "tove", "rut", "kim", "farid"])
def test_only_analysts_and_leads_write_findings(opened, actors, name):
    with pytest.raises(WrongPerson):
        write_finding(opened, actor=actors[name], statement={"sv": "Maten är kall."})


def test_nothing_is_found_before_anybody_could_say_anything(planned, bo):
    with pytest.raises(NotYet) as refusal:
        write_finding(planned, actor=bo, statement={"sv": "Maten är kall."})
    assert refusal.value.missing == ("heard",)


def test_signed_findings_stand(analysed, bo):
    finding = Finding.objects.get(dialogue=analysed, number=1)
    for act in (
        lambda: write_finding(analysed, actor=bo, statement={"sv": "En till."}),
        lambda: reword_finding(finding, actor=bo, statement={"sv": "Annat."}, version=1),
        lambda: drop_finding(finding, actor=bo),
        lambda: sign_off(analysed, actor=bo),
    ):
        with pytest.raises(NotYet) as refusal:
            act()
        assert refusal.value.missing == ("not_signed_off",)


def test_sign_off_tells_everything_that_is_missing_at_once(opened, bo, said, found):
    said("Maten är kall")
    with pytest.raises(NotYet) as refusal:
        sign_off(opened, actor=bo)
    assert refusal.value.missing == ("closed", "all_read", "finding")


def test_a_finding_that_rests_on_nothing_cannot_be_signed(closed, three, bo, found):
    for contribution in three:
        set_aside(contribution, actor=bo, aside="empty", version=0)
    found("Något som ingen har sagt.")
    with pytest.raises(NotYet) as refusal:
        sign_off(closed, actor=bo)
    assert refusal.value.missing == ("grounded",)


def test_sign_off_is_written_into_the_journal_with_its_numbers(closed, three, bo, found, has_read):
    has_read(three[0], found("Skolgården är för liten."))
    for contribution in three[1:]:
        set_aside(contribution, actor=bo, aside="empty", version=0)
    sign_off(closed, actor=bo)
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.step, entry.codes) == ("analysis.sign_off", {"findings": 1, "contributions": 3})
    assert facts(closed).signed_off
