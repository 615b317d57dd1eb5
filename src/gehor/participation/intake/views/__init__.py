"""Working pages: way_in.py leads to where paper is typed in; openings, entering and importing do what they say."""

from .entering import correct_typing, enter, slip
from .importing import import_columns, import_file, import_problems, imported, imports, undo_import
from .openings import close_activity, open_activity, openings
from .waiting import import_waiting
from .way_in import way_in

__all__ = [
    "close_activity",
    "correct_typing",
    "enter",
    "import_columns",
    "import_file",
    "import_problems",
    "import_waiting",
    "imported",
    "imports",
    "open_activity",
    "openings",
    "slip",
    "undo_import",
    "way_in",
]
