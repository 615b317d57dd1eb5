"""Reading contributions that came by other ways: a table out of a file, and what each row of it would become.

`read_table` turns the bytes of a CSV or XLSX file into rows with the numbers that a person sees in the spreadsheet.
`suggest_mapping` guesses which column holds what; `preview` says which rows are ready and what is wrong with the rest.
Nothing is stored here and nothing is ever evaluated: a formula is text.
"""

from .cells import export_cell, imported_cell
from .checking import Checked, Row, preview
from .codes import CODES
from .files import read_table
from .mapping import Mapping, suggest_mapping
from .tables import Line, Problem, Table

__all__ = [
    "CODES",
    "Checked",
    "Line",
    "Mapping",
    "Problem",
    "Row",
    "Table",
    "export_cell",
    "imported_cell",
    "preview",
    "read_table",
    "suggest_mapping",
]
