"""Who owes what for a year, and what VAT comes to. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ORE = Decimal("0.01")


def is_due(year: int, admitted_on: dt.date, left_on: dt.date | None) -> bool:
    """Whether a member pays for the year: it was one on some day of it. left_on: the first day on which it is none.

    >>> joined = dt.date(2026, 8, 20)
    >>> [is_due(year, joined, dt.date(2028, 1, 1)) for year in (2025, 2026, 2027, 2028)]
    [False, True, True, False]
    """
    return admitted_on.year <= year and (left_on is None or left_on > dt.date(year, 1, 1))


def owed(fee: int, invoiced: Sequence[int]) -> int:
    """What is still to be drawn up of one organisation for one year; below 0: to be credited.

    invoiced: what each of its memberships has been invoiced for the year. There are several where members have merged:
    whoever had paid before keeps it so, and one that had not pays no second time.

    >>> owed(8000, [0]), owed(8000, [8000]), owed(9000, [8000]), owed(7000, [8000]), owed(0, [8000])
    (8000, 0, 1000, -1000, -8000)
    >>> owed(8000, [8000, 0]), owed(8000, [0, 0]), owed(8000, [8000, 8000])
    (0, 8000, 0)
    """
    paying = max(1, sum(amount > 0 for amount in invoiced))
    return fee * paying - sum(invoiced)


@dataclass(frozen=True)
class Sum:
    """SEK with two decimals."""

    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


def with_vat(net: int, percent: int) -> Sum:
    """VAT is rounded once, on the whole (EN 16931, BR-CO-17); half an öre goes up.

    >>> with_vat(8000, 25).gross, with_vat(1, 6).vat
    (Decimal('10000.00'), Decimal('0.06'))
    """
    whole = Decimal(net).quantize(ORE)
    return Sum(whole, (whole * percent / 100).quantize(ORE, ROUND_HALF_UP))


def vat_number(number: str) -> str:
    """A Swedish registration number as a VAT number.

    >>> vat_number("212000-0142")
    'SE212000014201'
    """
    return f"SE{digits(number)}01"


def digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())
