from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.geo.sweden import in_sweden
from gehor.ground.errors import WrongInput
from gehor.process.asking import (
    DECLINED,
    Kind,
    Option,
    Question,
    When,
    answered,
    as_cells,
    asked,
    columns,
    counted,
    degrees,
    from_cells,
    from_json,
    is_asked,
    ranked,
    to_json,
    tried,
    unsound,
    words,
)

BUS, TRAM, WALK = (Option(key, {"sv": key, "en": key}) for key in ("bus", "tram", "walk"))
WAYS = (BUS, TRAM, WALK)
NO = {DECLINED: True}


def question(kind: Kind, key: str = "q", **more: Any) -> Question:
    return Question(key=key, kind=kind, label={"sv": "Fråga?"}, **more)


ONE = question(Kind.ONE, "one", options=WAYS, may_decline=True)
QUESTIONS = (
    question(Kind.SECTION, "first"),
    ONE,
    question(Kind.SEVERAL, "several", options=WAYS, may_decline=True, least=1, most=2),
    question(Kind.SCALE, "scale", least=0, most=10, may_decline=True),
    question(Kind.MATRIX, "matrix", rows=WAYS, may_decline=True),
    question(Kind.RANK, "rank", options=WAYS, may_decline=True),
    question(Kind.POINTS, "points", options=WAYS, most=10, may_decline=True),
    question(Kind.NUMBER, "number", may_decline=True),
    question(Kind.SHORT, "short", may_decline=True),
    question(Kind.LONG, "long", may_decline=True),
    question(Kind.DATE, "date", may_decline=True),
    question(Kind.PLACE, "place", may_decline=True),
    question(Kind.SHORT, "which", when=When("one", ("bus", "tram"))),
)

keys = st.sampled_from([each.key for each in WAYS])
whole = st.integers(0, 5)
points = (
    st.tuples(st.floats(10, 24.3), st.floats(54.9, 69.2))
    .filter(in_sweden)
    .map(lambda pair: {"type": "Point", "coordinates": list(map(str, pair))})
)
in_words = st.text(max_size=150).map(lambda said: {"words": said})
RAW = {
    "one": keys,
    "several": st.lists(keys, unique=True, max_size=2),
    "scale": st.integers(0, 10) | st.integers(0, 10).map(str),
    "matrix": st.dictionaries(keys, st.integers(1, 5)),
    "rank": st.lists(keys, unique=True),
    "points": st.dictionaries(keys, st.integers(0, 3)),
    "number": st.decimals(-(10**6), 10**6, places=3).map(str) | st.integers(-5, 5),
    "short": st.text(max_size=150),
    "long": st.text(max_size=150),
    "date": st.dates().map(str),
    "place": points | in_words | st.builds(lambda one, other: {**one, **other}, points, in_words),
}
answers = st.fixed_dictionaries({}, optional={key: raw | st.just(NO) for key, raw in RAW.items()})


@settings(max_examples=100)
@given(answers)
def test_cells_are_the_exact_inverse_of_answers(values: dict[str, Any]) -> None:
    kept = answered(QUESTIONS, values)
    cells = as_cells(QUESTIONS, kept)
    assert list(cells) == [column.name for column in columns(QUESTIONS)]
    assert all(isinstance(cell, str) for cell in cells.values())
    assert from_cells(QUESTIONS, cells) == kept


