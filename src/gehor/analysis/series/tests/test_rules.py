"""How a series goes on, and how dots are counted: no database."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.analysis.series import rules
from gehor.analysis.series.rules import Next, Path, next_thing, outcome


def test_the_path_goes_meeting_by_meeting():
    steps = (
        ({}, Next.INVITE),
        ({"invited": 12}, Next.HOLD_FIRST),
        ({"came_first": 10}, Next.CATEGORISE),
        ({"findings": 1}, Next.CATEGORISE),
        ({"findings": 4}, Next.OPEN),
        ({"is_prioritising": True}, Next.HAND_OUT),
        ({"handed_out": 10}, Next.COUNT),
        ({"is_counted": True, "unplanned": 4}, Next.PLAN),
        ({"unplanned": 0}, Next.FEED_BACK),
        ({"came_last": 8}, Next.SIGN_OFF),
        ({"signed_off": True}, Next.DONE),
    )
    known = {}
    for change, following in steps:
        known |= change
        assert next_thing(Path(**known)) is following


def test_what_was_signed_off_is_done_however_it_came_there():
    assert next_thing(Path(signed_off=True)) is Next.DONE


def test_what_may_stand_on_a_ballot():
    def fault(dots, most=2):
        return rules.dots_fault(dots, most=most, options=[1, 2, 3])

    assert fault([1]) == fault([3, 1]) == ""
    assert fault([]) == "no_dots"
    assert fault([1, 2, 3]) == "too_many_dots"
    assert fault([4]) == "no_such_category"
    assert fault([1, 1]) == "dots_on_one"


def test_equal_dots_share_a_place():
    found = outcome([1, 2, 3, 4], [("paper", [2])] * 3 + [("paper", [4])] * 3 + [("paper", [1])])
    assert [(each.number, each.place, each.dots) for each in found.weighed] == [
        (2, 1, 3),
        (4, 1, 3),
        (1, 3, 1),
        (3, 4, 0),
    ]
    assert found.weighed[0].share == 3 / 7 and found.weighed[0].interval[0] < 3 / 7 < found.weighed[0].interval[1]


def test_of_few_ballots_nothing_is_shown():
    assert outcome([1, 2], [("paper", [1])] * 4) == rules.Outcome(4, (), ())
    assert outcome([1, 2], []).ballots == 0


def test_few_who_came_by_one_way_are_not_told_apart():
    assert outcome([1], [("paper", [1])] * 6 + [("phone", [1])] * 4).by_way == ()
    assert outcome([1], [("paper", [1])] * 6 + [("phone", [1])] * 5).by_way == (("phone", 5), ("paper", 6))
    assert outcome([1], [("paper", [1])] * 6).by_way == (("paper", 6),)


ballots = st.lists(st.tuples(st.sampled_from(["phone", "paper"]), st.sets(st.integers(1, 5), min_size=1).map(sorted)))


@settings(max_examples=50)
@given(ballots, st.randoms())
def test_the_order_in_which_ballots_come_does_not_matter(cast, chance):
    shuffled = chance.sample(cast, len(cast))
    assert outcome(range(1, 6), shuffled) == outcome(range(1, 6), cast)


@settings(max_examples=50)
@given(ballots)
def test_every_dot_is_counted_once_and_no_share_passes_one(cast):
    found = outcome(range(1, 6), cast)
    if found.weighed:
        assert sum(each.dots for each in found.weighed) == sum(len(dots) for _way, dots in cast)
        assert all(0 <= each.share <= 1 for each in found.weighed)
        assert [each.place for each in found.weighed] == sorted(each.place for each in found.weighed)
