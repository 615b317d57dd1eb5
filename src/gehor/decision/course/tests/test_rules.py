import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from gehor.decision.course.rules import whereabouts
from gehor.decision.models import Decision
from gehor.decision.queries import in_order

JUNE = dt.date(2026, 6, 10)


@dataclass(frozen=True)
class Noted:
    day: dt.date = JUNE
    receiver: str = "Regionen"
    reference_number: str = ""
    expected_on: dt.date | None = None
    outcome: str = ""
    referred_to: str = ""


def test_a_matter_lies_with_its_receiver_from_the_day_of_the_decision():
    where = whereabouts("Regionen", JUNE, [])
    assert (where.receiver, where.since, where.is_open) == ("Regionen", JUNE, True)
    assert where.days_late(dt.date(2027, 1, 1)) == 0  # nobody has said a day


def test_a_day_that_is_put_off_leaves_the_first_one_readable():
    noted = [
        Noted(reference_number="RS 4/26", expected_on=dt.date(2026, 9, 1)),
        Noted(expected_on=dt.date(2026, 11, 1)),
        Noted(expected_on=dt.date(2026, 12, 1)),
    ]
    where = whereabouts("Regionen", JUNE, noted)
    assert where.reference_number == "RS 4/26"  # what is left out the second time still holds
    assert (where.expected_on, where.first_expected_on) == (dt.date(2026, 12, 1), dt.date(2026, 9, 1))
    assert where.days_late(dt.date(2026, 12, 4)) == 3


def test_what_is_settled_is_never_late():
    noted = [Noted(expected_on=dt.date(2026, 9, 1)), Noted(outcome="met", day=dt.date(2026, 12, 1))]
    where = whereabouts("Regionen", JUNE, noted)
    assert not where.is_open and where.days_late(dt.date(2027, 1, 1)) == 0


def test_a_matter_that_is_sent_on_lies_with_the_next_one_without_number_or_day():
    noted = [
        Noted(reference_number="RS 4/26", expected_on=dt.date(2026, 9, 1)),
        Noted(outcome="referred", referred_to="Trafikverket", day=dt.date(2026, 8, 1)),
    ]
    where = whereabouts("Regionen", JUNE, noted)
    assert (where.receiver, where.since, where.is_open) == ("Trafikverket", dt.date(2026, 8, 1), True)
    assert (where.reference_number, where.expected_on) == ("", None)


rows = st.builds(
    Noted,
    expected_on=st.none() | st.dates(JUNE, dt.date(2030, 1, 1)),
    outcome=st.sampled_from(["", "", "met", "referred"]),
    referred_to=st.just("Trafikverket"),
)


@given(st.lists(rows, max_size=6), st.dates(JUNE, dt.date(2031, 1, 1)))
def test_it_is_open_unless_the_last_word_on_it_settled_it(noted, today):
    where = whereabouts("Regionen", JUNE, noted)
    ends = [each.outcome for each in noted if each.outcome]
    assert where.is_open == (not ends or ends[-1] == "referred")
    assert where.days_late(today) == 0 or (where.is_open and where.expected_on < today)
    assert where == whereabouts("Regionen", JUNE, noted)


def test_decisions_come_in_the_order_of_what_they_replace_however_they_are_read():
    first, second, third = Decision(pk=7), Decision(pk=3, replaces_id=7), Decision(pk=5, replaces_id=3)
    assert in_order([third, first, second]) == (first, second, third)
    assert in_order([]) == ()
