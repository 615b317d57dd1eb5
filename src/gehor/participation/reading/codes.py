"""Every code that reading contributions can answer with, and its parameters. Those of any table come from ground."""

from gehor.ground.reading import codes as table

# The file is of another method; there: the activities that it belongs to.
ELSEWHERE = {
    "file_belongs_there": ("name", "what", "there"),
    "file_belongs_elsewhere": ("name", "what", "method"),
    "file_lists_votes": ("name",),  # our own list of ballots, each about one of many things
}

# The mapping is refused.
MAPPING = {
    "text_column_missing": (),
    "column_missing": ("column",),
    "column_used_twice": ("column",),
}

# A row is not ready: it can be mended in the file, or left out.
ROW = {
    "text_empty": (),  # a title and no text; rows with neither are skipped
    "text_too_long": ("length", "limit"),
    "title_too_long": ("length", "limit"),
    "reference_too_long": ("length", "limit"),
    "unknown_channel": ("word",),
    "unknown_category": ("word",),
    "unknown_subject": ("word",),  # not among what a contribution here can be about
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
    "same_text": ("first",),  # the row where the same text stood first
    "same_reference": ("first",),
    "date_outside": ("date",),  # not one of the days when an earlier activity was held
}

# About the table as a whole; ready rows stay ready. `row` of the problem says where.
TABLE = {
    "categories_not_used": (),  # a category column was chosen but the activity has no categories
}

CODES = table.CODES | ELSEWHERE | MAPPING | ROW | WARNING | TABLE
