"""Cells on their way to a spreadsheet."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.ground.reading import export_cell, imported_cell


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "=", "'=1"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert export_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Ljus", "1=1", " =1", "'Ljus'", "a\n=1"])
def test_other_cells_are_left_alone(text):
    assert export_cell(text) == text


def test_numbers_dates_and_nothing_are_written_plainly():
    assert [export_cell(value) for value in (None, 5, -5, 0.5, True, date(2026, 11, 21))] == [
        "", "5", "-5", "0.5", "1", "2026-11-21",
    ]  # fmt: skip
    assert export_cell(datetime(2026, 11, 21, 13, 5, tzinfo=UTC)) == "2026-11-21T13:05:00+00:00"


@given(st.text())
def test_reading_takes_back_what_export_added(text):
    assert imported_cell(export_cell(text)) == text


@given(st.lists(st.text(), min_size=1))
def test_no_cell_of_an_export_begins_as_a_formula(texts):
    kept = StringIO()
    csv.writer(kept).writerow([export_cell(text) for text in texts])
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in next(csv.reader([kept.getvalue()])) if cell)
