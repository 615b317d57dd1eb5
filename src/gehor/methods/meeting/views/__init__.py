"""Working pages of a meeting: noting.py takes notes, attending.py says who is there and prints their receipts,
moving.py says that it is held otherwise or not at all."""

from .attending import carry_over, leave_seat, seat, slips, table, tables
from .moving import call_off, move
from .noting import correct_note, notes, page_of_notes

__all__ = [
    "call_off",
    "carry_over",
    "correct_note",
    "leave_seat",
    "move",
    "notes",
    "page_of_notes",
    "seat",
    "slips",
    "table",
    "tables",
]
