"""What came of a survey, counted by hand."""

from fractions import Fraction

import pytest
from django.utils import translation

from gehor.ground import catalogue
from gehor.methods.survey.counting import outcome
from gehor.methods.survey.rules import setup_of
from gehor.participation.ballots.results import ShownTable, shown
from gehor.participation.ballots.speaking import Speaker
from gehor.process.asking import Kind, LocalText, Question
from gehor.process.method import Cast, Figure, Item, Line, OnMap, Outcome, Said, Table
from gehor.process.words import Channel

from .examples import SETUP

# Five people; each column is one of them
BALLOTS = (
    {"way": "bus", "also": ["walk", "car"], "safe": 4, "when": {"early": 3, "late": 1}, "best": ["bus", "walk"],
     "money": {"early": 7, "late": 3}, "far": "2.5", "since": "2026-03-09"},
    {"way": "walk", "safe": {"declined": True}, "when": {"early": 2}, "far": "0.1"},
    {"way": {"declined": True}, "also": ["walk"], "safe": 2},
    {"way": "bus", "best": ["car", "bus"], "money": {"late": 10}, "since": "2026-03-30"},
    {"more": {"declined": True}},
)  # fmt: skip


@pytest.fixture
def counted() -> Outcome:
    casts = [Cast(number, "", Channel.WEB if number else Channel.PAPER, each) for number, each in enumerate(BALLOTS)]
    said = [Item("A", Channel.WEB, {"question": "more"}), Item("B", Channel.WEB, {"question": "stop"})]
    return outcome(SETUP, Said(said, casts))


def lines(counted: Outcome, key: str) -> dict[str, tuple[object, ...]]:
    (table,) = [each for each in counted.tables if each.key == key]
    return {line.key: tuple((each.value, each.of) for each in line.figures) for line in table.lines}


def below(counted: Outcome, key: str) -> dict[str, object]:
    (table,) = [each for each in counted.tables if each.key == key]
    return {code: each.value for code, each in table.below}


def test_who_answered_and_how(counted: Outcome) -> None:
    assert (counted.people, counted.unknown) == (5, 1)
    assert {channel: count for channel, count in counted.by_channel.items() if count} == {
        Channel.WEB: 4,
        Channel.PAPER: 1,
    }


def test_one_choice_is_a_share_of_those_who_answered(counted: Outcome) -> None:
    assert lines(counted, "way") == {"walk": ((1, 3),), "bus": ((2, 3),), "car": ((0, 3),)}
    assert below(counted, "way") == {"answered": 3, "declined": 1, "left_out": 1}


def test_several_choices_are_counted_each_by_itself(counted: Outcome) -> None:
    assert lines(counted, "also") == {"walk": ((2, 2),), "bus": ((0, 2),), "car": ((1, 2),)}


def test_a_scale_has_a_mean_and_a_middle(counted: Outcome) -> None:
    assert lines(counted, "safe")["4"] == ((1, 2),)
    assert below(counted, "safe") == {"mean": 3, "median": 3, "answered": 2, "declined": 1, "left_out": 2}


def test_each_row_of_a_matrix_is_a_whole_of_its_own(counted: Outcome) -> None:
    assert lines(counted, "when") == {
        "early": ((0, 2), (1, 2), (1, 2), (2, None)),
        "late": ((1, 1), (0, 1), (0, 1), (1, None)),
    }


def test_a_ranking_says_who_came_first_and_the_mean_place(counted: Outcome) -> None:
    assert lines(counted, "best") == {
        "walk": ((0, 2), (1, None), (2, None)),
        "bus": ((1, 2), (2, None), (Fraction(3, 2), None)),
        "car": ((1, 2), (1, None), (1, None)),
    }


def test_points_numbers_and_days(counted: Outcome) -> None:
    assert lines(counted, "money") == {"early": ((7, None), (Fraction(7, 2), None)), "late": ((13, None), (6.5, None))}
    assert below(counted, "far")["mean"] == Fraction(13, 10)
    assert lines(counted, "since") == {"2026-03": ((2, 2),)}


