"""Code → sentence for what is wrong with a table that somebody sent."""

from django.utils.translation import gettext_lazy as _

# The whole file is refused.
FILES = {
    "file_empty": _("“{name}” is empty. Choose a file with a header row and at least one row below it."),
    "file_too_big": _("“{name}” is larger than {limit_mb} MB. Divide it into several files."),
    "file_is_old_excel": _("“{name}” is in Excel’s old format. Open it in Excel and save it as .xlsx."),
    "file_is_binary_excel": _("“{name}” is in Excel’s binary format. Open it in Excel and save it as .xlsx."),
    "file_is_locked": _("“{name}” is protected by a password. Save it without one and choose it again."),
    "file_is_opendocument": _("“{name}” is an OpenDocument table. Save it as .xlsx or .csv."),
    "file_is_numbers": _("“{name}” comes from Apple Numbers. Export it as Excel or CSV."),
    "file_is_document": _(
        "“{name}” is a text document. Put the texts in a table, one contribution in each row. A text that people are "
        "to comment on is brought in on the page “The text that is heard”."
    ),
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

# A row or the table is not as it should be.
ROWS = {
    "row_too_long": _("The row has {cells} cells, more than the {columns} columns of the header."),
    "row_too_short": _("The row has {cells} cells, fewer than the {columns} columns of the header."),
    "formula_without_value": _("The cell holds a formula without a value. The formula itself is kept, as text."),
    "lines_above_header": _("Lines above the header row are passed over: {lines}."),
    "more_sheets": _("Only the sheet “{sheet}” is read. The file also has: {others}."),
    "column_without_name": _("A column has no name; it is called {name} here."),
    "column_name_twice": _("Two columns are called “{name}”. The second one has a number after its name."),
}

REFUSALS = FILES | ROWS