@settings(max_examples=100)
@given(answers)
def test_an_answer_has_one_form_without_floats(values: dict[str, Any]) -> None:
    kept = answered(QUESTIONS, values)
    assert answered(QUESTIONS, kept) == kept
    assert list(kept) == [each.key for each in asked(QUESTIONS) if each.key in kept]
    assert "float" not in {type(each).__name__ for each in kept.values()}


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("one", "bus", "bus"),
        ("one", "", None),
        ("several", ["tram", "bus"], ["bus", "tram"]),
        ("several", [], None),
        ("scale", "0", 0),
        ("matrix", {"tram": "5", "bus": 1, "walk": ""}, {"bus": 1, "tram": 5}),
        ("matrix", {"tram": ""}, None),
        ("rank", ["walk", "bus"], ["walk", "bus"]),
        ("points", {"walk": 3, "bus": "0", "tram": "7"}, {"tram": 7, "walk": 3}),
        ("points", {"walk": 0}, None),
        ("number", "2,50", "2.5"),
        ("number", " 12\N{NO-BREAK SPACE}000 ", "12000"),
        ("number", "-0,0", "0"),
        ("number", "\N{MINUS SIGN}07", "-7"),
        ("number", 0, "0"),
        ("number", "   ", None),
        ("short", " en  rad\nbara ", "en rad bara"),
        ("long", " två\r\nrader\x00 ", "två\nrader"),
        ("long", " \t", None),
        ("date", " 2026-03-09", "2026-03-09"),
        ("short", NO, NO),
    ],
)
def test_what_is_meant_the_same_is_kept_the_same(key: str, given: Any, kept: Any) -> None:
    assert answered(QUESTIONS, {key: given}) == ({} if kept is None else {key: kept})


