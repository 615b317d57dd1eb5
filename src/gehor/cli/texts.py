"""What the calculations say on the terminal and in a report's frame: code → sentence. See calc/errors.py."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gehor.calc.errors import BadInput

SOURCE = Path(__file__).resolve().parents[1]
CATALOGUES = [SOURCE / "methods" / "budget" / "locale"]  # sentences that a page says too

BAD_INPUT = {
    # any file
    "no_such_file": _("There is no such file. Check the name, and the folder you stand in."),
    "file_is_not_readable": _("You may not read this file. Ask whoever owns it for the right to."),
    "cannot_write_there": _("Nothing can be written there. Choose a folder that exists and that you may write to."),
    "two_outputs_in_one_file": _("Two outputs would be written to the same file. Give each a name of its own."),
    # a table or JSON, see calc/tables.py
    "table_empty": _("The file is empty."),
    "table_only_head": _("There is only a row of names. The rows under it are missing."),
    "table_not_text": _("This is no text file. Save the table as CSV (UTF-8) in the program that it comes from."),
    "table_other_separator": _("The columns are parted by another sign than comma, semicolon or tab. Save it as CSV."),
    "table_quote_left_open": _("A quotation mark is opened here and never closed."),
    "table_row_too_long": _(
        "This row has {cells} cells, but only {columns} columns have a name. Is a comma not quoted?"
    ),
    "table_too_many_columns": _("There are {columns} columns; at most {most} are read. Is this the right file?"),
    "table_column_without_name": _("Column {place} has no name in the first row. Give it one, or take it away."),
    "table_column_twice": _("Two columns have this name. Rename one of them, or take it away."),
    "table_no_column": _("No column is called {wanted}. The file has: {columns}."),
    "table_not_a_number": _("“{word}” is not a number."),
    "table_number_too_small": _("“{word}” is less than {least}."),
    "table_not_whole": _("“{word}” is not a whole number."),
    "table_no_id": _("This row has no id."),
    "table_id_twice": _("“{word}” stands in row {first} already. Each id may stand once."),
    "not_json": _("This is not JSON as the standard has it."),
    # replay
    "not_a_record": _("This is no run record. It is the file that --record wrote, or that ends in .record.json."),
    "record_of_another_calculation": _("The record is of “{calculation}”, which this version does not know."),
    "file_has_changed": _(
        "The file is not the one that was read then: its hash differs. Find the file of that time, and say "
        "with --files where it lies."
    ),
}

PROGRESS = {
    "reading": _("reading"),
    "reckoning": _("reckoning"),
    "writing": _("writing"),
}

OTHER_VERSION = _("The record was made by version {then}, and this is {now}.")
SAME = pgettext_lazy("a file made again", "the same, to the byte")
DIFFERS = pgettext_lazy("a file made again", "NOT the same")

_AT_ROW_AND_COLUMN = _("{file}, row {row}, column {column}:")
_AT_ROW = _("{file}, row {row}:")
_AT_COLUMN = _("{file}, column {column}:")


def place(wrong: BadInput) -> str:
    """Where it is: file, row and column, as far as they are known, with a space after."""
    if not wrong.file:
        return ""
    if wrong.row is None and not wrong.column:
        return f"{wrong.file}: "
    text = (
        _AT_ROW_AND_COLUMN if wrong.row is not None and wrong.column else _AT_ROW if wrong.column == "" else _AT_COLUMN
    )
    return str(text).format(file=wrong.file, row=wrong.row, column=wrong.column) + " "
