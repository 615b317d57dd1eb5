"""Where a member stands in its course, and what the programme has led to at home. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST = 3  # members; a mean of fewer would tell what one of them has said


class Place(StrEnum):
    """How far a member has come with one step."""

    AHEAD = "ahead"
    NOW = "now"
    LATE = "late"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Course:
    """One step as one member takes it. due_on: its own day where it has one."""

    starts_on: dt.date
    due_on: dt.date
    done_on: dt.date | None = None
    skipped: bool = False


def place(step: Course, today: dt.date) -> Place:
    """A step that is done stays done, also when it was late; one that is skipped is never late.

    >>> step = Course(dt.date(2026, 1, 1), dt.date(2026, 3, 1))
    >>> [place(step, dt.date(2026, month, 15)).value for month in (1, 3)]
    ['now', 'late']
    """
    if step.done_on is not None:
        return Place.DONE
    if step.skipped:
        return Place.SKIPPED
    if today > step.due_on:
        return Place.LATE
    return Place.AHEAD if today < step.starts_on else Place.NOW


def progress(places: Iterable[Place]) -> float | None:
    """The share of the steps that are done, of those that the member takes; None for a member that takes none.

    >>> progress([Place.DONE, Place.SKIPPED, Place.NOW]), progress([Place.SKIPPED])
    (0.5, None)
    """
    taken = [each for each in places if each is not Place.SKIPPED]
    return sum(each is Place.DONE for each in taken) / len(taken) if taken else None


AHEAD, BEHIND = dt.timedelta(days=7), dt.timedelta(days=28)  # how early and how long one is reminded


@dataclass(frozen=True)
class ToDo:
    """A step or an assignment that is not done."""

    kind: str  # step or assignment
    number: int  # of the step
    title: Mapping[str, str]
    due_on: dt.date


def to_remind_of(open_ones: Iterable[ToDo], today: dt.date) -> list[ToDo]:
    """What is due within a week or late, the oldest first; what is four weeks late is for the host to talk about.

    >>> today = dt.date(2026, 5, 10)
    >>> days = [dt.date(2026, 4, 11), dt.date(2026, 5, 17), dt.date(2026, 4, 12), dt.date(2026, 5, 18)]
    >>> [each.due_on.day for each in to_remind_of([ToDo("step", 1, {}, day) for day in days], today)]
    [12, 17]
    """
    due = [each for each in open_ones if today - BEHIND <= each.due_on <= today + AHEAD]
    return sorted(due, key=lambda each: each.due_on)


def week(today: dt.date) -> int:
    """Which week it is, over the years: a member is reminded once in each.

    >>> week(dt.date(2027, 1, 1))
    202653
    """
    year, number, _day = today.isocalendar()
    return year * 100 + number


@dataclass(frozen=True)
class Held:
    """What is known of one dialogue at home. None: nobody has said."""

    tied: bool | None = None  # to a decision that it was to feed
    promised_on: dt.date | None = None
    answered_on: dt.date | None = None
    evaluated: bool | None = None


@dataclass(frozen=True)
class Counted:
    """So many of those of whom it is known."""

    yes: int
    of: int

    @property
    def share(self) -> float | None:
        return self.yes / self.of if self.of else None


def in_time(held: Held, today: dt.date) -> bool | None:
    """Whether people were answered by the promised day. None: nothing was promised, or the day has not come.

    >>> day = dt.date(2026, 5, 1)
    >>> in_time(Held(promised_on=day, answered_on=day), day), in_time(Held(promised_on=day), dt.date(2026, 5, 2))
    (True, False)
    >>> in_time(Held(promised_on=day), day)
    """
    if held.promised_on is None:
        return None
    if held.answered_on is not None:
        return held.answered_on <= held.promised_on
    return False if today > held.promised_on else None


def counted(answers: Iterable[bool | None]) -> Counted:
    """How many said yes, of those who said anything.

    >>> counted([True, False, None])
    Counted(yes=1, of=2)
    """
    said = [each for each in answers if each is not None]
    return Counted(sum(said), len(said))


@dataclass(frozen=True)
class Results:
    tied: Counted
    in_time: Counted
    evaluated: Counted


def results(dialogues: Sequence[Held], today: dt.date) -> Results:
    return Results(
        tied=counted(each.tied for each in dialogues),
        in_time=counted(in_time(each, today) for each in dialogues),
        evaluated=counted(each.evaluated for each in dialogues),
    )


@dataclass(frozen=True)
class Moved:
    """How one part of the map has changed among those who judged it before and after. Means hide the few."""

    before: float | None
    after: float | None
    members: int

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


def moved(pairs: Iterable[tuple[int | None, int | None]]) -> Moved:
    """Means over those who judged both times: whoever came or left would else look like a change.

    >>> moved([(1, 3), (2, 3), (3, 4), (5, None)])
    Moved(before=2.0, after=3.3333333333333335, members=3)
    >>> moved([(1, 3)])
    Moved(before=None, after=None, members=1)
    """
    both = [(before, after) for before, after in pairs if before is not None and after is not None]
    if len(both) < FEWEST:
        return Moved(None, None, len(both))
    return Moved(sum(one for one, _ in both) / len(both), sum(two for _, two in both) / len(both), len(both))
