"""Putting questions in order, and which of them stand on which page."""

import pytest

from gehor.ground.errors import WrongInput
from gehor.methods.survey import rules
from gehor.process.asking import Kind, Option, Question, When

from .examples import QUESTIONS, WAYS, both


def refused(code: str, act: object, *args: object, **named: object) -> None:
    with pytest.raises(WrongInput) as refusal:
        act(*args, **named)  # type: ignore[operator]
    assert refusal.value.code == code


def keys(asked: object) -> list[str]:
    return [each.key for each in asked]  # type: ignore[attr-defined]


def test_a_question_moves_one_step_and_stays_at_the_ends() -> None:
    assert keys(rules.moved(QUESTIONS, "safe", by=-1))[4:6] == ["safe", "about"]
    assert rules.moved(QUESTIONS, "travel", by=-1) == QUESTIONS
    assert rules.moved(QUESTIONS, "more", by=1) == QUESTIONS
    refused("question_is_gone", rules.moved, QUESTIONS, "nowhere", by=1)


def test_a_question_cannot_come_before_the_one_that_it_rests_on_or_lose_it() -> None:
    refused("condition_not_before", rules.moved, QUESTIONS, "stop", by=-1)
    refused("others_rest_on_it", rules.removed, QUESTIONS, "way")
    assert "stop" not in keys(rules.removed(QUESTIONS, "stop"))
    without_bus = Question("way", Kind.ONE, both("Hur?", "How?"), options=(WAYS[0], WAYS[2]))
    refused("others_rest_on_option", rules.put, QUESTIONS, without_bus)
    assert rules.put(QUESTIONS, Question("new", Kind.DATE, both("När?", "When?")))[-1].key == "new"


def test_a_survey_has_an_end() -> None:
    many = [Question(f"q{number}", Kind.DATE, both("När?", "When?")) for number in range(rules.QUESTIONS_MOST)]
    assert len(rules.sound(many)) == rules.QUESTIONS_MOST
    refused("too_many_questions", rules.put, many, Question("one-more", Kind.DATE, both("När?", "When?")))


def test_questions_of_a_file_come_last_under_keys_that_nobody_has() -> None:
    asked = rules.added(QUESTIONS[:3], QUESTIONS[:3])
    assert keys(asked) == ["travel", "way", "stop", "travel-2", "way-2", "stop-2"]
    assert asked[-1].when == When("way-2", ("bus",))


def test_an_option_keeps_its_key_when_its_words_are_mended() -> None:
    mended = rules.options_of(
        {"sv": "Går\nBuss eller tåg\nÅker bil", "en": "Walk\nBus or train\nCar"}, WAYS, source="sv"
    )
    assert keys(mended) == ["walk", "bus", "car"]
    fewer = rules.options_of({"sv": "Åker bil\nCyklar"}, WAYS, source="sv")
    assert keys(fewer) == ["car", "cyklar"]
    same = rules.options_of({"sv": "Å!\nÅ?\nÄ"}, (), source="sv")
    assert len(set(keys(same))) == 3
    assert rules.written(WAYS)["en"] == "Walk\nBy bus\nBy car"


def test_each_heading_begins_a_page() -> None:
    assert [keys(page)[0] for page in rules.pages(QUESTIONS)] == ["travel", "about"]
    assert [len(page) for page in rules.pages(QUESTIONS[1:])] == [3, 10]
    assert rules.pages(()) == ()


def test_what_rests_on_an_earlier_page_is_shown_only_to_those_who_are_asked() -> None:
    later = Question("which", Kind.SHORT, both("Vilken?", "Which?"), when=When("way", ("bus",)))
    third = Question("why", Kind.ONE, both("Varför?", "Why?"), options=(Option("a", both("A", "A")),))
    fourth = Question("how", Kind.DATE, both("Hur?", "How?"), when=When("why", ("a",)))
    heading = Question("h", Kind.SECTION, both("Del två", "Part two"))
    asked = (*QUESTIONS[:3], heading, later, third, Question("h2", Kind.SECTION, both("Del tre", "Part three")), fourth)
    assert rules.not_asked(asked, {"way": "bus", "why": "a"}) == ()
    assert rules.not_asked(asked, {"way": "walk"}) == ("which", "how")
    assert keys(rules.shown(rules.pages(asked)[0], {"way": "walk"})) == ["travel", "way", "stop"]  # said on the page
    assert rules.is_empty(rules.shown(rules.pages(asked)[2], {})) and not rules.is_empty(QUESTIONS[:1])
