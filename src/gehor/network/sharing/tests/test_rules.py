"""What is told, and that nothing about few people can be counted back."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.calc.few import FEWEST
from gehor.network.sharing import rules
from gehor.network.sharing.rules import INDICATORS, Cell, Seen, figures, people_shown
from gehor.process.indicators import Course
from gehor.process.ratings import Share

TODAY = dt.date(2026, 11, 23)
DAY = dt.date(2026, 3, 1)


def seen(year=2026, *, credible=None, is_tied=False, is_evaluated=False, **given):
    return Seen(year, Course(**{"started": DAY, "opened": DAY, **given}), is_tied, is_evaluated, credible)


def told(rows, code, year=2026):
    cell = figures(rows, today=TODAY).get((year, code))
    return (cell.value, cell.of) if cell else None


def test_each_figure_is_counted_from_what_is_known():
    rows = [
        seen(is_tied=True, closed=dt.date(2026, 3, 10), promise=dt.date(2026, 5, 1), answered=dt.date(2026, 4, 9)),
        seen(closed=dt.date(2026, 3, 2), promise=dt.date(2026, 5, 1), answered=dt.date(2026, 5, 2), is_evaluated=True),
        seen(promise=dt.date(2026, 6, 1)),
        seen(promise=dt.date(2027, 6, 1)),
        seen(2025),
    ]
    assert told(rows, "held") == (4, 4) and told(rows, "held", 2025) == (1, 1)
    assert told(rows, "tied") == (0.25, 4)
    assert told(rows, "in_time") == (1 / 3, 3), "one in time, one late, one whose day has passed without an answer"
    assert told(rows, "days_to_answer") == (45.5, 2)
    assert told(rows, "days_open") == (6, 2)
    assert told(rows, "evaluated") == (0.5, 2), "of those that are answered"
    assert told(rows, "sek") is None, "nobody has said what it cost, which is not nought"


def test_parts_of_wholes_are_counted_of_all_dialogues_together():
    rows = [
        seen(by_channel={"web": 10, "paper": 30}, outcomes={"met": 1, "not_met": 1}, measures_due=4, measures_done=1),
        seen(by_channel={"web": 60}, outcomes={"partly_met": 2, "referred": 5}),
    ]
    assert told(rows, "off_web") == (0.3, 2)
    assert told(rows, "followed") == (0.75, 2)
    assert told(rows, "measures_done") == (0.25, 1)


def test_what_people_think_has_limits_and_the_rest_has_none():
    rows = [seen(people=40, reach_aim=80, sek=400.0, credible=Share(6, 8)), seen(people=10, credible=Share(9, 12))]
    found = figures(rows, today=TODAY)
    credible = found[2026, "credible"]
    assert (credible.value, credible.of) == (0.75, 20) and credible.low < 0.75 < credible.high
    assert {code for (_year, code), cell in found.items() if cell.low is not None} == rules.ASKED_PEOPLE
    assert told(rows, "people") == (50, 2)
    assert told(rows, "reached") == (0.5, 1) and told(rows, "sek_each") == (10, 1)


def test_of_few_people_nothing_is_told():
    assert told([seen(people=4)], "people") is None
    assert told([seen(people=4, sek=400.0, reach_aim=4)], "sek_each") is None
    assert told([seen(people=4, sek=400.0, reach_aim=4)], "reached") is None
    assert people_shown([seen(people=4), seen(people=9), seen(people=30), seen(people=None)]) == [None, None, 30, None]


def test_a_part_of_the_people_is_not_told_where_it_would_tell_of_few():
    """100 with known cost less the 57 and 40 that are shown would be the three who are hidden."""
    rows = [seen(people=57, sek=1.0), seen(people=3, sek=1.0), seen(people=40, sek=1.0), seen(people=10)]
    assert people_shown(rows) == [57, None, 40, None]
    assert told(rows, "sek_each") is None
    assert told([*rows[:3], seen(people=10, sek=1.0)], "sek_each") is not None, "of all of them it is their sum"


counts = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=4)


@given(counts)
def test_no_few_can_be_counted_back_from_what_is_told(drawn):
    """Whoever knows the sum of the year, the cost of each and what one person cost holds several numbers possible."""
    rows = [seen(people=count, sek=1000.0 if costs else None) for count, costs in drawn]
    shown = people_shown(rows)
    found = figures(rows, today=TODAY)
    total, each = found.get((2026, "people")), found.get((2026, "sek_each"))
    costing = sum(costs for _count, costs in drawn)
    with_cost = round(costing * 1000 / each.value) if each and each.value else None
    hidden = [place for place, count in enumerate(shown) if count is None]
    possible = [set() for _ in drawn]
    for guess in product(range(40 if len(hidden) < 3 else 19), repeat=len(hidden)):
        whole = [count if count is not None else -1 for count in shown]
        for place, count in zip(hidden, guess, strict=True):
            whole[place] = count
        if total is not None and sum(whole) != total.value:
            continue
        if total is None and sum(whole) >= FEWEST:
            continue
        if with_cost is not None and sum(c for c, (_n, costs) in zip(whole, drawn, strict=True) if costs) != with_cost:
            continue
        for place in hidden:
            possible[place].add(whole[place])
    for place in hidden:
        if 0 < drawn[place][0] < FEWEST:
            assert len(possible[place] & set(range(1, FEWEST))) > 1, (drawn, shown, possible)
    assert all(count is None or not 0 < count < FEWEST for count in shown)


courses = st.builds(
    seen,
    year=st.sampled_from([2024, 2025]),
    is_tied=st.booleans(),
    is_evaluated=st.booleans(),
    people=st.none() | st.integers(0, 500),
    reach_aim=st.none() | st.integers(1, 500),
    sek=st.none() | st.integers(0, 10**6).map(float),
    hours=st.none() | st.integers(0, 900).map(float),
    closed=st.none() | st.dates(DAY, TODAY),
    promise=st.none() | st.dates(DAY, dt.date(2027, 1, 1)),
    answered=st.none() | st.dates(DAY, TODAY),
    credible=st.none() | st.integers(5, 60).flatmap(lambda of: st.integers(0, of).map(lambda agree: Share(agree, of))),
    by_channel=st.dictionaries(st.sampled_from(["web", "paper"]), st.integers(0, 40)),
)


@given(st.lists(courses, max_size=8), st.randoms())
def test_figures_are_possible_and_know_no_order(rows, chance):
    found = figures(rows, today=TODAY)
    assert all(rules.is_possible(code, cell) for (_year, code), cell in found.items())
    assert sum(cell.value for (_year, code), cell in found.items() if code == "held") == len(rows)
    mixed = list(rows)
    chance.shuffle(mixed)
    again = figures(mixed, today=TODAY)
    assert again.keys() == found.keys()
    assert all(again[key].value == pytest.approx(cell.value) for key, cell in found.items())
    for year in (2024, 2025):
        alone = figures([each for each in rows if each.year == year], today=TODAY)
        assert {key: cell for key, cell in found.items() if key[0] == year} == alone


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("tied", Cell(1.01, 5)), ("tied", Cell(-0.1, 5)), ("tied", Cell(0.5, 0)), ("tied", Cell(0.5, 5, 0.1, 0.9)),
        ("people", Cell(4, 1)), ("credible", Cell(0.5, 4, 0.1, 0.9)), ("credible", Cell(0.5, 10)),
        ("credible", Cell(0.5, 10, 0.6, 0.9)), ("credible", Cell(0.5, 10, 0.1, 1.2)), ("sek", Cell(1e13, 1)),
    ],
)  # fmt: skip
def test_what_cannot_be_a_figure_is_none(code, cell):
    assert not rules.is_possible(code, cell)


def test_no_middle_is_told_of_fewer_than_three():
    ones = [{(2025, "tied"): Cell(value, 3)} for value in (0.1, 0.2, 0.9)]
    assert rules.middles(ones, "tied") == {2025: 0.2}
    assert rules.middles(ones[:2], "tied") == {}


@given(st.integers(0, 100))
def test_what_fails_is_asked_more_and_more_seldom_and_before_it_is_stale(failures):
    now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    later = rules.next_fetch(now, failures=failures) - now
    assert dt.timedelta(days=1) <= later < rules.STALE
    assert later <= rules.next_fetch(now, failures=failures + 1) - now


def test_every_indicator_belongs_to_a_part_that_can_be_shared():
    assert {each.part for each in INDICATORS.values()} == set(rules.Part) - {rules.Part.DIALOGUES}
