"""XLSX by openpyxl, after a look at how large the parts become: a small file can unfold to fill a machine."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from gehor.ground.errors import WrongInput

from .cells import imported_cell
from .tables import COLUMNS, Problem, Table, tabulate

UNFOLDED = 100 * 1024 * 1024
PARTS = 5_000
LAST_ROW = 1_048_576  # of any Excel sheet
_WITHOUT_VALUE = "\x00"

# What openpyxl lets through when a part is missing, cut off or says something impossible.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
_DEFINITIONS = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(\w+:)?f[ >/]")


def read_workbook(data: bytes, *, name: str) -> Table:
    """The table on the first visible sheet that holds anything."""
    _refuse_bombs(data, name=name)
    try:
        sheets = _sheets(data)
    except _BROKEN:
        raise WrongInput("file_is_broken", name=name) from None
    filled = [title for title, rows in sheets if any(any(cells) for _, cells in rows)]
    if not filled:
        raise WrongInput("file_empty", name=name)
    records = dict(sheets)[filled[0]]
    lost = [(number, place) for number, cells in records for place, cell in enumerate(cells) if cell == _WITHOUT_VALUE]
    plain = ((number, ["" if cell == _WITHOUT_VALUE else cell for cell in cells]) for number, cells in records)
    columns, rows, problems = tabulate(plain, name=name, delimiter=None, ragged=False)
    return Table(columns, rows, sheet=filled[0], problems=tuple(problems))


def _sheets(data):
    ...
