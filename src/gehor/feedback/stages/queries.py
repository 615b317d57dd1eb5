"""What is promised, what is being written, what was told, and to how many by which way."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from gehor.decision.models import Decision
from gehor.feedback import queries as feedback
from gehor.feedback.models import Release
from gehor.feedback.rules import IN_HAND, State
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.ground.people.models import Contact
from gehor.participation.models import Contribution
from gehor.participation.queries import OPENED
from gehor.planning.models import Activity, Dialogue
from gehor.process.facts import Facts
from gehor.process.steps import RELEASE_SUMMARY
from gehor.process.words import Role

from . import gateway, keeping, rules
from .models import Absence, Bulletin, Draft, Promise, Telling, Terms
from .rules import PROMISED_HERE, Anchors, Promised, Stage, Times, Way

facts = feedback.facts
SOON = dt.timedelta(days=30)  # so long before its day a stage is shown to those who lead


def times_of(organisation: Organisation | int) -> Times:
    """How long each stage may take here."""
    terms = Terms.objects.filter(organisation=organisation).first()
    return terms.times if terms else Times()


# What is promised

_OPENINGS = OPENED.filter(activity__dialogue=OuterRef("dialogue"))


def _latest(rows: QuerySet, by: str, name: str) -> Subquery:
    """The latest of one column over all rows of the dialogue in question."""
    return Subquery(rows.filter(**{by: OuterRef("dialogue")}).order_by().values(by).annotate(_=Max(name)).values("_"))


_COLUMNS = {
    "ends_on": _latest(Activity.objects.all(), "dialogue", "ends_on"),
    "closed_at": _latest(OPENED, "activity__dialogue", "closed_at"),
    "is_open": Exists(_OPENINGS.filter(closed_at__isnull=True)),
    "decided_on": _latest(Decision.objects.all(), "dialogue", "decided_on"),
    "released_at": _latest(Release.objects.all(), "dialogue", "released_at"),
    "given_at": Subquery(
        Bulletin.objects.filter(dialogue=OuterRef("dialogue"), stage=OuterRef("stage")).values("released_at")[:1]
    ),
    "explained_at": Subquery(
        Absence.objects.filter(dialogue=OuterRef("dialogue"), stage=OuterRef("stage")).values("explained_at")[:1]
    ),
}


@dataclass(frozen=True)
class Owed:
    """A stage that has been promised in one dialogue."""

    dialogue: Dialogue
    promised: Promised

    @property
    def days_late(self) -> int:
        return self.promised.days_late(clock.today())

    @property
    def days_left(self) -> int | None:
        return self.promised.days_left(clock.today())


def owed(promises: QuerySet[Promise]) -> list[Owed]:
    """What has been promised: one query. Of each stage the latest promise holds, and the first is told too."""
    rows = promises.annotate(**_COLUMNS).select_related("dialogue", "dialogue__deciding_body", "dialogue__organisation")
    grouped: dict[tuple[int, str], list[Promise]] = {}
    for row in rows.order_by("dialogue", "promised_at", "pk"):
        grouped.setdefault((row.dialogue_id, row.stage), []).append(row)
    return [_owed(each) for each in grouped.values()]


def owed_by(organisation: Organisation) -> list[Owed]:
    """All that an organisation has promised to people who were asked, the first due first: one query."""
    opened = Promise.objects.filter(Exists(_OPENINGS), dialogue__organisation=organisation)
    return sorted(owed(opened), key=lambda each: each.promised.due or dt.date.max)


def due_for(actor: Actor) -> list[Owed]:
    """Stages that must soon be told, or should have been: one query, the latest first. They are for those who release
    them, and for the communicator as long as nobody has written them.
    """
    leading = [where for where in actor.organisation_ids if actor.may(RELEASE_SUMMARY, where)]
    writing = [where for where in actor.organisation_ids if Role.COMMUNICATOR in actor.roles_in(where)]
    if not leading and not writing:
        return []
    until = clock.today() + SOON
    written = Draft.objects.filter(dialogue=OuterRef("dialogue"), stage=OuterRef("stage"))
    mine = Q(dialogue__organisation__in=leading) | Q(dialogue__organisation__in=writing) & ~Exists(written)
    rows = owed(Promise.objects.filter(Exists(_OPENINGS)).filter(mine))
    waiting = [
        each for each in rows if each.promised.is_owed and each.promised.due is not None and each.promised.due <= until
    ]
    return sorted(waiting, key=lambda each: each.promised.due or dt.date.max)


def _owed(promises: Sequence[Promise]) -> Owed:
    first, latest = promises[0], promises[-1]
    stage = Stage(latest.stage)
    anchors = _anchors(latest)
    due = _due(stage, latest, anchors)
    before = _due(stage, first, anchors)
    return Owed(
        latest.dialogue,
        Promised(
            stage,
            due=due,
            first_due=before if before != due else None,
            given=_day(latest.given_at),
            explained=_day(latest.explained_at),
        ),
    )


def _anchors(row: Promise) -> Anchors:
    """From a promise with _COLUMNS: what has happened counts, else what is planned."""
    closed_on = None if row.is_open else _day(row.closed_at)
    planned = [day for day in (row.dialogue.decision_on, row.decided_on) if day]
    decided = row.decided_on if row.released_at else max(planned, default=None)
    return Anchors(closed_on or row.ends_on, decided)


def _due(stage: Stage, promise: Promise, anchors: Anchors) -> dt.date | None:
    if promise.due_on is not None:
        return promise.due_on
    return rules.due_on(stage, promise.after or 0, anchors)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None


def planned_anchors(dialogue: Dialogue) -> Anchors:
    """What the plan says, before anything is promised."""
    ends_on = Activity.objects.filter(dialogue=dialogue).aggregate(ends_on=Max("ends_on"))["ends_on"]
    return Anchors(ends_on, dialogue.decision_on)


# One dialogue


@dataclass(frozen=True)
class Told:
    """One stage of one dialogue, for everybody: the promise, and what was told."""

    promised: Promised
    bulletin: Bulletin | None = None
    reason: Mapping[str, str] | None = None  # why the day was moved
    absence: Mapping[str, str] | None = None  # why it was not given

    @property
    def stage(self) -> Stage:
        return self.promised.stage

    @property
    def days_late(self) -> int:
        return self.promised.days_late(clock.today())

    @property
    def days_left(self) -> int | None:
        return self.promised.days_left(clock.today())


def timeline(dialogue: Dialogue, *, opened: bool) -> list[Told]:
    """Every stage in order: three queries. What was never promised and never told is left out.

    opened: whether people have been asked. Before that the organisation's own times tell what will be promised.
    """
    promises = {each.promised.stage: each.promised for each in owed(Promise.objects.filter(dialogue=dialogue))}
    bulletins = {Stage(each.stage): each for each in Bulletin.objects.filter(dialogue=dialogue)}
    release = Release.objects.filter(dialogue=dialogue).values_list("released_at", flat=True).first()
    if not opened:
        times, anchors = times_of(dialogue.organisation_id), planned_anchors(dialogue)
        for stage in PROMISED_HERE:
            planned = promises.get(stage) or Promised(stage, rules.due_on(stage, times.after(stage), anchors))
            promises[stage] = Promised(stage, planned.due, fixed=False)
    decision = Promised(Stage.DECISION, dialogue.answer_due, given=_day(release), fixed=opened)
    found = {Stage.RECEIPT: Promised(Stage.RECEIPT, fixed=opened), Stage.DECISION: decision, **promises}
    for stage, bulletin in bulletins.items():
        found.setdefault(stage, Promised(stage, given=_day(bulletin.released_at)))
    reasons = _reasons(dialogue) if any(each.first_due for each in found.values()) else {}
    absences = _absences(dialogue) if any(each.explained for each in found.values()) else {}
    return [
        Told(found[stage], bulletins.get(stage), reasons.get(stage), absences.get(stage))
        for stage in Stage
        if stage in found
    ]


def told(dialogue: Dialogue) -> list[Told]:
    """Only what has been told, for the holder of a receipt and others who look back: one query."""
    return [
        Told(Promised(Stage(each.stage), given=_day(each.released_at)), each)
        for each in sorted(Bulletin.objects.filter(dialogue=dialogue), key=lambda each: list(Stage).index(each.stage))
    ]


def told_by(organisation: Organisation) -> list[Bulletin]:
    """Summaries and follow-ups, the latest first, for the feed: one query. The answers have an entry of their own."""
    rows = Bulletin.objects.filter(dialogue__organisation=organisation).exclude(stage=Stage.DECISION)
    return list(rows.order_by("-released_at")[:50])


def _reasons(dialogue: Dialogue) -> dict[Stage, Mapping[str, str]]:
    rows = Promise.objects.filter(dialogue=dialogue).exclude(reason={})
    return {Stage(row.stage): row.reason for row in rows}


def _absences(dialogue: Dialogue) -> dict[Stage, Mapping[str, str]]:
    return {Stage(row.stage): row.reason for row in Absence.objects.filter(dialogue=dialogue)}


def promised_stage(dialogue: Dialogue, stage: Stage, *, opened: bool) -> Promised:
    """What is promised for one stage now."""
    found = {each.stage: each.promised for each in timeline(dialogue, opened=opened)}
    return found.get(stage, Promised(stage))


def unpromised(dialogue: Dialogue) -> list[Stage]:
    """Stages for which nobody has promised a day of its own."""
    known = set(Promise.objects.filter(dialogue=dialogue).values_list("stage", flat=True))
    return [stage for stage in PROMISED_HERE if stage.value not in known]


def drafts(dialogue: Dialogue) -> dict[Stage, Draft]:
    rows = Draft.objects.filter(dialogue=dialogue).select_related("written_by", "timed_by")
    return {Stage(row.stage): row for row in rows}


def draft_of(dialogue: Dialogue, stage: Stage) -> Draft | None:
    return Draft.objects.filter(dialogue=dialogue, stage=stage).select_related("written_by", "timed_by").first()


def bulletin_of(dialogue: Dialogue, stage: Stage) -> Bulletin | None:
    return Bulletin.objects.filter(dialogue=dialogue, stage=stage).first()


def bulletin_here(dialogue: Dialogue, stage: Stage) -> Bulletin:
    """The released stage of a dialogue, else 404."""
    found = bulletin_of(dialogue, stage)
    if found is None:
        raise Http404
    found.dialogue = dialogue
    return found


# To whom


def reached(dialogue: Dialogue) -> dict[Way, int]:
    """How many will be told by each way."""
    has_gateway = gateway.is_there()
    counts = Counter(
        way for reach in feedback.reaches(dialogue) for way in keeping.ways_of(reach, has_gateway=has_gateway)
    )
    return {way: counts[way] for way in Way}


def _in_state() -> dict[State, Q]:
    """Each state as a condition, as gehor.feedback counts its deliveries."""
    open_ = Q(done_at__isnull=True)
    old = clock.now() - IN_HAND
    return {
        State.WAITING: open_ & Q(refused="", started_at__isnull=True),
        State.IN_HAND: open_ & Q(refused="", started_at__gt=old),
        State.UNCERTAIN: open_ & Q(refused="", started_at__lte=old),
        State.REFUSED: open_ & ~Q(refused=""),
        State.ARRIVED: Q(done_at__isnull=False, left_to_page=False),
        State.LEFT_TO_PAGE: Q(left_to_page=True),
    }


def telling_counts(bulletins: Iterable[Bulletin]) -> dict[int, dict[Way, dict[State, int]]]:
    """Bulletin id → way → state → how many: one query."""
    columns = {state.value: Count("pk", filter=condition) for state, condition in _in_state().items()}
    rows = Telling.objects.filter(bulletin__in=[each.pk for each in bulletins]).order_by()
    found: dict[int, dict[Way, dict[State, int]]] = {}
    for row in rows.values("bulletin", "way").annotate(**columns):
        found.setdefault(row["bulletin"], {})[Way(row["way"])] = {state: row[state.value] for state in State}
    return {bulletin: {way: ways[way] for way in Way if way in ways} for bulletin, ways in found.items()}


def troubled(bulletin: Bulletin) -> QuerySet[Telling]:
    """What no machine sends again by itself: refused, or cut off in between."""
    conditions = _in_state()
    return Telling.objects.filter(conditions[State.UNCERTAIN] | conditions[State.REFUSED], bulletin=bulletin)


def letters_to(bulletin: Bulletin) -> QuerySet[Telling]:
    """Printed letters with their `language`, in a fixed order."""
    letters = Contact.objects.filter(participant=OuterRef("participant"), kind=Contact.Kind.LETTER)
    known = letters.filter(language__in=[code for code, _name in settings.LANGUAGES])
    return (
        Telling.objects.filter(bulletin=bulletin, way=Way.LETTER)
        .select_related("participant")
        .annotate(language=Coalesce(Subquery(known.values("language")[:1]), Value(bulletin.dialogue.source_language)))
        .order_by("pk")
    )


def letters_per_language(bulletin: Bulletin) -> dict[str, int]:
    rows = letters_to(bulletin).order_by().values_list("language").annotate(n=Count("pk"))
    return dict(sorted(rows))


@dataclass(frozen=True)
class Place:
    """Where people were met who gave no address, and what they said there."""

    activity: Activity
    people: int
    references: tuple[str, ...]


def meeting_list(bulletin: Bulletin) -> list[Place]:
    """Whom to tell where they were met, by activity: one query."""
    waiting = Telling.objects.filter(bulletin=bulletin, way=Way.LIST).values("participant")
    rows = (
        Contribution.objects.filter(dialogue=bulletin.dialogue_id, participant__in=waiting)
        .select_related("activity", "participant")
        .order_by("activity__number", "received_at", "pk")
    )
    found: dict[int, list[Contribution]] = {}
    for row in rows:
        found.setdefault(row.activity_id, []).append(row)
    return [
        Place(
            each[0].activity,
            sum({row.participant_id: row.participant.people for row in each}.values()),
            tuple(row.reference for row in each),
        )
        for each in found.values()
    ]


def waiting(bulletin_ids: Iterable[int] = (), telling_ids: Iterable[int] = ()) -> list[int]:
    """Ids of what the machine sends and nobody has started on."""
    rows = Telling.objects.filter(Q(bulletin__in=list(bulletin_ids)) | Q(pk__in=list(telling_ids)))
    rows = rows.filter(_in_state()[State.WAITING], way__in=[way.value for way in rules.BY_MACHINE])
    return list(rows.order_by("pk").values_list("pk", flat=True))


def opened(found: Facts) -> bool:
    return found.openings > 0
