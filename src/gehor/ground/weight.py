"""What something takes in memory, rather too much than too little: so that what is kept can be bounded in bytes."""

import io
import pickle
from types import FunctionType
from typing import Any

from gehor.process.method import Method

EACH = 100  # bytes for each object that may be pointed to, beside twice what it takes written down


def weight(value: Any) -> int:
    written = io.BytesIO()
    _Written(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return 2 * written.tell() + EACH * written.getvalue().count(pickle.MEMOIZE)


class _Written(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Methods and functions are there once, whoever points to them."""
        return (str, ()) if isinstance(value, Method | FunctionType) else NotImplemented
