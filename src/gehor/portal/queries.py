"""Dialogues with their facts, stage and what comes next: several stages in one row."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Max, Min, OuterRef, Subquery

from gehor.followup import queries as followup
from gehor.followup.models import Measure
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.participation.models import Contribution
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.facts import Facts
from gehor.process.stages import Stage, stage

from . import rules

PER_PAGE = 20


@dataclass(frozen=True)
class Standing:
    """One dialogue and where it stands."""

    dialogue: Dialogue
    facts: Facts
    begins_on: dt.date | None
    ends_on: dt.date | None

    @cached_property
    def stage(self) -> Stage:
        return stage(self.facts)

    @property
    def days_late(self) -> int:
        return rules.days_late(self.dialogue.answer_due, self.facts, today=clock.today())

    @property
    def is_open_on_web(self) -> bool:
        today = clock.today()
        return (
            self.stage is Stage.OPEN
            and self.begins_on is not None
            and self.ends_on is not None
            and self.begins_on <= today <= self.ends_on
        )

    @property
    def body_gone_on(self) -> dt.date | None:
        """From which day the deciding body is dissolved, where something is left for it to decide after that."""
        body, facts = self.dialogue.deciding_body, self.facts
        is_decided = facts.signed_off and facts.findings > 0 and facts.undecided_findings == 0
        if body is None or is_decided or not body.is_dissolved(self.dialogue.decision_on or clock.today()):
            return None
        return body.dissolved_on

    @property
    def next(self) -> tuple[rules.Next, ...]:
        return rules.what_next(self.facts, **self._beyond)

    def next_for(self, actor: Actor) -> tuple[rules.Next, ...]:
        roles = actor.roles_in(self.dialogue.organisation_id)
        return rules.next_for(self.facts, roles, **self._beyond)

    @property
    def _beyond(self) -> dict[str, bool]:
        """What facts do not know: days that have passed, and a body that is no more."""
        past_end = self.ends_on is not None and self.ends_on < clock.today()
        return {"past_end": past_end, "body_is_gone": self.body_gone_on is not None}


_OWN = Activity.objects.filter(dialogue=OuterRef("pk")).order_by().values("dialogue")
DAYS = {
    "begins_": Subquery(_OWN.annotate(first=Min("begins_on")).values("first")),
    "ends_": Subquery(_OWN.annotate(last=Max("ends_on")).values("last")),
}


def standings(dialogues: Iterable[Dialogue], *, is_approval_asked: bool = True) -> list[Standing]:
    """In the same order; one query however many, and what it takes to read the plans that wait for approval."""
    rows = list(dialogues)
    found = planning.read_facts_and(rows, followup.COLUMNS, DAYS, is_approval_asked=is_approval_asked)
    told = (found[each.pk] for each in rows)
    return [
        Standing(each, facts, days["begins_"], days["ends_"]) for each, (facts, days) in zip(rows, told, strict=True)
    ]


def standing(dialogue: Dialogue) -> Standing:
    return standings([dialogue])[0]


def public_standing(dialogue: Dialogue) -> Standing:
    """As everybody may know it."""
    return standings([dialogue], is_approval_asked=False)[0]


MOST_AT_ONCE = 500  # a whole organisation's dialogues of many years


def public_standings(organisation: Organisation) -> list[Standing]:
    """All public dialogues of an organisation, latest first."""
    return standings(planning.public_dialogues(organisation)[:MOST_AT_ONCE], is_approval_asked=False)


def staff_standings(actor: Actor) -> list[Standing]:
    """All dialogues of the actor's organisations, ideas too."""
    dialogues = Dialogue.objects.select_related("organisation", "deciding_body").filter(
        organisation__in=actor.organisation_ids
    )
    return standings(dialogues[:MOST_AT_ONCE])


def first_measures(dialogues: Iterable[int]) -> dict[int, dt.date]:
    """Dialogue id → the day of its first measure that is neither done nor dropped: one query."""
    rows = Measure.objects.annotate(now=followup.LATEST_STATUS).exclude(now__in=followup.SETTLED)
    found = rows.filter(dialogue__in=dialogues).order_by().values("dialogue").annotate(first=Min("due_on"))
    return {row["dialogue"]: row["first"] for row in found}


def per_channel(dialogue: Dialogue) -> list[tuple[str, int]]:
    """How many contributions came by each channel, the most first."""
    counted = Contribution.objects.filter(dialogue=dialogue).order_by().values("channel").annotate(n=Count("pk"))
    return sorted(((row["channel"], row["n"]) for row in counted), key=lambda pair: (-pair[1], pair[0]))


def organisations_with_counts(organisations: Sequence[Organisation]) -> list[tuple[Organisation, int]]:
    """Organisations, each with how many dialogues are open now."""
    open_now: dict[int, int] = {}
    dialogues = Dialogue.objects.filter(organisation__in=organisations).select_related("organisation")
    for each in standings(dialogues[:MOST_AT_ONCE], is_approval_asked=False):
        if each.is_open_on_web:
            open_now[each.dialogue.organisation_id] = open_now.get(each.dialogue.organisation_id, 0) + 1
    return [(organisation, open_now.get(organisation.pk, 0)) for organisation in organisations]
