import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.network.programme.invoicing import accounts, rules
from gehor.process.errors import WrongInput

FEES = st.integers(0, 10_000_000)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@given(FEES, st.lists(FEES, min_size=1, max_size=4))
def test_what_is_owed_settles_it(fee, invoiced):
    """Once the difference is drawn up nothing is owed, whatever had been before."""
    difference = rules.owed(fee, invoiced)
    biggest = invoiced.index(max(invoiced))
    after = [amount + (difference if at == biggest else 0) for at, amount in enumerate(invoiced)]
    if all(amount > 0 for amount in after) or len(invoiced) == 1:
        assert rules.owed(fee, after) == 0


@given(FEES, FEES, FEES)
def test_a_fee_that_is_changed_in_the_middle_costs_in_the_end_what_it_is_at_last(first, second, third):
    paid = 0
    for fee in (first, second, third):
        paid += rules.owed(fee, [paid])
    assert paid == third


@given(FEES, st.integers(1, 5))
def test_members_that_merge_before_anything_is_drawn_up_pay_once(fee, members):
    assert rules.owed(fee, [0] * members) == fee


@given(st.integers(1, 10_000_000), st.integers(1, 5))
def test_nobody_is_credited_because_of_a_merger(fee, members):
    assert rules.owed(fee, [fee] * members) == 0


@given(DAYS, st.none() | DAYS, st.integers(2019, 2036))
def test_a_year_is_paid_by_whoever_was_a_member_in_it(joined, left, year):
    due = rules.is_due(year, joined, left)
    if due:
        assert joined.year <= year
        assert left is None or left.year >= year


@given(FEES, st.integers(0, 50))
def test_vat_has_two_decimals_and_is_half_an_ore_off_at_most(net, percent):
    found = rules.with_vat(net, percent)
    assert found.vat == found.vat.quantize(Decimal("0.01"))
    assert abs(found.vat - Decimal(net) * percent / 100) <= Decimal("0.005")
    assert found.gross == found.net + found.vat


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("bankgiro", "5050-1056"),
        ("bankgiro", "50"),
        ("plusgiro", "1"),
        ("iban", "SE00"),
        ("swish", "123"),
        ("iban", ""),
    ],
)
def test_what_is_no_account_is_refused(kind, given):
    with pytest.raises(WrongInput) as refusal:
        accounts.account(kind, given)
    assert refusal.value.code == "no_such_account"


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("bankgiro", "5050-1055", "50501055"),
        ("plusgiro", "4 12 34-6", "412346"),
        ("iban", "SE35 5000 0000 0549 1000 0003", "SE3550000000054910000003"),
    ],
)
def test_an_account_is_kept_without_spaces(kind, given, kept):
    assert accounts.account(kind, given) == kept
