"""Working pages: openings.py opens and closes, entering.py types in, importing.py brings in files."""

from .entering import correct_typing, enter, slip
from .importing import import_columns, import_file, import_problems, imported, imports, undo_import
from .openings import close_activity, open_activity, openings

__all__ = [
    "close_activity",
    "correct_typing",
    "enter",
    "import_columns",
    "import_file",
    "import_problems",
    "imported",
    "imports",
    "open_activity",
    "openings",
    "slip",
    "undo_import",
]
