"""What a meeting lets people do, before it, on its day and afterwards. Plain Python.

One table for everybody: the actions ask it, the pages ask it, and texts.py says each phase in a sentence. A meeting
that is closed before it has begun is called off: closing is for good, so nobody can mean anything else by it.
"""

import datetime as dt
from enum import StrEnum

from gehor.process.method import Occasion


class Phase(StrEnum):
    PLANNED = "planned"  # not opened yet
    AWAITED = "awaited"  # open, and its day has not come
    TODAY = "today"
    PAST = "past"  # open still, so that what was said can be typed in
    ENDED = "ended"  # closed after it was held
    CALLED_OFF = "called_off"
    MISSED = "missed"  # its day has passed, and nobody opened it


class Deed(StrEnum):
    REGISTER = "register"
    MOVE = "move"  # to another day, hour or place
    CALL_OFF = "call_off"  # until it has begun
    PREPARE = "prepare"  # staff: who sits where, and their receipts, before the meeting and after it
    ATTEND = "attend"  # staff: who has come, on the day or when the list is typed in afterwards
    COME_IN = "come_in"  # on one's own telephone
    ASK = "ask"  # questions, votes, and what the room is asked to vote on
    WRITE_UP = "write_up"  # minutes


_ALLOWED = {
    Phase.PLANNED: {Deed.REGISTER, Deed.MOVE, Deed.CALL_OFF},
    Phase.AWAITED: {Deed.REGISTER, Deed.MOVE, Deed.CALL_OFF, Deed.PREPARE},
    Phase.TODAY: set(Deed),
    Phase.PAST: {Deed.PREPARE, Deed.ATTEND, Deed.WRITE_UP},
    Phase.ENDED: {Deed.WRITE_UP},
    Phase.CALLED_OFF: set(),
    Phase.MISSED: {Deed.MOVE},
}

# Why not, where it is not that the activity is not open
_WHY = {
    (Phase.AWAITED, Deed.ATTEND): "nobody_has_come_yet",
    (Phase.AWAITED, Deed.COME_IN): "not_the_day",
    (Phase.AWAITED, Deed.ASK): "not_on_now",
    (Phase.AWAITED, Deed.WRITE_UP): "not_held_yet",
    (Phase.PAST, Deed.MOVE): "held_already",
    (Phase.ENDED, Deed.MOVE): "held_already",
    (Phase.MISSED, Deed.CALL_OFF): "held_already",
    (Phase.PAST, Deed.CALL_OFF): "held_already",
    (Phase.ENDED, Deed.CALL_OFF): "held_already",
    (Phase.PAST, Deed.REGISTER): "registration_is_over",
    (Phase.PAST, Deed.COME_IN): "not_the_day",
    (Phase.PAST, Deed.ASK): "not_on_now",
    (Phase.ENDED, Deed.REGISTER): "registration_is_over",
    (Phase.MISSED, Deed.REGISTER): "registration_is_over",
    (Phase.PLANNED, Deed.WRITE_UP): "not_held_yet",
}


def phase(occasion: Occasion | None, *, is_opened: bool, closed_at: dt.datetime | None, today: dt.date) -> Phase:
    """Where the meeting is in its life. closed_at: on the clocks of the place.

    occasion: None where only the days are known, as of a meeting held long ago.

    >>> monday, sunday = dt.date(2026, 3, 9), dt.date(2026, 3, 8)
    >>> phase(Occasion(monday), is_opened=True, closed_at=dt.datetime(2026, 3, 8, 12), today=sunday)
    <Phase.CALLED_OFF: 'called_off'>
    """
    if occasion and occasion.is_called_off(closed_at):
        return Phase.CALLED_OFF
    if closed_at is not None:
        return Phase.ENDED
    if not is_opened:
        return Phase.MISSED if occasion and today > occasion.day else Phase.PLANNED
    if occasion is None or today > occasion.day:
        return Phase.PAST
    return Phase.TODAY if today == occasion.day else Phase.AWAITED


def refusal(phase: Phase, deed: Deed) -> str:
    """The code that says why not; empty where it may be done."""
    if deed in _ALLOWED[phase]:
        return ""
    return "called_off" if phase is Phase.CALLED_OFF else _WHY.get((phase, deed), "not_open")
