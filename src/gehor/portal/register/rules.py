"""How the time of a dialogue was spent, and which promises of an answer were kept. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gehor.feedback import rules as feedback

# The course of a dialogue


@dataclass(frozen=True)
class Days:
    """When each thing happened in one dialogue, and when what has not happened is to happen. None: not known."""

    started: dt.date
    opened: dt.date | None = None
    closed: dt.date | None = None
    decided: dt.date | None = None  # when the last of its findings was
    answered: dt.date | None = None
    begins: dt.date | None = None  # as planned
    ends: dt.date | None = None
    decision: dt.date | None = None
    promise: dt.date | None = None

    @property
    def is_promised(self) -> bool:
        """Whether people who were asked have been promised a day."""
        return self.opened is not None and self.promise is not None

    def days_late(self, today: dt.date) -> int:
        """How late the answer came, or is by now where it has not come."""
        return feedback.days_late(self.promise, today=self.answered or today) if self.is_promised else 0


@dataclass(frozen=True)
class Part:
    """Some time of a dialogue. kind: plan, open, work, answer or late; ahead: nothing of it has happened."""

    kind: str
    begins: dt.date
    ends: dt.date
    ahead: bool = False


def course(days: Days, *, today: dt.date) -> list[Part]:
    """The parts of a dialogue from its idea to its answer, one after the other, and last the time that is late.

    What goes on now is two parts: until today, and ahead until the day that was planned, if that has not passed.
    """
    turns = (
        ("plan", days.opened, days.begins),
        ("open", days.closed, days.ends),
        ("work", days.decided, days.decision),
        ("answer", days.answered, days.promise),
    )
    parts, here, going_on = [], days.started, True
    for kind, happened, planned in turns:
        if happened is not None:
            parts.append(Part(kind, here, happened))
            here = max(here, happened)
            continue
        if going_on:
            parts.append(Part(kind, here, today))
            here, going_on = max(here, today), False
        if planned is not None:
            parts.append(Part(kind, here, planned, ahead=True))
            here = max(here, planned)
    return _lasting([*parts, *_late(days, today)])


def waiting(days: Days, *, today: dt.date) -> list[Part]:
    """How long people have waited for their answer since they were asked, and the time that is left to give it."""
    if days.opened is None or days.promise is None:
        return []
    until = min(days.answered or today, days.promise)
    left = [] if days.answered else [Part("work", max(today, days.opened), days.promise, ahead=True)]
    return _lasting([Part("work", days.opened, until), *left, *_late(days, today)])


def _late(days: Days, today: dt.date) -> list[Part]:
    if days.promise is None or not days.days_late(today):
        return []
    return [Part("late", days.promise, days.answered or today)]


def _lasting(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.ends > part.begins]


# Promises

FEWEST_FOR_PERCENT = 5  # a share of fewer says less than the numbers do


@dataclass(frozen=True)
class Kept:
    """How the promises of one body, or of all, were kept."""

    promised: int  # to people who were asked
    answered: int
    in_time: int
    late_now: int
    most_days: int  # of those that are late now

    @property
    def waiting(self) -> int:
        """Not answered, and not late yet."""
        return self.promised - self.answered - self.late_now

    @property
    def due(self) -> int:
        """Those that can be judged: the answer has come or is late. Who has time left has broken nothing."""
        return self.answered + self.late_now

    @property
    def share(self) -> float | None:
        """Answers in time, of those due. None where they are too few for a percentage."""
        return self.in_time / self.due if self.due >= FEWEST_FOR_PERCENT else None


def kept(dialogues: Iterable[Days], *, today: dt.date) -> Kept:
    """Counts dialogues that have opened and have promised a day; the others are passed by."""
    owed = [each for each in dialogues if each.is_promised]
    answered = [each for each in owed if each.answered]
    late = [days for each in owed if not each.answered and (days := each.days_late(today))]
    return Kept(
        promised=len(owed),
        answered=len(answered),
        in_time=sum(not each.days_late(today) for each in answered),
        late_now=len(late),
        most_days=max(late, default=0),
    )
