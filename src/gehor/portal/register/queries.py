"""An organisation's dialogues with everything that the register, the programme, the clock and the feed say of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from gehor.decision.models import Decision
from gehor.feedback.models import Release
from gehor.feedback.stages import queries as feedback
from gehor.ground import clock
from gehor.ground.calendar.models import Meeting
from gehor.ground.calendar.queries import meetings_of
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.participation.queries import OPENED
from gehor.planning.models import Assessment, Dialogue, PublishedChange
from gehor.portal import queries as portal
from gehor.portal.queries import Standing
from gehor.process.stages import Stage
from gehor.recruitment.models import TargetGroup

from . import rules
from .rules import Days, Kept

DECIDED = (Stage.ANSWERING, Stage.FOLLOW_UP, Stage.CLOSED)
LATE = "late"  # may be asked for as a stage is


@dataclass(frozen=True)
class Moments:
    """When what has happened in one dialogue happened."""

    opened_at: dt.datetime | None
    closed_at: dt.datetime | None  # the last time; some of it may be open still
    decided_on: dt.date | None  # the meeting that decided last
    decided_at: dt.datetime | None  # when that was written here
    released_at: dt.datetime | None
    assessed_at: dt.datetime | None
    reason: LocalText | None  # for the outcome of the latest assessment
    referred_to: str | None


@dataclass(frozen=True)
class Entry:
    """One dialogue in the register."""

    standing: Standing
    moments: Moments
    target_groups: tuple[LocalText, ...] = field(default=())

    @property
    def dialogue(self) -> Dialogue:
        return self.standing.dialogue

    @property
    def stage(self) -> Stage:
        return self.standing.stage

    @property
    def body(self) -> Body | None:
        return self.dialogue.deciding_body

    @cached_property
    def days(self) -> Days:
        moments, facts = self.moments, self.standing.facts
        started, opened = _day(self.dialogue.started_at), _day_or_none(moments.opened_at)
        closed = None if facts.open_now else _day_or_none(moments.closed_at)
        if facts.retroactive:  # it happened when it was held, not when it was brought in; unknown stays unknown
            opened, closed = self.dialogue.earlier.held_from, self.dialogue.earlier.held_to
            started = opened or closed or started
        return Days(
            started=started,
            opened=opened,
            closed=closed,
            decided=moments.decided_on if self.stage in DECIDED else None,
            answered=_day_or_none(moments.released_at),
            begins=self.standing.begins_on,
            ends=self.standing.ends_on,
            decision=self.dialogue.decision_on,
            promise=self.dialogue.answer_due,
        )

    @property
    def year(self) -> int:
        """The year in which people are asked; of what was stopped, the year in which that was settled."""
        if self.stage is Stage.STOPPED:
            return _day(self.moments.assessed_at or self.dialogue.started_at).year
        return (self.days.opened or self.days.begins or self.days.started).year

    @property
    def days_late(self) -> int:
        """How late the answer is, or was when it came."""
        return self.days.days_late(clock.today())

    @property
    def opens(self) -> dt.date | None:
        """The first day on which people are asked: as it was, else as planned."""
        return self.days.opened or self.days.begins

    @property
    def closes(self) -> dt.date | None:
        return self.days.closed or self.days.ends

    @property
    def years(self) -> range:
        """The years from the idea to the answer, or to the day that is known furthest ahead.

        Of a dialogue held earlier not all days are known, so no axis can show it truly: none.
        """
        if self.standing.facts.retroactive:
            return range(0)
        parts = rules.course(self.days, today=clock.today())
        ends = [part.ends.year for part in parts]
        return range(self.days.started.year, max(ends, default=self.days.started.year) + 1)

    def mentions(self, word: str) -> bool:
        """Whether any of its public words has this in it, in any language."""
        texts = [self.dialogue.title, self.dialogue.question, *self.target_groups]
        names = [self.body.name if self.body else "", self.dialogue.case_number, self.dialogue.contact_name]
        return any(
            word.casefold() in each.casefold() for each in [*names, *(said for text in texts for said in text.values())]
        )


def entries(organisation: Organisation, *, with_groups: bool = True) -> list[Entry]:
    """All public dialogues of an organisation, the latest first: five queries, four without the target groups."""
    standings = portal.public_standings(organisation)
    dialogues = [each.dialogue for each in standings]
    moments, groups = _moments(dialogues), _target_groups(dialogues if with_groups else [])
    return [Entry(each, moments[each.dialogue.pk], tuple(groups[each.dialogue.pk])) for each in standings]


def asked_for(
    rows: Iterable[Entry], *, year: int | None = None, status: str = "", body: int | None = None, word: str = ""
) -> list[Entry]:
    """Those that match everything. status: a stage, or LATE for answers that people are waiting for too long."""
    return [
        each
        for each in rows
        if (year is None or each.year == year)
        and (not status or each.stage == status or (status == LATE and each.standing.days_late))
        and (body is None or each.dialogue.deciding_body_id == body)
        and (not word or each.mentions(word))
    ]


def by_body(rows: Iterable[Entry]) -> list[tuple[Body | None, list[Entry]]]:
    """The rows of each body, bodies by name; last those for which none is named yet."""
    found: dict[Body | None, list[Entry]] = defaultdict(list)
    for each in rows:
        found[each.body].append(each)
    return sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0].name.casefold() if pair[0] else ""))


def meetings(organisation: Organisation, year: int) -> list[tuple[Body, list[Meeting]]]:
    """Each body's meetings in one year, bodies by name. One query."""
    found: dict[Body, list[Meeting]] = defaultdict(list)
    for each in meetings_of(organisation).filter(held_on__year=year):
        each.body.organisation = organisation
        found[each.body].append(each)
    return sorted(found.items(), key=lambda pair: pair[0].name.casefold())


