"""Reading contributions that came by other ways: what each row of a table would become.

`suggest_mapping` guesses which column holds what; `preview` says which rows are ready and what is wrong with the rest.
The table itself is read by gehor.ground.reading. Nothing is stored here.
"""

from .checking import Checked, Row, preview, reader
from .codes import CODES
from .mapping import Mapping, suggest_mapping

__all__ = ["CODES", "Checked", "Mapping", "Row", "preview", "reader", "suggest_mapping"]
