"""Days that belong together, as people write them: what both share is said once."""

import datetime as dt

from django.utils.formats import date_format


def form_of_first(first: dt.date, last: dt.date) -> tuple[str, str]:
    """In which format the first of two days is written, and what stands between them. The last is written in full."""
    if (first.year, first.month) == (last.year, last.month):
        return "j", "–"
    return "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT", " – "


def day_range(first: dt.date, last: dt.date) -> str:
    """3–12 March 2026, 29 March – 2 April 2026, or one day when it is the same."""
    if first == last:
        return date_format(last)
    form, between = form_of_first(first, last)
    return f"{date_format(first, form)}{between}{date_format(last)}"