def test_who_was_not_asked_is_told_apart_from_who_left_it_out(counted: Outcome) -> None:
    assert below(counted, "far") == {"mean": Fraction(13, 10), "median": Fraction(13, 10), "answered": 2, "left_out": 3}
    only_walkers = {"questions": [*SETUP["questions"]]}
    only_walkers["questions"][5] = {**SETUP["questions"][5], "when": {"question": "way", "among": ["walk", "bus"]}}
    said = Said([], [Cast(number, "", Channel.WEB, each) for number, each in enumerate(BALLOTS)])
    assert below(outcome(only_walkers, said), "safe") == {
        "mean": 3,
        "median": 3,
        "answered": 2,
        "declined": 1,
        "left_out": 1,
        "not_asked": 2,
    }


def test_own_words_are_counted_and_stand_elsewhere(counted: Outcome) -> None:
    assert lines(counted, "in_own_words") == {"stop": ((1, None),), "photo": ((0, None),), "more": ((1, None),)}


def asked_where(*answers: object, **setup: object) -> Outcome:
    question = Question("place", Kind.PLACE, {"sv": "Var?"})
    casts = [Cast(number, "", Channel.WEB, {"place": each}) for number, each in enumerate(answers)]
    return outcome({**setup_of((question,)), **setup}, Said((), casts))


def test_places_are_told_in_squares_of_at_least_five_and_never_one_by_one() -> None:
    here = [{"type": "Point", "coordinates": [f"17.63{step:02}00", "59.858600"]} for step in range(6)]
    there = {"type": "Point", "coordinates": ["16.100000", "60.100000"]}
    (table,) = asked_where(*here, there, {"words": "Bakom kiosken"}, {"declined": True}).tables
    square, few, in_words = table.lines
    assert [each.figures[0].value for each in table.lines] == [6, 1, 1] and square.figures[0].of == 8
    assert (few.key, in_words.key) == ("few", "in_words") and not few.shapes and not in_words.shapes
    assert "16" not in str(few) and square.shapes[0]["type"] == "Polygon"
    assert dict(table.below)["square"].value >= 150


def test_shares_have_limits_only_where_those_who_were_asked_are_drawn_by_lot() -> None:
    answers = [Cast(number, "", Channel.WEB, {"way": "bus"}) for number in range(8)]
    by_themselves, drawn = (outcome({**SETUP, "drawn": each}, Said((), answers)).tables[0] for each in (False, True))
    assert {line.figures[0].low for line in by_themselves.lines} == {None}
    assert [round(line.figures[0].low or 0, 2) for line in drawn.lines] == [0, 0.68, 0]


def shown_as(table: Table, named: dict[str, LocalText]) -> ShownTable:
    with translation.override("en"):
        return shown(table, catalogue.methods()["survey"], Speaker("en", "sv"), named)


def test_limits_stand_beside_their_own_figure_and_make_dots_of_bars() -> None:
    answers = [Cast(number, "", Channel.WEB, {"way": "bus"}) for number in range(8)]
    by_themselves, drawn = (
        shown_as(outcome({**SETUP, "drawn": each}, Said((), answers)).tables[0], {}) for each in (False, True)
    )
    assert not by_themselves.is_dotted and by_themselves.lines[1].cells[0].limits == ""
    assert drawn.is_dotted and drawn.lines[1].cells[0].whole == "100% (8 of 8), 68–100%"
    assert (drawn.lines[1].dots[0].at, drawn.lines[1].dots[0].low) == ("100.00", "67.56")


def test_a_place_is_drawn_only_where_what_it_belongs_to_is_shown() -> None:
    place = ({"type": "Point", "coordinates": [17.6, 59.8]},)
    table = Table("t", {"sv": "T"}, ("count",), (Line("ABC", {}, (Figure(3),), place),), on_map=OnMap.NUMBERS)
    assert shown_as(table, {}).drawn is None
    seen = shown_as(table, {"ABC": {"sv": "Fler träd"}})
    assert seen.lines[0].sign == "1." and seen.drawn is not None and [each.label for each in seen.drawn.marks] == ["1"]
