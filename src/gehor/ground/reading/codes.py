"""Every code that reading a table can answer with, and its parameters. texts.py has a sentence for each."""

# The whole file is refused. `name` is the file's name.
FILE = {
    "file_empty": ("name",),
    "file_too_big": ("name", "limit_mb"),
    "file_is_old_excel": ("name",),  # .xls: save it as .xlsx
    "file_is_binary_excel": ("name",),  # .xlsb: save it as .xlsx
    "file_is_locked": ("name",),  # a workbook with a password: save it without
    "file_is_opendocument": ("name",),  # .ods: save it as .xlsx or .csv
    "file_is_numbers": ("name",),  # Apple Numbers: export it as .xlsx or .csv
    "file_is_document": ("name",),  # Word, RTF or OpenDocument text: put the texts in a table, one per row
    "file_is_pdf": ("name",),
    "file_is_picture": ("name",),
    "file_is_archive": ("name",),  # zip, gz, 7z, rar: unpack it first
    "file_is_web_page": ("name",),  # HTML or XML, often named .xls: open it in a spreadsheet, save it as .xlsx
    "file_is_json": ("name",),
    "file_is_binary": ("name",),
    "file_has_nul": ("name",),  # text with NUL characters: save it again as CSV UTF-8
    "file_is_broken": ("name",),  # a workbook that cannot be opened
    "file_unfolds_too_big": ("name", "limit_mb"),
    "no_columns": ("name",),
    "no_rows": ("name",),
    "too_many_rows": ("name", "limit"),
    "too_many_columns": ("name", "limit"),
    "cell_too_long": ("name", "row", "column", "limit"),  # column: its letter, or None when it is not known
    "quote_not_closed": ("name", "row"),  # a quotation mark opens a cell and is never closed
}

# A row that is not as wide as the header
ROW = {
    "row_too_long": ("cells", "columns"),
    "row_too_short": ("cells", "columns"),
}

# A row that can be used all the same; whoever brings it in should look.
WARNING = {"formula_without_value": ()}

# About the table as a whole. `row` of the problem says where.
TABLE = {
    "lines_above_header": ("lines",),
    "more_sheets": ("sheet", "others"),
    "column_without_name": ("name",),
    "column_name_twice": ("name",),
}

CODES = FILE | ROW | WARNING | TABLE
