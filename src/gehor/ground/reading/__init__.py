"""Reading tables that people send: the bytes of a CSV or XLSX file become rows, numbered as in the spreadsheet.

Read `files.py` first. Nothing is stored here and nothing is ever evaluated: a formula is text. What the columns mean is
for whoever asks: participation reads contributions, the calendar reads meetings.
"""

from .cells import export_cell, imported_cell
from .files import read_table
from .moments import Ambiguous, Unreadable, day_of, moment_of
from .tables import Line, Problem, Table

__all__ = [
    "Ambiguous",
    "Line",
    "Problem",
    "Table",
    "Unreadable",
    "day_of",
    "export_cell",
    "imported_cell",
    "moment_of",
    "read_table",
]
