"""Each way of saying what matters most: what is asked, what comes of it, and what is said of ties."""

from fractions import Fraction

import pytest

from gehor.methods.priorities.counting import explained, outcome
from gehor.methods.priorities.rules import frozen, options, questions
from gehor.process.asking import answered, columns, from_cells, unsound
from gehor.process.errors import WrongInput
from gehor.process.method import Cast, Said
from gehor.process.words import Channel

THREE = {"sv": "Bron\nParken\nTorget"}


def setup(way, **more):
    return {"way": way, "options": THREE, "earlier": 0, "points": 10, "most": 0, **more}


def said(*ballots):
    return Said(casts=[Cast(voter, "", Channel.WEB, values) for voter, values in enumerate(ballots)])


def told(way, *ballots, table=0, **more):
    """Line → its figures."""
    found = outcome(setup(way, **more), said(*ballots)).tables[table]
    return {line.key: [figure.value for figure in line.figures] for line in found.lines}


def test_a_ranking_is_counted_by_borda_and_says_who_was_put_first_and_who_beats_whom():
    """o1 o2 o3 · o2 o1 (o3 last) · o1 alone."""
    ballots = [{"rank": ["o1", "o2", "o3"]}, {"rank": ["o2", "o1"]}, {"rank": ["o1"]}]
    assert told("rank", *ballots) == {
        "o1": [5, 2, 2, 1],
        "o2": [Fraction(7, 2), 1, 1, 2],
        "o3": [Fraction(1, 2), 0, 0, 3],
    }
    assert list(told("rank", *reversed(ballots))) == ["o1", "o2", "o3"]


@pytest.mark.parametrize("way", ["points", "dots"])
def test_points_are_added_up(way):
    ballots = [{way: {"o1": 7, "o3": 3}}, {way: {"o3": 5}}]
    assert told(way, *ballots) == {"o3": [8, 2, 1], "o1": [7, 1, 2], "o2": [0, 0, 3]}


def test_ticks_are_counted_and_equal_ones_share_a_place():
    ballots = [{"approval": ["o1", "o2"]}, {"approval": ["o2", "o1"]}, {"approval": ["o3"]}]
    assert told("approval", *ballots) == {"o1": [2, 1], "o2": [2, 1], "o3": [1, 3]}
    found = explained(setup("approval"), said(*ballots))
    assert found.first == ({"sv": "Bron"}, {"sv": "Parken"})
    assert found.shared == ((1, ({"sv": "Bron"}, {"sv": "Parken"})),)


def test_two_at_a_time_counts_every_pair():
    ballots = [
        {"o1-o2": "o1", "o1-o3": "o1", "o2-o3": "o3"},
        {"o1-o2": "o1", "o2-o3": "o3"},
        {"o1-o2": "o2", "o1-o3": "o3"},
    ]
    half = Fraction(3, 2)
    assert told("pairwise", *ballots) == {"o1": [half, 3, 1], "o3": [half, 3, 1], "o2": [0, 1, 3]}
    pairs = outcome(setup("pairwise"), said(*ballots)).tables[1]
    assert [(line.key, [(each.value, each.of) for each in line.figures]) for line in pairs.lines] == [
        ("o1-o2", [(2, 3), (1, 3)]),
        ("o1-o3", [(1, 2), (1, 2)]),
        ("o2-o3", [(0, 2), (2, 2)]),
    ]
    assert pairs.lines[0].label == {"sv": "Bron – Parken"}


def test_where_borda_and_duels_say_different_things_it_is_said():
    """Three put o1 first, two put o2 first and o1 last: o1 beats both others, and o2 has more points."""
    ballots = [{"rank": ["o1", "o2", "o3"]}] * 3 + [{"rank": ["o2", "o3", "o1"]}] * 2
    found = explained(setup("rank"), said(*ballots))
    assert (found.first, found.beats_all) == (({"sv": "Parken"},), {"sv": "Bron"})
    assert found.shared == ()


def test_of_nothing_comes_nothing():
    for way in ("rank", "points", "dots", "approval", "pairwise"):
        for table in outcome(setup(way), Said()).tables:
            assert not any(figure.value for line in table.lines for figure in line.figures)


@pytest.mark.parametrize("way", ["rank", "points", "dots", "approval", "pairwise"])
def test_what_is_asked_holds_together(way):
    asked = questions(setup(way))
    assert asked and unsound(asked) == []
    assert len(columns(asked)) == 3


def test_each_pair_is_named_in_the_question_in_the_languages_in_which_both_are_written():
    both = {"sv": "Bron\nTorg {b}", "en": "The bridge\nSquare {b}"}
    assert questions(setup("pairwise"))[2].label == {"sv": "Vilket är viktigast: Parken eller Torget?"}
    assert [each.label for each in questions(setup("pairwise", options=both))] == [
        {"sv": "Vilket är viktigast: Bron eller Torg {b}?", "en": "Which matters more: The bridge or Square {b}?"}
    ]
    elsewhere = questions(setup("pairwise", options={"fi": "Silta\nPuisto"}))[0].label
    assert elsewhere["sv"] == "Vilket är viktigast: Silta eller Puisto?"


@pytest.mark.parametrize(
    ("way", "values", "code"),
    [
        ("rank", {"rank": ["o1", "o1"]}, "chosen_twice"),
        ("rank", {"rank": ["o9"]}, "unknown_option"),
        ("points", {"points": {"o1": 8, "o2": 3}}, "too_many_points"),
        ("points", {"points": {"o1": -1}}, "points_not_whole"),
        ("dots", {"dots": {}}, "answer_missing"),
        ("approval", {"approval": ["o1", "o2"]}, "too_many_chosen"),
        ("pairwise", {"o1-o2": "o3"}, "unknown_option"),
    ],
)
def test_what_is_no_answer_is_refused(way, values, code):
    with pytest.raises(WrongInput, match=code):
        answered(questions(setup(way, most=1 if way == "approval" else 0)), values)
    with pytest.raises(WrongInput, match="rank_gap"):
        from_cells(questions(setup("rank")), {"rank.1": "o1", "rank.3": "o2"})


def test_the_categories_of_an_earlier_activity_stand_in_their_order():
    found = frozen(setup("rank", options={}, earlier=1), [("skola", {"sv": "Skola"}), ("park", {"sv": "Park"})])
    assert [(each.key, each.label) for each in options(found)] == [("o1", {"sv": "Skola"}), ("o2", {"sv": "Park"})]
    assert questions(setup("rank", options={"sv": "Bara en"})) == ()
