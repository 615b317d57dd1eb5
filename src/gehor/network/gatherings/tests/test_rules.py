"""Figures of meetings and of a trial: by hand, and for anything."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.network.gatherings import rules
from gehor.network.gatherings.rules import Been, Part

KINDS = st.sampled_from(["municipality", "region", "authority"])
PARTS = st.lists(st.tuples(st.sampled_from(["lecture", "tables", "informal", "frame"]), st.integers(0, 500)))
BEEN = st.lists(
    st.builds(Been, st.integers(0, 4), st.integers(1, 12), st.just("region"), st.booleans(), st.integers(0, 5)),
    unique_by=lambda each: (each.gathering, each.partner),
)
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1))


@pytest.mark.parametrize(("length", "most"), [("half", 240), ("full", 420)])
def test_a_meeting_begins_with_an_agenda_that_fits_its_day_and_is_mostly_talk(length, most):
    parts = [(kind, minutes) for kind, minutes, _title in rules.starting_parts(length)]
    agenda = rules.agenda(parts)
    assert agenda.total <= most == rules.day_minutes(length)
    assert agenda.talking > 0.6
    assert agenda.share("lecture") < 0.25


@given(PARTS)
def test_the_shares_of_an_agenda_make_a_whole(parts):
    agenda = rules.agenda(parts)
    shares = [agenda.share(kind) for kind in ("lecture", "tables", "informal", "frame")]
    assert sum(shares) == pytest.approx(1 if agenda.total else 0)
    assert agenda.talking == pytest.approx(agenda.share("tables") + agenda.share("informal"))
    assert rules.agenda(list(reversed(parts))).minutes == agenda.minutes


@given(st.times(), st.lists(st.integers(1, 90), max_size=12))
def test_each_part_begins_when_the_one_before_ends(start, minutes):
    moments = rules.begins(start, minutes)
    assert moments[0] == start
    assert len(moments) == len(minutes) + 1


@given(st.integers(0, 500), st.one_of(st.none(), st.integers(0, 500)), st.integers(0, 600))
def test_nobody_is_promoted_beyond_the_room_and_nobody_waits_while_there_is_some(waiting, capacity, taken):
    promoted = rules.promoted(waiting, capacity=capacity, taken=taken)
    assert 0 <= promoted <= waiting
    if capacity is None:
        assert promoted == waiting
    else:
        assert promoted == 0 or taken + promoted <= capacity
        assert promoted == waiting or taken + promoted >= capacity


def test_attendance_is_counted_by_type_of_actor_among_members_only():
    members = {1: "municipality", 2: "municipality", 3: "region"}
    been = [Been(0, 1, "municipality", True, 2), Been(0, 3, "region", True, 0), Been(0, 9, "other", True, 4)]
    assert rules.attendance(been, members) == {"municipality": Part(1, 2), "region": Part(0, 1)}


@given(BEEN, st.dictionaries(st.integers(1, 12), KINDS))
def test_attendance_is_never_more_than_all(been, members):
    found = rules.attendance(been, members)
    assert sum(part.of for part in found.values()) == len(members)
    assert all(0 <= part.some <= part.of for part in found.values())


@given(BEEN)
def test_who_comes_back_has_come_before(been):
    found = rules.returning(been)
    assert 0 <= found.some <= found.of <= len({each.partner for each in been if each.came})
    assert rules.returning(list(reversed(been))) == found


def test_whoever_came_first_to_the_last_meeting_cannot_have_come_back():
    been = [Been(0, 1, "region", True, 1), Been(1, 1, "region", True, 1), Been(1, 2, "region", True, 1)]
    assert rules.returning(been) == Part(1, 1)


@given(BEEN)
def test_answers_are_counted_meeting_by_meeting(been):
    found = rules.answering(been)
    assert sum(part.of for part in found) == len(been)
    assert sum(part.some for part in found) == sum(each.answered for each in been)


def test_silent_is_whoever_was_invited_twice_and_never_said_a_word():
    been = [
        Been(0, 1, "region", False, 0),
        Been(1, 1, "region", False, 0),
        Been(0, 2, "region", False, 0),
        Been(0, 3, "region", False, 0),
        Been(1, 3, "region", True, 0),
    ]
    assert rules.silent(been) == {1: 2}


@given(BEEN)
def test_nobody_who_answered_or_came_is_called_silent(been):
    heard = {each.partner for each in been if each.answered or each.came}
    assert heard.isdisjoint(rules.silent(been))


@given(st.lists(st.tuples(st.sampled_from(["", "kept", "partly", "not_kept"]), DAYS)), DAYS)
def test_what_was_taken_home_is_in_one_pile_each(taken, today):
    found = rules.kept(taken, today=today)
    assert found.kept + found.partly + found.not_kept + found.waiting + found.ahead == len(taken)
    assert found.part.of == len(taken) - found.ahead


def test_silence_about_what_was_taken_home_is_no_success():
    day = dt.date(2026, 1, 1)
    assert rules.kept([("kept", day), ("", day), ("partly", day)], today=day).part == Part(1, 3)


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 10**6)), st.integers(0, 200)), max_size=8))
def test_a_meeting_whose_cost_nobody_knows_makes_the_others_neither_dearer_nor_cheaper(rows):
    found = rules.cost(rows)
    more = rules.cost([*rows, (None, 50)])
    assert (more.each, more.meeting, more.unknown) == (found.each, found.meeting, found.unknown + 1)


def test_money_that_has_run_out_counts_no_more_and_hope_is_no_money():
    costs = rules.cost([(40_000, 50), (60_000, 50)])
    funding = [
        (150_000, True, dt.date(2027, 1, 1)),
        (80_000, True, dt.date(2025, 1, 1)),
        (99_000, False, dt.date(2027, 1, 1)),
    ]
    found = rules.money(funding, costs, today=dt.date(2026, 6, 1))
    assert (found.decided, found.hoped, found.year, found.years) == (150_000, 99_000, 100_000, 1.5)
    assert rules.money(funding, rules.cost([]), today=dt.date(2026, 6, 1)).years is None


@given(st.text(), st.sets(st.emails(), max_size=4))
def test_only_known_addresses_are_found_in_a_mail_that_came_back(text, known):
    known = {address.lower() for address in known}
    assert set(rules.addresses_in(text, known)) <= known
