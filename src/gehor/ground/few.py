"""A few requests at a time: what is at hand goes out between them.

An interpreter runs one thread at a time. While twenty people send something at once, a page that is at hand
(`pages.ahead`) would wait until each of the twenty has had its turn; with a few of them inside it waits for those. The
others lose nothing: they would have stood in the way of each other. Whoever waits for a commit gives up the place, and
whoever finds none goes in after a while all the same, since those inside may wait for something far away.

Where each request commits by itself, as on PostgreSQL, they wait inside for the database, and nobody waits outside.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PLACES = 3
PATIENCE = 0.1  # seconds

_places = threading.Semaphore(PLACES)
_own = threading.local()  # has_place: whether this thread has one


def few_at_a_time(application: "WSGIApplication") -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not settings.GROUP_COMMIT:
            return application(environ, start_response)
        with _place():
            return application(environ, start_response)

    return answer


def give_up() -> None:
    """Let somebody else in, before one waits for something that takes a while."""
    if getattr(_own, "has_place", False):
        _own.has_place = False
        _places.release()


@contextmanager
def _place() -> Iterator[None]:
    _own.has_place = _places.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        give_up()
