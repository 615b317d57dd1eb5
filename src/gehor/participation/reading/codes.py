"""Every code that reading can answer with, and the parameters that come with it. texts.py has a sentence for each."""

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

# The mapping is refused.
MAPPING = {
    "text_column_missing": (),
    "column_missing": ("column",),
    "column_used_twice": ("column",),
}

# A row is not ready: it can be mended in the file, or left out.
ROW = {
    "row_too_long": ("cells", "columns"),
    "row_too_short": ("cells", "columns"),
    "text_empty": (),  # a title and no text; rows with neither are skipped
    "text_too_long": ("length", "limit"),
    "title_too_long": ("length", "limit"),
    "reference_too_long": ("length", "limit"),
    "unknown_channel": ("word",),
    "unknown_category": ("word",),
    "unknown_language": ("word",),
    "date_unreadable": ("word",),
    "date_ambiguous": ("word",),  # 03/04/2026: write 2026-04-03
    "date_in_future": ("date",),
    "email_wrong": ("word",),
    "characters_unreadable": (),  # the file was saved with the wrong character set
    "error_value": ("word",),  # #REF! and its like
}

# A row is ready all the same; whoever imports should look.
WARNING = {
    "starts_as_formula": ("sign",),
    "formula_without_value": (),
    "same_text": ("first",),  # the row where the same text stood first
    "same_reference": ("first",),
    "date_outside": ("date",),  # not one of the days when an earlier activity was held
}

# About the table as a whole; ready rows stay ready. `row` of the problem says where.
TABLE = {
    "lines_above_header": ("lines",),
    "more_sheets": ("sheet", "others"),
    "column_without_name": ("name",),
    "column_name_twice": ("name",),
    "categories_not_used": (),  # a category column was chosen but the activity has no categories
}

CODES = FILE | MAPPING | ROW | WARNING | TABLE
