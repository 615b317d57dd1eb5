"""Pure: what may be said of a dialogue that was held earlier, and what is unknown of it."""

import datetime as dt

PEOPLE_MOST = 1_000_000


def days_fault(held_from: dt.date | None, held_to: dt.date | None, *, today: dt.date) -> tuple[str, str] | None:
    """(code, field) for days that cannot be, or None. Days that nobody knows are no fault.

    >>> days_fault(dt.date(2013, 5, 2), dt.date(2013, 4, 1), today=dt.date(2026, 1, 1))
    ('earlier_ends_before_it_began', 'held_to')
    >>> days_fault(None, None, today=dt.date(2026, 1, 1)) is None
    True
    """
    for day, field in ((held_from, "held_from"), (held_to, "held_to")):
        if day is not None and day > today:
            return "earlier_in_the_future", field
    if held_from and held_to and held_to < held_from:
        return "earlier_ends_before_it_began", "held_to"
    return None
