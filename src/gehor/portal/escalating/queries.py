"""Every promise of an organisation that is late, of all kinds: answers, stages of feedback, corrections, measures."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gehor.feedback.replies import queries as replies
from gehor.feedback.stages import queries as stages
from gehor.followup import queries as followup
from gehor.followup.models import Measure
from gehor.followup.rules import days_late
from gehor.ground import clock
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.planning.models import Dialogue

KINDS = ("answer", "stage", "correction", "measure")


@dataclass(frozen=True)
class Late:
    """One promise that is late now. key: the same as long as it is the same promise."""

    kind: str
    key: str
    dialogue: Dialogue
    due: dt.date
    days: int
    url: str
    what: LocalText | str = ""  # the stage's code, the contribution's reference, or the measure's title

    @property
    def body(self) -> Body | None:
        return self.dialogue.deciding_body


def late_measures(organisation: Organisation) -> list[Late]:
    """The longest late first: one query."""
    today = clock.today()
    rows = (
        Measure.objects.filter(dialogue__organisation=organisation, due_on__lt=today)
        .annotate(now=followup.LATEST_STATUS)
        .exclude(now__in=followup.SETTLED)
        .select_related("dialogue__deciding_body")
        .order_by("due_on", "pk")
    )
    return [
        Late(
            "measure",
            f"measure:{row.pk}",
            row.dialogue,
            row.due_on,
            days_late(row.due_on, row.now, today=today),
            reverse("followup:measures", args=[row.dialogue.slug]),
            row.title,
        )
        for row in rows
    ]


def late_stages(owed: Iterable[stages.Owed]) -> list[Late]:
    """Of the stages that are promised, those that are late and not given."""
    return [
        Late(
            "stage",
            f"stage:{each.dialogue.pk}:{each.promised.stage.value}",
            each.dialogue,
            each.promised.due,
            each.days_late,
            reverse("feedback:promises", args=[each.dialogue.slug]),
            each.promised.stage.value,
        )
        for each in owed
        if each.promised.is_owed and each.promised.due is not None and each.days_late
    ]


def late_corrections(owed: Iterable[replies.Owed]) -> list[Late]:
    return [
        Late(
            "correction",
            f"correction:{each.pk}",
            each.dialogue,
            each.due_on,
            each.days_late,
            reverse("trace:thread", args=[each.dialogue.slug, each.reference]),
            each.reference,
        )
        for each in owed
        if each.replied_on is None and each.days_late
    ]


def late_answers(entries: Iterable[Any]) -> list[Late]:
    """entries: of the register."""
    return [
        Late(
            "answer",
            f"answer:{each.dialogue.pk}",
            each.dialogue,
            each.days.promise,
            each.days_late,
            reverse("feedback:answers", args=[each.dialogue.slug]),
        )
        for each in entries
        if each.days.is_promised and not each.days.answered and each.days_late
    ]


def late_of(
    organisation: Organisation,
    entries: Iterable[Any],
    owed_stages: Iterable[stages.Owed],
    owed_replies: Iterable[replies.Owed],
) -> list[Late]:
    """Everything that is late, of all kinds, the longest late first. entries: of the register."""
    found = [
        *late_answers(entries),
        *late_stages(owed_stages),
        *late_corrections(owed_replies),
        *late_measures(organisation),
    ]
    return sorted(found, key=lambda each: -each.days)


@dataclass(frozen=True)
class PerBody:
    """How many promises of each kind one body is late with."""

    body: Body | None
    counts: tuple[int, ...]  # in the order of KINDS
    most_days: int


def per_body(late: Sequence[Late]) -> list[PerBody]:
    """Bodies by name, last those for which none is named."""
    found: dict[Body | None, list[Late]] = defaultdict(list)
    for each in late:
        found[each.body].append(each)
    rows = [
        PerBody(
            body, tuple(sum(each.kind == kind for each in group) for kind in KINDS), max(each.days for each in group)
        )
        for body, group in found.items()
    ]
    return sorted(rows, key=lambda row: (row.body is None, row.body.name.casefold() if row.body else ""))
