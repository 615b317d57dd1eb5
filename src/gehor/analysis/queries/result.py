"""What everybody may see of the analysis: how far it has come, and the findings once they are signed off."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Count,
    Expression,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber

from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import one_by_one
from gehor.participation.ballots.models import Voter
from gehor.participation.identity.queries import read_by_few
from gehor.participation.models import Contribution
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.process.words import Aside, Channel

from ..models import Finding, Reading, Rest, SignOff
from . import UNREAD_COUNT
from .findings import counted, people_sum, summed
from .reading import SHOWN, shown_wording

FIRST_FEW = 3


@dataclass(frozen=True)
class Totals:
    """One dialogue in numbers."""

    contributions: int
    unread: int
    participants: int  # everybody who has said something or voted, once each
    people: int  # the same, with everyone at a table that speaks with one voice
    voters: int  # those of them who have answered something that is counted
    asides: dict[str, int]  # reason → contributions, only those that occur
    signed_at: dt.datetime | None

    @property
    def read(self) -> int:
        return self.contributions - self.unread

    @property
    def set_aside(self) -> int:
        return sum(self.asides.values())


def totals(dialogue: Dialogue) -> Totals:
    """One query."""
    return _totals(Dialogue.objects.filter(pk=dialogue.pk).values(**_total_columns())[0])


def public_with_totals(slug: str) -> tuple[Dialogue, Facts, Totals]:
    """The door for everybody, what they may know of the dialogue behind it, and its numbers: one query."""
    dialogue, known, row = planning.public_with_facts_and(slug, _total_columns())
    return dialogue, known, _totals(row)


def _total_columns() -> dict[str, Any]:
    said = Contribution.objects.filter(dialogue=OuterRef(OuterRef("pk")))
    voted = Voter.objects.filter(activity__dialogue=OuterRef(OuterRef("pk")))
    took_part = Participant.objects.filter(Q(pk__in=said.values("participant")) | Q(pk__in=voted.values("participant")))
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return {
        "total_contributions": planning.counted(Contribution.objects.all()),
        "total_unread": UNREAD_COUNT,
        "total_participants": Subquery(took_part.order_by().annotate(number=number).values("number")),
        "total_people": Coalesce(Subquery(people_sum(one_by_one(said, also=voted))), 0),
        "total_voters": Subquery(
            Participant.objects.filter(pk__in=voted.values("participant"))
            .order_by()
            .annotate(number=number)
            .values("number")
        ),
        "total_signed_at": Subquery(SignOff.objects.filter(dialogue=OuterRef("pk")).values("signed_at")),
        **{f"aside_{aside}": planning.counted(Reading.objects.filter(aside=aside.value)) for aside in Aside},
    }


def _totals(row: Mapping[str, Any]) -> Totals:
    asides = {aside.value: row[f"aside_{aside}"] for aside in Aside}
    numbers = {name.removeprefix("total_"): value for name, value in row.items() if name.startswith("total_")}
    return Totals(**numbers, asides={aside: count for aside, count in asides.items() if count})


ChannelRow = tuple[str, int, int]  # channel, contributions, participants


def channels(dialogue: Dialogue) -> list[ChannelRow]:
    """How many by each channel by which something came, in the order of Channel: one query."""
    return _in_order(_by_channel(dialogue))


def findings_and_channels(dialogue: Dialogue, **columns: Expression) -> tuple[list[Finding], list[ChannelRow]]:
    """All findings with their counts, and the channels of the whole dialogue: two queries.

    columns: more that each finding shall carry.
    """
    found = list(counted(Finding.objects.filter(dialogue=dialogue)).annotate(**columns))
    of_findings = (
        Rest.objects.filter(finding__dialogue=dialogue)
        .order_by()
        .values_list("finding_id", "contribution__channel")
        .annotate(contributions=Count("pk"), participants=Count("contribution__participant", distinct=True))
    )
    of_all, of_each = [], defaultdict(dict)
    for finding_id, *row in _by_channel(dialogue).union(of_findings, all=True):
        if finding_id is None:
            of_all.append((None, *row))
        else:
            of_each[finding_id][row[0]] = row[1]
    for finding in found:
        finding.by_channel = summed([of_each[finding.pk]])
    return found, _in_order(of_all)


def _by_channel(dialogue: Dialogue) -> QuerySet[Contribution, Any]:
    return (
        Contribution.objects.filter(dialogue=dialogue)
        .order_by()
        .values_list(Value(None, output_field=BigIntegerField()), "channel")
        .annotate(contributions=Count("pk"), participants=Count("participant", distinct=True))
    )


def _in_order(rows: Iterable[Any]) -> list[ChannelRow]:
    counts = {channel: (contributions, participants) for _, channel, contributions, participants in rows}
    return [(channel.value, *counts[channel.value]) for channel in Channel if channel.value in counts]


def first_few(findings: Iterable[Finding]) -> dict[int, list[Contribution]]:
    """Finding id → the first contributions that it rests on and that are shown, with their wording: one query."""
    place = Window(RowNumber(), partition_by=F("finding_id"), order_by=["contribution__received_at", "contribution_id"])
    rests = (
        Rest.objects.filter(finding__in=[each.pk for each in findings], contribution__published_at__isnull=False)
        .filter(~read_by_few("contribution__activity"))
        .annotate(place=place, **shown_wording("contribution"))
        .filter(place__lte=FIRST_FEW)
        .select_related("contribution")
        .order_by("finding_id", "place")
    )
    found: dict[int, list[Contribution]] = defaultdict(list)
    for rest in rests:
        for name in SHOWN:
            setattr(rest.contribution, name, getattr(rest, name))
        found[rest.finding_id].append(rest.contribution)
    return found


def asides(dialogue: Dialogue) -> QuerySet[Reading]:
    """What was set aside, in the order received, with `contribution` and `duplicate_of`."""
    return (
        Reading.objects.filter(dialogue=dialogue)
        .exclude(aside="")
        .select_related("contribution", "duplicate_of")
        .order_by("contribution__received_at", "contribution_id")
    )


class SetAside(NamedTuple):
    """A contribution that no finding rests on, as data."""

    reference: str
    aside: str
    note: LocalText
    referred_to: str
    duplicate_of: str | None


def became(dialogue: Dialogue) -> tuple[dict[int, list[str]], list[SetAside]]:
    """What became of each contribution, in the order received: one query.

    Finding id → references of all that it rests on; and those that were set aside.
    """
    none, received = Value("", output_field=TextField()), ("contribution__received_at", "contribution_id")
    rested = Rest.objects.filter(finding__dialogue=dialogue).order_by()
    aside = Reading.objects.filter(dialogue=dialogue).exclude(aside="").order_by()
    nobody = Value(None, output_field=IntegerField())
    rows = rested.values_list(*received, "finding_id", "contribution__reference", none, none, none, none).union(
        aside.values_list(
            *received,
            nobody,
            "contribution__reference",
            *(Cast(name, TextField()) for name in ("aside", "aside_note", "referred_to", "duplicate_of__reference")),
        ),
        all=True,
    )
    resting: dict[int, list[str]] = defaultdict(list)
    left: list[SetAside] = []
    for _at, _pk, finding, reference, why, note, *more in sorted(rows, key=lambda row: row[:2]):
        if finding is None:
            left.append(SetAside(reference, why, json.loads(note), *more))
        else:
            resting[finding].append(reference)
    return resting, left
