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
