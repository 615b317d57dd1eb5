"""Memory that a process has taken from the machine and needs no more."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """After something large. The C library would keep the room for the next large thing, which may never come."""
    with suppress(OSError, AttributeError):  # only the GNU C library can
        ctypes.CDLL(None).malloc_trim(0)
