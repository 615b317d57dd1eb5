"""Working pages of a meeting: noting.py takes notes, attending.py says who is there and prints their receipts."""

from .attending import carry_over, leave_seat, seat, slips, table, tables
from .noting import correct_note, notes, page_of_notes

__all__ = [
    "carry_over",
    "correct_note",
    "leave_seat",
    "notes",
    "page_of_notes",
    "seat",
    "slips",
    "table",
    "tables",
]
