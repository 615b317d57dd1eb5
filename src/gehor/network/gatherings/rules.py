"""Agendas, the waiting list, and the figures by which a network is judged. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from gehor.calc.seating import Acquainted
from gehor.process.learning import GatheringFacts, TrialFacts

QUESTIONS = ("useful", "usable_at_home", "time_to_talk", "met_new", "come_again")
TALKING = ("tables", "informal")  # parts in which people talk with each other
HALF_DAY, FULL_DAY = 240, 420  # minutes at most
PARTS_MOST = 30
COLLEAGUES_MOST = 4  # whom one guest can register
QUESTIONS_MOST = 5  # that one guest can ask
REMIND_BEFORE = dt.timedelta(days=3)  # the last day to answer
COMING_BEFORE = dt.timedelta(days=2)  # the meeting
ASK_ABOUT_BEFORE = dt.timedelta(days=14)  # the next meeting: what became of what was taken home
SILENT_AFTER = 2  # meetings to which an organisation was invited without a word from it

# The parts of a meeting that one begins with: one or two short lectures, and plenty of time to talk
HALF = (
    ("informal", 30, "coffee"),
    ("frame", 10, "welcome"),
    ("lecture", 25, "lecture"),
    ("tables", 55, "talks"),
    ("informal", 30, "coffee"),
    ("lecture", 20, "lecture"),
    ("tables", 50, "talks"),
    ("frame", 20, "home"),
)
FULL = (*HALF[:-1], ("informal", 60, "lunch"), ("tables", 60, "talks"), ("informal", 30, "coffee"), HALF[-1])


Held = dict[str, str]  # day, hour, place and address online of a meeting, as they are kept when they change


def is_another_time(was: Held, now: Held) -> bool:
    """Whether who could not come then may be able to come now: another day or hour, not only another room."""
    return (was["day"], was["hour"]) != (now["day"], now["hour"])


def starting_parts(length: str) -> tuple[tuple[str, int, str], ...]:
    return FULL if length == "full" else HALF


def day_minutes(length: str) -> int:
    return FULL_DAY if length == "full" else HALF_DAY


@dataclass(frozen=True)
class Agenda:
    """Minutes by kind of part."""

    minutes: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.minutes.values())

    @property
    def talking(self) -> float:
        """The share of the time in which people talk with each other, 0 to 1. Nothing of nothing."""
        return sum(self.minutes.get(kind, 0) for kind in TALKING) / self.total if self.total else 0.0

    def share(self, kind: str) -> float:
        return self.minutes.get(kind, 0) / self.total if self.total else 0.0


def agenda(parts: Iterable[tuple[str, int]]) -> Agenda:
    """parts: kind and minutes, minutes >= 0.

    >>> agenda([("lecture", 30), ("tables", 60), ("informal", 30)]).talking
    0.75
    """
    minutes: dict[str, int] = {}
    for kind, length in parts:
        minutes[kind] = minutes.get(kind, 0) + length
    return Agenda(minutes)


def begins(start: dt.time, minutes: Sequence[int]) -> list[dt.time]:
    """When each part begins, and when the last one ends. Past midnight the clock begins again.

    >>> [each.isoformat("minutes") for each in begins(dt.time(9), [30, 45])]
    ['09:00', '09:30', '10:15']
    """
    moment = dt.datetime.combine(dt.date(2000, 1, 1), start)
    moments = [moment]
    for length in minutes:
        moment += dt.timedelta(minutes=length)
        moments.append(moment)
    return [each.time() for each in moments]


def facts(
    *,
    started: bool,
    ended: bool,
    held_on: dt.date,
    today: dt.date,
    cancelled: bool,
    parts: int,
    guests: int,
    coming: int,
    came: int,
    asked_until: dt.date | None,
    summed_up: bool,
) -> GatheringFacts:
    return GatheringFacts(
        started=started,
        ended=ended,
        cancelled=cancelled,
        has_agenda=parts > 0,
        invited=guests > 0,
        begun=today >= held_on,
        over=today > held_on,
        somebody_comes=coming > 0,
        attended=came > 0,
        asked=asked_until is not None and today <= asked_until,
        summed_up=summed_up,
    )


def trial_facts(outcomes: Sequence[str], *, gathered: bool) -> TrialFacts:
    last = outcomes[-1] if outcomes else ""
    return TrialFacts(
        started=bool(outcomes), ended=last == "end", on_trial=last in ("try", "prolong"), gathered=gathered
    )


@dataclass(frozen=True)
class Badge:
    """One who comes. table: where they sit. printed: whether they have a badge. said: the table that stands on it."""

    table: int | None
    printed: bool = False
    said: int | None = None

    @property
    def is_wrong(self) -> bool:
        """Printed, and another table has come since."""
        return self.printed and self.said != self.table


def promoted(waiting: int, *, capacity: int | None, taken: int) -> int:
    """How many of those who wait get a place now.

    >>> promoted(5, capacity=10, taken=8), promoted(5, capacity=None, taken=8), promoted(5, capacity=3, taken=8)
    (2, 5, 0)
    """
    return waiting if capacity is None else max(0, min(waiting, capacity - taken))


# Figures


@dataclass(frozen=True)
class Met:
    """Those who came to so many meetings: how many others each has met at tables and at most could, on average."""

    meetings: int
    people: int
    met: float
    most: float


def by_meetings(told: Iterable[Acquainted]) -> list[Met]:
    """
    >>> by_meetings([Acquainted(1, 4, 5), Acquainted(2, 8, 8), Acquainted(1, 5, 5)])
    [Met(meetings=1, people=2, met=4.5, most=5.0), Met(meetings=2, people=1, met=8.0, most=8.0)]
    """
    rows = list(told)
    times = sorted({each.meetings for each in rows})
    groups = ((number, [each for each in rows if each.meetings == number]) for number in times)
    return [
        Met(number, len(group), fmean(each.met for each in group), fmean(each.most for each in group))
        for number, group in groups
    ]


@dataclass(frozen=True)
class Been:
    """What one organisation did about one meeting. gathering: its place in the order of days, from 0."""

    gathering: int
    partner: int
    kind: str
    answered: bool
    came: int  # people
    invited: bool = True  # or only came


@dataclass(frozen=True)
class Part:
    """Some of all."""

    some: int
    of: int

    @property
    def share(self) -> float | None:
        """Nothing of nothing."""
        return self.some / self.of if self.of else None


def attendance(been: Iterable[Been], members: Mapping[int, str]) -> dict[str, Part]:
    """Kind of actor → how many of its members came at least once.

    members: partner → kind. Who came and is no member counts nowhere: the share would be more than all.
    """
    came = {each.partner for each in been if each.came}
    kinds = dict.fromkeys(members.values())
    return {
        kind: Part(
            sum(partner in came for partner, own in members.items() if own == kind),
            sum(own == kind for own in members.values()),
        )
        for kind in kinds
    }


def returning(been: Iterable[Been]) -> Part:
    """Of the actors who came to a meeting before the last one: how many came to a later one too.

    >>> twice, once = [Been(0, 1, "region", True, 2), Been(1, 1, "region", True, 1)], [Been(0, 2, "region", True, 1)]
    >>> returning([*twice, *once])
    Part(some=1, of=2)
    """
    rows = [each for each in been if each.came]
    last = max((each.gathering for each in rows), default=0)
    first: dict[int, int] = {}
    latest: dict[int, int] = {}
    for each in rows:
        first[each.partner] = min(first.get(each.partner, each.gathering), each.gathering)
        latest[each.partner] = max(latest.get(each.partner, each.gathering), each.gathering)
    early = [partner for partner, gathering in first.items() if gathering < last]
    return Part(sum(latest[partner] > first[partner] for partner in early), len(early))


def answering(been: Iterable[Been]) -> list[Part]:
    """Meeting by meeting: how many of the invited organisations answered, yes or no."""
    rows = [each for each in been if each.invited]
    count = max((each.gathering for each in rows), default=-1) + 1
    return [
        Part(sum(each.answered for each in rows if each.gathering == at), sum(each.gathering == at for each in rows))
        for at in range(count)
    ]


def silent(been: Iterable[Been]) -> dict[int, int]:
    """Partner → to how many meetings it was invited, of those of whom nobody ever heard and who never came.

    Once is nothing: only who has been invited to two meetings is told of.
    """
    invited: dict[int, int] = {}
    heard = set()
    for each in been:
        invited[each.partner] = invited.get(each.partner, 0) + 1
        if each.answered or each.came:
            heard.add(each.partner)
    return {partner: times for partner, times in invited.items() if partner not in heard and times >= SILENT_AFTER}


@dataclass(frozen=True)
class Kept:
    """What became of what was taken home. due: those whose day has come; waiting: due, and nobody has said."""

    kept: int
    partly: int
    not_kept: int
    waiting: int
    ahead: int

    @property
    def part(self) -> Part:
        """Kept wholly, of all that are due: silence is not success."""
        return Part(self.kept, self.kept + self.partly + self.not_kept + self.waiting)


def kept(taken: Iterable[tuple[str, dt.date]], *, today: dt.date) -> Kept:
    """taken: outcome or "", and the day it is due.

    >>> kept([("kept", dt.date(2026, 1, 1)), ("", dt.date(2026, 1, 1)), ("", dt.date(2027, 1, 1))],
    ...      today=dt.date(2026, 6, 1)).part
    Part(some=1, of=2)
    """
    rows = list(taken)
    count = {code: sum(outcome == code for outcome, _ in rows) for code in ("kept", "partly", "not_kept")}
    waiting = sum(not outcome and due <= today for outcome, due in rows)
    return Kept(**count, waiting=waiting, ahead=sum(not outcome and due > today for outcome, due in rows))


@dataclass(frozen=True)
class Cost:
    """In kronor. Of a meeting whose cost nobody noted nothing is counted, neither money nor people."""

    known: int  # meetings
    unknown: int
    total: int
    people: int  # who came to those

    @property
    def each(self) -> float | None:
        """Per person and meeting."""
        return self.total / self.people if self.people else None

    @property
    def meeting(self) -> float | None:
        return self.total / self.known if self.known else None


def cost(rows: Iterable[tuple[int | None, int]]) -> Cost:
    """rows: what each meeting cost, or nothing, and how many came.

    >>> cost([(40_000, 50), (None, 60)])
    Cost(known=1, unknown=1, total=40000, people=50)
    """
    rows = list(rows)
    known = [(sek, people) for sek, people in rows if sek is not None]
    return Cost(len(known), len(rows) - len(known), sum(sek for sek, _ in known), sum(people for _, people in known))


@dataclass(frozen=True)
class Money:
    """The first risk: what is decided and hoped for, beside what a year of meetings costs."""

    decided: int
    hoped: int
    year: float | None  # what two meetings cost

    @property
    def years(self) -> float | None:
        """How many years the decided money lasts. Nothing where no cost is known, or meetings cost nothing."""
        return self.decided / self.year if self.year else None


MEETINGS_A_YEAR = 2  # spring and autumn


def money(funding: Iterable[tuple[int, bool, dt.date]], costs: Cost, *, today: dt.date) -> Money:
    """funding: kronor, whether it is decided, and its last day. What has run out counts no more."""
    ahead = [(amount, decided) for amount, decided, until in funding if until >= today]
    return Money(
        decided=sum(amount for amount, is_decided in ahead if is_decided),
        hoped=sum(amount for amount, is_decided in ahead if not is_decided),
        year=None if costs.meeting is None else MEETINGS_A_YEAR * costs.meeting,
    )


def addresses_in(text: str, known: Collection[str]) -> list[str]:
    """Which of the known addresses stand in the text of a mail that came back. In the order of the text, each once.

    >>> addresses_in("550 <Mira@Bortby.example>: no such user; see postmaster@x.example", {"mira@bortby.example"})
    ['mira@bortby.example']
    """
    words = (word.strip("<>()[]\"',;:.") for word in text.replace("<", " ").replace(">", " ").split())
    return list(dict.fromkeys(word.lower() for word in words if word.lower() in known))
