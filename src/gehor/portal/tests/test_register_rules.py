"""How the time of a dialogue was spent, and which promises were kept."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from gehor.portal.register.rules import Days, Part, course, kept, waiting

TODAY = dt.date(2026, 6, 1)
NAMES = ("opened", "closed", "decided", "answered", "begins", "ends", "decision", "promise")


def day(month: int, number: int = 1) -> dt.date:
    return dt.date(2026, month, number)


def test_a_course_runs_from_idea_to_answer() -> None:
    days = Days(day(1), day(2), day(3), day(4), day(5), promise=day(5, 10))
    assert course(days, today=TODAY) == [
        Part("plan", day(1), day(2)),
        Part("open", day(2), day(3)),
        Part("work", day(3), day(4)),
        Part("answer", day(4), day(5)),
    ]


def test_what_goes_on_now_is_split_by_today() -> None:
    days = Days(day(4), day(5), begins=day(5), ends=day(7), decision=day(9), promise=day(10))
    assert course(days, today=TODAY) == [
        Part("plan", day(4), day(5)),
        Part("open", day(5), day(6)),
        Part("open", day(6), day(7), ahead=True),
        Part("work", day(7), day(9), ahead=True),
        Part("answer", day(9), day(10), ahead=True),
    ]


def test_a_late_answer_is_the_last_part() -> None:
    late = Part("late", day(5, 20), TODAY)
    days = Days(day(1), day(2), day(3), promise=day(5, 20))
    assert course(days, today=TODAY)[-1] == late
    assert waiting(days, today=TODAY) == [Part("work", day(2), day(5, 20)), late]


def test_nobody_waits_before_the_opening() -> None:
    days = Days(day(1), promise=day(5))
    assert waiting(days, today=TODAY) == []
    assert days.days_late(TODAY) == 0


def test_promises_are_counted_and_a_share_needs_five() -> None:
    in_time, too_late = (
        Days(day(1), day(2), answered=day(4), promise=day(4)),
        Days(day(1), day(2), answered=day(5), promise=day(4)),
    )
    late_now, time_left = Days(day(1), day(2), promise=day(5, 20)), Days(day(1), day(2), promise=TODAY)
    four = kept([in_time, in_time, too_late, late_now, time_left, Days(day(1))], today=TODAY)
    assert (four.promised, four.answered, four.in_time, four.late_now, four.most_days) == (5, 3, 2, 1, 12)
    assert (four.waiting, four.due, four.share) == (1, 4, None)
    assert kept([in_time] * 4 + [late_now], today=TODAY).share == 0.8


days_of_2026 = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@given(days_of_2026, st.fixed_dictionaries({name: st.none() | days_of_2026 for name in NAMES}), days_of_2026)
def test_every_part_lasts_and_nothing_ahead_has_begun(
    started: dt.date, known: dict[str, dt.date | None], today: dt.date
) -> None:
    days = Days(started, **known)
    for part in [*course(days, today=today), *waiting(days, today=today)]:
        assert part.begins < part.ends
        assert not (part.ahead and part.begins < min(today, started))
    numbers = kept([days], today=today)
    assert numbers.promised == numbers.answered + numbers.late_now + numbers.waiting
