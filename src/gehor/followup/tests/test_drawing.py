"""What the picture of measures shows."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from gehor.followup.drawing import spans
from gehor.ground.design.timeline import Span

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


def on(day, month):
    return dt.date(2026, month, day)


def test_a_measure_that_was_begun_and_is_late():
    assert spans(on(1, 3), on(1, 6), begun=on(1, 4), settled=None, today=on(1, 7)) == [
        Span("plan", on(1, 3), on(1, 4)),
        Span("work", on(1, 4), on(1, 6)),
        Span("late", on(1, 6), on(1, 7)),
    ]


def test_a_measure_that_nobody_has_begun_has_its_time_left():
    assert spans(on(1, 3), on(1, 6), begun=None, settled=None, today=on(1, 4)) == [
        Span("plan", on(1, 3), on(1, 4)),
        Span("work", on(1, 4), on(1, 6), ahead=True),
    ]


def test_a_measure_that_was_carried_out_in_time_is_neither_late_nor_ahead():
    kinds = [part.kind for part in spans(on(1, 3), on(1, 6), begun=on(1, 4), settled=on(1, 5), today=on(1, 9))]
    assert kinds == ["plan", "work"]


@given(days, st.integers(0, 900), st.none() | days, st.none() | days, days)
def test_the_parts_follow_each_other_without_a_gap(promised, length, begun, settled, today):
    due = promised + dt.timedelta(length)
    today = max(promised, today)
    settled = max(promised, settled) if settled else None
    begun = max(promised, begun) if begun else None
    parts = spans(promised, due, begun=begun, settled=settled, today=today)
    assert all(part.ends > part.begins for part in parts)
    assert all(one.ends == other.begins for one, other in itertools.pairwise(parts))
    assert not parts or parts[0].begins == promised
    assert sum((part.ends - part.begins).days for part in parts if part.kind == "late") == max(
        0, ((settled or today) - due).days
    )
