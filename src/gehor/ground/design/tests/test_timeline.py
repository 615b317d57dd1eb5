"""Rows of time on one axis of twelve months."""

import datetime as dt

from gehor.ground.design.timeline import Drawn, Mark, Row, Span, timeline

FIRST = dt.date(2026, 1, 1)


def drawn(*spans: Span, marks: tuple[Mark, ...] = ()) -> Drawn:
    row = Row({"sv": "Skolan"}, "sv", "#", "", spans=spans, marks=marks)
    return timeline("2026", [("", [row])], first=FIRST, today=FIRST).groups[0][1][0]


def test_a_quarter_of_a_year_is_a_quarter_of_the_axis() -> None:
    (bar,) = drawn(Span("open", dt.date(2026, 4, 1), dt.date(2026, 7, 1))).bars
    assert (bar.x, bar.width) == ("25.00%", "25.00%")


def test_what_is_planned_is_drawn_otherwise() -> None:
    assert drawn(Span("open", dt.date(2026, 4, 1), dt.date(2026, 7, 1), ahead=True)).bars[0].kind == "open ahead"


def test_what_goes_on_outside_is_cut_and_said() -> None:
    row = drawn(Span("plan", dt.date(2025, 10, 1), dt.date(2026, 7, 1)), marks=(Mark("promise", dt.date(2027, 2, 1)),))
    assert (row.bars[0].x, row.bars[0].width, row.marks) == ("0.00%", "50.00%", [])
    assert row.before
    assert row.after


def test_today_stands_on_the_axis_only_where_it_is() -> None:
    assert timeline("", [], first=FIRST, today=dt.date(2026, 7, 1)).today == "50.00%"
    assert timeline("", [], first=FIRST, today=dt.date(2027, 1, 1)).today == ""
    assert timeline("", [], first=FIRST, today=dt.date(2025, 12, 31)).today == ""


def test_an_axis_may_begin_with_any_month() -> None:
    months = timeline("", [], first=dt.date(2026, 11, 22), today=FIRST).months
    assert (months[0], months[2], len(months)) == (dt.date(2026, 11, 1), dt.date(2027, 1, 1), 12)