def kept(rows: Iterable[Entry]) -> Kept:
    return rules.kept((each.days for each in rows), today=clock.today())


def first_promises(organisation: Organisation) -> dict[int, dt.date]:
    """Dialogue id → the day that was promised first, where it has been moved since."""
    changes = PublishedChange.objects.filter(dialogue__organisation=organisation, part="answer_due")
    found: dict[int, dt.date] = {}
    for dialogue, before in changes.order_by("published_at", "pk").values_list("dialogue", "before"):
        if isinstance(before, str):
            found.setdefault(dialogue, dt.date.fromisoformat(before))
    return found


# Feed


@dataclass(frozen=True)
class Event:
    """Something that a dialogue tells everybody. kind: opened, decided, answered, stopped, or a stage of feedback."""

    kind: str
    at: dt.datetime
    entry: Entry
    text: LocalText = field(default_factory=dict)  # of a stage of feedback


MOST_EVENTS = 50


def events(organisation: Organisation) -> list[Event]:
    """What has happened, the latest first."""
    rows = entries(organisation)
    found = [event for each in rows for event in _events(each)]
    by_dialogue = {each.dialogue.pk: each for each in rows}
    found += [
        Event(told.stage, told.released_at, by_dialogue[told.dialogue_id], told.text)
        for told in feedback.told_by(organisation)
        if told.dialogue_id in by_dialogue
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST_EVENTS]


def _events(entry: Entry) -> Iterable[Event]:
    moments = entry.moments
    happened = {"opened": moments.opened_at, "decided": moments.decided_at, "answered": moments.released_at}
    if entry.stage is Stage.STOPPED:
        happened["stopped"] = moments.assessed_at
    return [Event(kind, at, entry) for kind, at in happened.items() if at is not None]


def _moments(dialogues: Iterable[Dialogue]) -> dict[int, Moments]:
    """One query."""
    openings, decisions = OPENED, Decision.objects.filter(replaces=None)
    assessments = Assessment.objects.filter(dialogue=OuterRef("pk"))
    columns = {
        "opened_at": _of(openings, "activity__dialogue", Min("opened_at")),
        "closed_at": _of(openings, "activity__dialogue", Max("closed_at")),
        "decided_on": _of(decisions, "dialogue", Max("decided_on")),
        "decided_at": _of(decisions, "dialogue", Max("recorded_at")),
        "released_at": _of(Release.objects.all(), "dialogue", Max("released_at")),
        "assessed_at": Subquery(assessments.values("assessed_at")[:1]),
        "reason": Subquery(assessments.values("reason")[:1]),
        "referred_to": Subquery(assessments.values("referred_to")[:1]),
    }
    ids = [each.pk for each in dialogues]
    rows = Dialogue.objects.order_by().filter(pk__in=ids).values("pk", **columns)
    return {row.pop("pk"): Moments(**row) for row in rows}


def _of(rows: QuerySet[Any], by: str, value: Any) -> Subquery:
    """One value over all rows of the dialogue in question, as a column."""
    return Subquery(rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(_value=value).values("_value"))


def _target_groups(dialogues: Sequence[Dialogue]) -> dict[int, list[LocalText]]:
    found: dict[int, list[LocalText]] = defaultdict(list)
    if not dialogues:
        return found
    rows = TargetGroup.objects.filter(dialogue__in=[each.pk for each in dialogues])
    for dialogue, name in rows.order_by("pk").values_list("dialogue", "name"):
        found[dialogue].append(name)
    return found


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)


def _day_or_none(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None