@pytest.mark.parametrize(
    ("key", "given", "code"),
    [
        ("strange", "bus", "unknown_question"),
        ("first", "bus", "unknown_question"),
        ("one", "car", "unknown_option"),
        ("one", ["bus"], "unknown_option"),
        ("one", 1, "unknown_option"),
        ("several", "bus", "not_an_answer"),
        ("several", ["car"], "unknown_option"),
        ("several", ["bus", "bus"], "chosen_twice"),
        ("several", ["bus", "tram", "walk"], "too_many_chosen"),
        ("scale", 11, "outside_scale"),
        ("scale", -1, "outside_scale"),
        ("scale", "3.0", "outside_scale"),
        ("scale", 3.0, "outside_scale"),
        ("scale", True, "outside_scale"),
        ("matrix", {"bus": 6}, "outside_scale"),
        ("matrix", {"car": 1}, "unknown_option"),
        ("matrix", [1, 2], "not_an_answer"),
        ("rank", ["bus", "bus"], "chosen_twice"),
        ("rank", ["bus", "car"], "unknown_option"),
        ("points", {"bus": 11}, "too_many_points"),
        ("points", {"bus": -1}, "points_not_whole"),
        ("points", {"bus": "1,5"}, "points_not_whole"),
        ("points", {"bus": 1.5}, "points_not_whole"),
        ("number", 2.5, "number_unreadable"),
        ("number", True, "number_unreadable"),
        ("number", "1e3", "number_unreadable"),
        ("number", "nan", "number_unreadable"),
        ("number", "1.2.3", "number_unreadable"),
        ("number", "٣", "number_unreadable"),
        ("short", "x" * 201, "text_too_long"),
        ("long", "x" * 10_001, "text_too_long"),
        ("long", 5, "not_an_answer"),
        ("date", "2026-02-30", "not_a_date"),
        ("date", "20260309", "not_a_date"),
        ("date", 20260309, "not_a_date"),
        ("which", NO, "cannot_decline"),
        ("one", {DECLINED: False}, "declined_and_answered"),
        ("points", {"bus": 1, DECLINED: True}, "declined_and_answered"),
        ("which", "linje 3", "condition_not_met"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(key: str, given: Any, code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        answered(QUESTIONS, {key: given})
    assert refusal.value.code == code
    assert refusal.value.params.get("field", key) == key


def test_limits_are_told_with_what_was_given() -> None:
    at_least = question(Kind.POINTS, options=WAYS, least=3, most=5)
    for points, code, told in (({"bus": 2}, "too_few_points", 2), ({"bus": 4, "tram": 2}, "too_many_points", 6)):
        with pytest.raises(WrongInput) as refusal:
            answered((at_least,), {"q": points})
        assert (refusal.value.code, refusal.value.params["given"]) == (code, told)
    with pytest.raises(WrongInput, match="too_few_chosen"):
        answered((question(Kind.SEVERAL, options=WAYS, least=2),), {"q": ["bus"]})
    for number, code in (("-0,1", "number_too_small"), ("100.01", "number_too_large")):
        with pytest.raises(WrongInput, match=code):
            answered((question(Kind.NUMBER, least=0, most=100),), {"q": number})


def test_a_required_question_is_answered_or_declined() -> None:
    must = replace(ONE, required=True)
    with pytest.raises(WrongInput, match="answer_missing"):
        answered((must,), {})
    assert answered((must,), {"one": NO}) == {"one": NO}
    rows = question(Kind.MATRIX, rows=WAYS, required=True)
    with pytest.raises(WrongInput, match="row_missing"):
        answered((rows,), {"q": {"bus": 1, "tram": 1}})


def test_what_was_left_out_on_paper_does_not_take_the_rest_with_it() -> None:
    rows = question(Kind.MATRIX, rows=WAYS, required=True)
    left_out = (replace(ONE, required=True), rows)
    assert answered(left_out, {"q": {"bus": 1}}, is_whole=False) == {"q": {"bus": 1}}
    assert from_cells(left_out, {"q.bus": "1"}) == {"q": {"bus": 1}}
    with pytest.raises(WrongInput, match="unknown_option"):
        answered(left_out, {"one": "car"}, is_whole=False)


def test_a_required_question_is_required_only_of_those_who_are_asked_it() -> None:
    which = question(Kind.SHORT, "which", when=When("one", ("bus",)), required=True)
    assert answered((ONE, which), {"one": "walk"}) == {"one": "walk"}
    assert answered((ONE, which), {}) == {}
    with pytest.raises(WrongInput, match="answer_missing"):
        answered((ONE, which), {"one": "bus"})


def test_a_condition_looks_at_choices_and_at_steps() -> None:
    scale = question(Kind.SHORT, when=When("scale", ("9", "10")))
    assert is_asked(scale, {"scale": 10}) and not is_asked(scale, {"scale": 1})
    several = question(Kind.SHORT, when=When("several", ("bus",)))
    assert is_asked(several, {"several": ["tram", "bus"]}) and not is_asked(several, {"several": NO})


def test_everything_that_is_wrong_is_said_at_once() -> None:
    kept, refusals = tried(QUESTIONS, {"one": "car", "which": "linje 3", "scale": 99, "short": "hej"})
    assert kept == {"short": "hej", "which": "linje 3"}  # the condition rests on what is wrong itself
    assert [(each.code, each.params["field"]) for each in refusals] == [
        ("unknown_option", "one"),
        ("outside_scale", "scale"),
    ]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"nothing": "1"}, "unknown_question"),
        ({"several.bus": "ja"}, "cell_not_ticked"),
        ({"rank.1": "bus", "rank.3": "tram"}, "rank_gap"),
        ({"rank.2": "tram"}, "rank_gap"),
        ({"rank.1": "bus", "rank.2": "bus"}, "chosen_twice"),
        ({"rank.1": "car"}, "unknown_option"),
        ({"one": "bus", "one.declined": "1"}, "declined_and_answered"),
        ({"one.declined": "ja"}, "cell_not_ticked"),
        ({"points.bus": "fem"}, "points_not_whole"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(cells: dict[str, str], code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        from_cells(QUESTIONS, cells)
    assert refusal.value.code == code


def test_columns_are_flat_and_told_apart() -> None:
    names = [column.name for column in columns(QUESTIONS)]
    assert len(set(names)) == len(names)
    assert names[:5] == ["one", "one.declined", "several.bus", "several.tram", "several.walk"]
    assert {"rank.1", "rank.3", "matrix.bus", "points.declined", "which"} <= set(names)


def test_a_shared_place_is_refused() -> None:
    with pytest.raises(WrongInput, match="rank_shared"):
        ranked({"bus": 1, "tram": 1})


def test_questions_are_kept_as_they_were_asked() -> None:
    assert from_json(to_json(QUESTIONS)) == QUESTIONS


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.SHORT, "key": "a.b"},
        {"kind": Kind.SHORT, "key": DECLINED},
        {"kind": Kind.SHORT, "options": WAYS},
        {"kind": Kind.ONE},
        {"kind": Kind.ONE, "options": (BUS, BUS)},
        {"kind": Kind.MATRIX},
        {"kind": Kind.POINTS, "options": WAYS},
        {"kind": Kind.NUMBER, "least": 2, "most": 1},
        {"kind": Kind.SCALE, "least": 1, "most": 12},
        {"kind": Kind.SCALE, "options": (Option("6", {}),)},
    ],
)
def test_a_question_that_cannot_be_answered_is_never_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        question(**wrong)


def test_questions_that_do_not_hold_together_are_told() -> None:
    assert unsound(QUESTIONS) == []
    assert len(unsound((ONE, ONE))) == 1
    for when in (When("two", ("bus",)), When("one", ("car",)), When("one", ()), When("q", ("x",))):
        assert len(unsound((ONE, question(Kind.SHORT, when=when)))) == 1
    assert len(unsound((ONE, question(Kind.SECTION, when=When("one", ("bus",)))))) == 1


PLACE = (question(Kind.PLACE), question(Kind.SCALE, "scale", least=0, most=5))
UPPSALA = {"type": "Point", "coordinates": ["17.638900", "59.858600"]}


def test_a_place_is_kept_as_text_with_six_decimals() -> None:
    assert answered(PLACE, {"q": {"coordinates": ["17,6389", 59.8586]}}) == {"q": UPPSALA}
    assert answered(PLACE, {"q": {"words": " by  the\tbus stop "}}) == {"q": {"words": "by the bus stop"}}
    assert answered(PLACE, {"q": {"coordinates": [], "words": ""}}) == {}


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (["17.6"], "place_half"),
        (["17.6", "north"], "place_unreadable"),
        (["17.6", "nan"], "place_unreadable"),
        (["17.6", "1e999"], "place_unreadable"),
        (["59.8586", "17.6389"], "place_swapped"),
        (["648000", "6640000"], "place_in_metres"),
        (["6640000", "135000"], "place_in_metres"),
        (["2.35", "48.86"], "place_outside"),
    ],
)
def test_what_is_no_place_in_sweden_is_said_to_look_like_what_it_is(pair: list[str], code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        degrees(pair)
    assert refusal.value.code == code


def test_words_about_a_place_are_read_and_its_point_is_counted() -> None:
    both = {"q": {**UPPSALA, "words": "by the castle"}, "scale": 0}
    assert words(PLACE, both) == {"q": "by the castle"}
    assert counted(PLACE, both) == {"q": UPPSALA, "scale": 0}
    assert counted(PLACE, {"q": {"words": "by the castle"}}) == {}


def test_the_cells_of_a_place_are_its_two_numbers_and_the_words() -> None:
    cells = as_cells(PLACE, {"q": {**UPPSALA, "words": "by the castle"}})
    assert cells == {"q.lon": "17.638900", "q.lat": "59.858600", "q.words": "by the castle", "scale": ""}
    with pytest.raises(WrongInput, match="place_half"):
        from_cells(PLACE, {"q.lon": "17.6"})


# What shares a sum

PRICED = tuple(Option(key, {"sv": key}, cost=cost) for key, cost in (("bench", 40), ("pond", 60), ("path", 61)))
SUM = Question("projects", Kind.SEVERAL, {"sv": "Projekt"}, options=PRICED, cap=100)


def test_what_is_chosen_may_cost_as_much_as_there_is_and_no_more() -> None:
    assert answered((SUM,), {"projects": ["pond", "bench"]}) == {"projects": ["bench", "pond"]}
    with pytest.raises(WrongInput) as refusal:
        answered((SUM,), {"projects": ["bench", "path"]}, is_whole=False)
    assert (refusal.value.code, refusal.value.params) == (
        "over_cap",
        {"cap": 100, "cost": 101, "over": 1, "field": "projects"},
    )
    assert from_json(to_json((SUM,))) == (SUM,)


def test_a_sum_is_shared_by_options_that_all_have_a_cost() -> None:
    for wrong in ({"kind": Kind.RANK}, {"options": (*PRICED, Option("free", {"sv": "free"}))}):
        with pytest.raises(ValueError):
            replace(SUM, **wrong)
