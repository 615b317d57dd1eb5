"""Code → sentence for what is found in a file on its way in, and words for the parts of a contribution."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..reading import Problem

# The whole file is refused.
FILES = {
    "file_empty": _("“{name}” is empty. Choose a file with a header row and at least one row below it."),
    "file_too_big": _("“{name}” is larger than {limit_mb} MB. Divide it into several files."),
    "file_is_old_excel": _("“{name}” is in Excel’s old format. Open it in Excel and save it as .xlsx."),
    "file_is_binary_excel": _("“{name}” is in Excel’s binary format. Open it in Excel and save it as .xlsx."),
    "file_is_locked": _("“{name}” is protected by a password. Save it without one and choose it again."),
    "file_is_opendocument": _("“{name}” is an OpenDocument table. Save it as .xlsx or .csv."),
    "file_is_numbers": _("“{name}” comes from Apple Numbers. Export it as Excel or CSV."),
    "file_is_document": _("“{name}” is a text document. Put the texts in a table, one contribution in each row."),
    "file_is_pdf": _("“{name}” is a PDF. Ask whoever made it for the table behind it, as .xlsx or .csv."),
    "file_is_picture": _("“{name}” is a picture. Type in what it says, or put the texts in a table."),
    "file_is_archive": _("“{name}” is a packed archive. Unpack it and choose the table in it."),
    "file_is_web_page": _("“{name}” is really a web page. Open it in Excel and save it as .xlsx."),
    "file_is_json": _("“{name}” is a JSON file. Save its content as a table, .xlsx or .csv."),
    "file_is_binary": _("“{name}” is not a table that can be read. Save it as .xlsx or .csv."),
    "file_has_nul": _("“{name}” has characters that cannot be read. Save it again as “CSV UTF-8”."),
    "file_is_broken": _("“{name}” cannot be opened; it seems to be damaged. Save it again and choose it once more."),
    "file_unfolds_too_big": _("“{name}” unfolds to more than {limit_mb} MB. Divide it into several files."),
    "no_columns": _("“{name}” has no columns that can be read."),
    "no_rows": _("“{name}” has a header row and nothing below it."),
    "too_many_rows": _("“{name}” has more than {limit} rows. Divide it into several files."),
    "too_many_columns": _("“{name}” has more than {limit} columns. Take away those that are not needed."),
    "cell_too_long": _("Row {row} of “{name}” has a cell with more than {limit} characters. Shorten it."),
    "quote_not_closed": _("In row {row} of “{name}” a quotation mark opens that is never closed. Mend it there."),
}

# The mapping is refused.
MAPPING = {
    "text_column_missing": _("Choose the column that holds what was said."),
    "column_missing": _("The file has no column “{column}”."),
    "column_used_twice": _("“{column}” is chosen twice. Each column can hold one thing."),
}

# A row is not ready, or somebody should look at it.
ROWS = {
    "row_too_long": _("The row has {cells} cells, more than the {columns} columns of the header."),
    "row_too_short": _("The row has {cells} cells, fewer than the {columns} columns of the header."),
    "text_empty": _("There is a title but no text."),
    "text_too_long": _("The text has {length} characters; at most {limit} fit."),
    "title_too_long": _("The title has {length} characters; at most {limit} fit."),
    "reference_too_long": _("The reference has {length} characters; at most {limit} fit."),
    "unknown_channel": _("“{word}” is not a way in which contributions reach this activity."),
    "unknown_category": _("“{word}” is not one of the categories here."),
    "unknown_language": _("“{word}” is not a language that we know."),
    "date_unreadable": _("“{word}” cannot be read as a day. Write it like 2026-04-03."),
    "date_ambiguous": _("“{word}” can mean two days. Write it like 2026-04-03."),
    "date_in_future": _("{date} has not come yet."),
    "email_wrong": _("“{word}” is not an e-mail address. It should look like name@example.se."),
    "characters_unreadable": _("Some letters have been lost. Save the file again as “CSV UTF-8”."),
    "error_value": _("The cell holds an error, {word}, instead of a value."),
    "starts_as_formula": _("The text begins with {sign}, as a formula does. It is kept as text."),
    "formula_without_value": _("The cell holds a formula without a value. The formula itself is kept, as text."),
    "same_text": _("The same text stands in row {first}."),
    "same_reference": _("The same reference stands in row {first}."),
    "date_outside": _("{date} lies outside the days when the activity was held."),
    "lines_above_header": _("Lines above the header row are passed over: {lines}."),
    "more_sheets": _("Only the sheet “{sheet}” is read. The file also has: {others}."),
    "column_without_name": _("A column has no name; it is called {name} here."),
    "column_name_twice": _("Two columns are called “{name}”. The second one has a number after its name."),
    "categories_not_used": _("This activity has no categories, so the column is passed over."),
}

READING = FILES | MAPPING | ROWS

# What a column may hold.
PARTS = {
    "text": _("What was said"),
    "title": _("Title"),
    "category": _("Category"),
    "channel": _("How it came"),
    "received": _("Day received"),
    "language": _("Language"),
    "reference": _("Your own number"),
    "email": _("E-mail address for the answer"),
}


def problem_text(problem: Problem) -> str:
    """What is wrong with a row, as a sentence."""
    return sentence(problem.code, problem.params)


def sentence(code: str, params: Any) -> str:
    return str(READING[code]).format_map({name: _shown(value) for name, value in params.items()})


def _shown(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
