"""How much memory that it needs no more a process keeps for the next time, and when it looks for such memory."""

import contextlib
import ctypes
import gc
from collections.abc import Iterator

MB = 1024 * 1024
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of the GNU C library's mallopt
LARGE = 8 * MB  # a picture being unpacked; no page is


def keep_little() -> None:
    """Before the first thread is born: later the C library has made up its mind how many arenas there may be.

    Else each thread keeps memory that it needs no more, and what is large is kept from the second time on.
    """
    with contextlib.suppress(OSError, AttributeError):  # only the GNU C library can
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """What is loaded stays, so nobody looks through it for garbage meanwhile: an eighth of a start."""
    is_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_looking:
            gc.enable()
