"""What each participant is told: what they said, what it was read as, what was decided on it, and the answer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import F, FilteredRelation, Q

from gehor.analysis.models import Reading, Rest
from gehor.decision import queries as decisions
from gehor.decision.models import Decision
from gehor.ground.languages import LocalText
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Dialogue

from .queries import answers


@dataclass(frozen=True)
class Point:
    """One finding that somebody's words were read as, what was decided on it, and the answer."""

    number: int
    statement: LocalText
    decision: Decision
    answer: LocalText  # empty while it is not written
    rests_on: tuple[str, ...] = ()  # references of this participant's contributions


@dataclass(frozen=True)
class Aside:
    """The public reason for which a contribution carries no finding."""

    reason: str
    note: LocalText
    referred_to: str
    duplicate_of: str  # the reference of the contribution that it repeats, whose points are told instead


@dataclass(frozen=True)
class Said:
    """One contribution as its own author reads it: in its latest wording."""

    reference: str
    received_at: dt.datetime
    title: str
    text: str
    language: str
    aside: Aside | None


@dataclass(frozen=True)
class Told:
    """All that is answered to one participant."""

    said: tuple[Said, ...]
    points: tuple[Point, ...]

    @property
    def asides(self) -> tuple[Said, ...]:
        return tuple(each for each in self.said if each.aside)


def told(dialogue: Dialogue, participants: Collection[int]) -> dict[int, Told]:
    """Participant id → what they are told, released or not: six queries, however many participants.

    What a table said with one voice is answered to everybody who sat there. Whoever only voted is told all that was
    decided: votes are counted together, and no finding is theirs more than another.
    """
    rows_of = _rows_of(dialogue, participants)
    ids = sorted({row.pk for rows in rows_of.values() for row in rows})
    wordings = {row.contribution_id: row for row in Wording.objects.filter(contribution__in=ids).order_by("number")}
    asides = {
        reading.contribution_id: reading
        for reading in Reading.objects.filter(contribution__in=ids).exclude(aside="").select_related("duplicate_of")
    }
    stands_for = {pk: asides[pk].duplicate_of_id or pk if pk in asides else pk for pk in ids}
    decided = _decided(dialogue)
    points = _points(decided, set(stands_for.values()))
    everything = Told((), tuple(sorted(decided.values(), key=lambda point: point.number)))
    found: dict[int, Told] = {}
    for participant, rows in rows_of.items():
        said = tuple(_said(row, wordings[row.pk], asides.get(row.pk)) for row in rows)
        found[participant] = Told(said, _points_of(rows, points, stands_for))
    return {participant: found.get(participant, everything) for participant in participants}


def _rows_of(dialogue: Dialogue, participants: Collection[int]) -> dict[int, list[Contribution]]:
    """Participant id → contributions that are also theirs, in the order in which they came: one query."""
    listeners = FilteredRelation("participant__speakers", condition=Q(participant__speakers__in=participants))
    rows = (
        Contribution.objects.filter(dialogue=dialogue)
        .annotate(listeners=listeners)
        .filter(Q(participant__in=participants) | Q(listeners__isnull=False))
        .annotate(listener=F("listeners__pk"))
        .order_by("received_at", "pk")
    )
    wanted = frozenset(participants)
    found: dict[int, dict[int, Contribution]] = defaultdict(dict)
    for row in rows:
        for participant in {row.participant_id, row.listener} & wanted:
            found[participant].setdefault(row.pk, row)
    return {participant: list(known.values()) for participant, known in found.items()}


def _said(contribution: Contribution, wording: Wording, reading: Reading | None) -> Said:
    aside = None
    if reading is not None:
        original = reading.duplicate_of.reference if reading.duplicate_of else ""
        aside = Aside(reading.aside, reading.aside_note, reading.referred_to, original)
    return Said(contribution.reference, contribution.received_at, wording.title, wording.text, wording.language, aside)


def _points_of(
    rows: Iterable[Contribution], points: Mapping[int, list[Point]], stands_for: Mapping[int, int]
) -> tuple[Point, ...]:
    """The points of all of one participant's contributions, each once, with the references that it rests on."""
    found: dict[int, Point] = {}
    for row in rows:
        for point in points.get(stands_for[row.pk], []):
            before = found[point.number].rests_on if point.number in found else ()
            found[point.number] = replace(point, rests_on=(*before, row.reference))
    return tuple(found[number] for number in sorted(found))


def _decided(dialogue: Dialogue) -> dict[int, Point]:
    """Finding id → what was decided on it, and the answer."""
    written = answers(dialogue)
    return {
        each.weighs_id: Point(
            each.weighs.number, each.weighs.statement, each, written[each.pk].text if each.pk in written else {}
        )
        for each in decisions.decisions(dialogue)
    }


def _points(decided: Mapping[int, Point], contributions: Collection[int]) -> dict[int, list[Point]]:
    """Contribution id → the points that it was read as."""
    found: dict[int, list[Point]] = defaultdict(list)
    rests = Rest.objects.filter(contribution__in=contributions).values_list("contribution_id", "finding_id")
    for contribution_id, finding_id in rests:
        if finding_id in decided:
            found[contribution_id].append(decided[finding_id])
    return found


def sample_for(decision: Decision) -> Contribution | None:
    """The first contribution that the decided finding rests on: whose answer a writer looks at beforehand."""
    resting = Rest.objects.filter(finding=decision.weighs_id).order_by("contribution__received_at", "contribution")
    first = resting.select_related("contribution__participant").first()
    return first.contribution if first else None
