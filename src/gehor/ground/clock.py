"""The only place that asks what time it is. Tests and the demo set it: `with clock.at(moment): …`."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_set_to: ContextVar[dt.datetime | None] = ContextVar("gehor_clock", default=None)


def now() -> dt.datetime:
    return _set_to.get() or timezone.now()


def today() -> dt.date:
    return timezone.localdate(now())


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
