"""Known best seatings, and what holds of every one."""

from collections import Counter
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.errors import BadInput
from gehor.calc.seating import Acquainted, NewPairs, Person, acquainted, new_pairs, pairs
from gehor.calc.seating.seating import seat


def alone(count):
    return [Person(f"p{number:02}", f"h{number}") for number in range(count)]


def evening(people, sizes, meetings, **more):
    """The seatings of some meetings in a row, each knowing those before."""
    before, seatings = Counter(), []
    for _ in range(meetings):
        seatings.append(seat(people, sizes, before, **more))
        before += pairs(seatings[-1].tables)
    return seatings, before


def test_nine_people_meet_everybody_in_four_meetings():
    """The affine plane of order three: the least number of meetings there can be."""
    seatings, before = evening(alone(9), [3, 3, 3], 4)
    assert [seating.again for seating in seatings] == [0, 0, 0, 0]
    assert len(before) == 36


def test_eighty_people_from_the_same_houses_sit_with_strangers_for_four_meetings():
    people = [Person(f"p{number:02}", f"h{number // 3}") for number in range(80)]
    seatings, before = evening(people, [8] * 10, 4)
    assert {(seating.met, seating.most, seating.colleagues) for seating in seatings} == {(280, 280, 0)}
    assert len(before) == 4 * 280


def test_more_colleagues_than_tables_are_spread():
    people = [Person(f"a{number}", "a") for number in range(7)] + [Person(f"b{number}", "b") for number in range(2)]
    seating = seat(people, [3, 3, 3])
    assert (seating.colleagues, seating.fewest) == (5, 5)  # 3 + 2 + 2 of them


def test_a_host_stays_at_the_own_table_also_among_people_met_before():
    people = [Person("host", "x", at=1), *alone(5)]
    before = {frozenset(("host", person.key)): 1 for person in people[1:4]}
    tables = seat(people, [2, 2, 2], before).tables
    assert "host" in tables[1]
    assert not set(tables[1]) & {"p00", "p01", "p02"}


def test_two_hosts_of_one_house_stay_where_they_are_put():
    people = [Person("one", "x", at=0), Person("two", "x", at=0), *alone(4)]
    seating = seat(people, [3, 3])
    assert {"one", "two"} <= set(seating.tables[0])
    assert (seating.colleagues, seating.fewest) == (1, 0)


def test_tables_are_filled_evenly():
    assert sorted(map(len, seat(alone(7), [6, 6, 6]).tables)) == [2, 2, 3]


def test_where_everybody_has_met_nobody_new_can_be_met():
    _seatings, before = evening(alone(3), [3], 1)
    again = seat(alone(3), [3], before)
    assert (again.met, again.most, again.again) == (0, 0, 3)


def test_seed_nought_is_a_seed_and_another_one_seats_otherwise_where_there_is_a_choice():
    people, before = alone(16), Counter()
    first = seat(people, [4] * 4)
    before += pairs(first.tables)
    assert seat(people, [4] * 4, before, seed=0) == seat(people, [4] * 4, before, seed=0)
    assert len({seat(people, [4] * 4, before, seed=seed).tables for seed in range(5)}) > 1


@pytest.mark.parametrize(
    ("people", "sizes", "code"),
    [
        ([], [3], "nobody"),
        ([Person("a", "x"), Person("a", "y")], [3], "same_person"),
        (alone(4), [3], "too_few_seats"),
        (alone(4), [5, -3], None),
        ([Person("a", "x", at=2)], [3, 3], "no_such_table"),
        ([Person("a", "x", at=0), Person("b", "x", at=0)], [1, 3], "table_too_small"),
    ],
)
def test_what_cannot_be_seated_is_refused(people, sizes, code):
    if code is None:
        assert seat(people, sizes).tables[1] == ()
        return
    with pytest.raises(BadInput) as refusal:
        seat(people, sizes)
    assert refusal.value.code == code


@st.composite
def rooms(draw):
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=5))
    count = draw(st.integers(1, sum(sizes)))
    people = [Person(f"p{number:02}", draw(st.sampled_from("abcd"))) for number in range(count)]
    keys = [person.key for person in people]
    met = draw(st.lists(st.sampled_from(list(combinations(keys, 2))), max_size=20)) if count > 1 else []
    return people, sizes, Counter(map(frozenset, met))


@settings(max_examples=60)
@given(rooms(), st.randoms(use_true_random=False))
def test_everybody_has_one_seat_whatever_the_order_of_the_list(room, chance):
    people, sizes, before = room
    seating = seat(people, sizes, before, steps=60)
    assert sorted(key for table in seating.tables for key in table) == sorted(person.key for person in people)
    assert all(len(table) <= size for table, size in zip(seating.tables, sizes, strict=True))
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert seat(shuffled, sizes, before, steps=60) == seating
    assert seating.met <= seating.most
    assert seating.colleagues >= seating.fewest


@settings(max_examples=60)
@given(rooms())
def test_swapping_never_makes_it_worse(room):
    people, sizes, before = room

    def weight(seating):
        return 1000 * seating.colleagues + sum(
            times**2 for pair, times in before.items() if pair in pairs(seating.tables)
        )

    assert weight(seat(people, sizes, before, steps=60)) <= weight(seat(people, sizes, before, steps=0))


@settings(max_examples=25)
@given(rooms().filter(lambda room: len(room[0]) <= 6 and len(room[1]) > 1))
def test_few_people_sit_as_well_as_they_can(room):
    """Every way to seat six at most is tried."""
    people, sizes, before = room
    house = {person.key: person.house for person in people}
    found = seat(people, sizes, before)
    counts = [len(table) for table in found.tables]

    def weight(tables):
        both = pairs(tables)
        colleagues = sum(len({house[key] for key in pair}) == 1 for pair in both)
        return 1000 * colleagues + sum(times**2 for pair, times in before.items() if pair in both)

    def cut(order):
        places = iter(order)
        return [[next(places) for _ in range(count)] for count in counts]

    assert weight(found.tables) == min(weight(cut(order)) for order in permutations(house))


def test_nine_people_of_three_meetings_have_met_six_of_eight():
    seatings, _before = evening(alone(9), [3, 3, 3], 3)
    told = acquainted([seating.tables for seating in seatings])
    assert set(told.values()) == {Acquainted(meetings=3, met=6, most=6)}
    assert acquainted([]) == {} and new_pairs([]) == []
    seated = [seating.tables for seating in seatings]
    assert new_pairs(seated) == [NewPairs(each.met, each.most) for each in seatings] == [NewPairs(9, 9)] * 3


@settings(max_examples=40)
@given(st.lists(rooms(), max_size=3), st.randoms(use_true_random=False))
def test_acquaintance_is_mutual_and_whatever_the_order_of_the_meetings(held, chance):
    meetings = [seat(people, sizes, before, steps=5).tables for people, sizes, before in held]
    told = acquainted(meetings)
    both = set().union(*(pairs(tables) for tables in meetings)) if meetings else set()
    assert sum(each.met for each in told.values()) == 2 * len(both)
    assert all(0 <= each.met <= each.most <= max(0, len(told) - 1) for each in told.values())
    new = new_pairs(meetings)
    assert sum(each.met for each in new) == len(both) and all(0 <= each.met <= each.most for each in new)
    chance.shuffle(meetings)
    assert acquainted(meetings) == told
