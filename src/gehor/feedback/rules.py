"""Which way an answer takes, how far a delivery has come, and how late an answer is. Pure."""

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from gehor.process.words import Channel

ON_PAPER = frozenset({Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH})
IN_HAND = dt.timedelta(minutes=5)  # longer than the mail server may take over one message
MOST_ATTEMPTS = 16  # of one message that the server puts off; fewer than the task that makes them may take


class State(StrEnum):
    """How far one delivery has come, as people speak of it."""

    WAITING = "waiting"
    IN_HAND = "in_hand"  # a worker is sending it right now
    UNCERTAIN = "uncertain"  # cut off between sending and noting; perhaps it left
    REFUSED = "refused"
    ARRIVED = "arrived"  # left, or handed over
    LEFT_TO_PAGE = "left_to_page"


def ways(*, has_email: bool, has_letter: bool, channels: Collection[str]) -> frozenset[str]:
    """How one participant is answered: by every way that leads to them, else on the receipt page.

    >>> sorted(ways(has_email=True, has_letter=False, channels={"paper"}))
    ['email', 'sheet']
    >>> sorted(ways(has_email=False, has_letter=False, channels={"web"}))
    ['page']
    """
    found = set()
    if has_email:
        found.add("email")
    if has_letter or any(channel in ON_PAPER for channel in channels):
        found.add("sheet")
    return frozenset(found or {"page"})


def state(
    *,
    started_at: dt.datetime | None,
    done_at: dt.datetime | None,
    refused: str,
    left_to_page: bool,
    now: dt.datetime,
) -> State:
    if left_to_page:
        return State.LEFT_TO_PAGE
    if done_at is not None:
        return State.ARRIVED
    if refused:
        return State.REFUSED
    if started_at is None:
        return State.WAITING
    return State.IN_HAND if now - started_at < IN_HAND else State.UNCERTAIN


def days_late(due: dt.date | None, *, today: dt.date) -> int:
    """Whole days since the promised day; 0 when it has not passed or nothing was promised.

    >>> days_late(dt.date(2026, 6, 24), today=dt.date(2026, 6, 26))
    2
    """
    return max(0, (today - due).days) if due else 0
