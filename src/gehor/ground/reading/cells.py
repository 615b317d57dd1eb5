"""Cells on their way out to a spreadsheet and back: what looks like a formula must never be run by anyone."""

import re
from datetime import date, datetime

# The signs with which Excel, LibreOffice or Google Sheets begin a formula, also in their full-width forms
# (OWASP, CSV Injection).
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MADE_SAFE = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def export_cell(value: object) -> str:
    """The value as text for a CSV file. Text that a spreadsheet would run gets an apostrophe in front.

    Numbers stay numbers, dates are written 2026-11-21, nothing is an empty cell. `imported_cell` takes it back.
    """
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if _RISKY.match(text) else text


def imported_cell(text: str) -> str:
    """The text without the apostrophe that `export_cell` put in front."""
    return text[1:] if _MADE_SAFE.match(text) else text


def formula_sign(text: str) -> str | None:
    """The sign for which a spreadsheet would take the text as a formula."""
    return text[0] if text and text[0] in "=+-@" else None
