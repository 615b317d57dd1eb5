"""Dialogues with their facts, stage and what comes next: several stages in one row."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Max, Min

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


def standings(dialogues: Iterable[Dialogue]) -> list[Standing]:
    """In the same order; two queries however many."""
    rows = list(dialogues)
    facts = followup.facts_of(rows)
    dates = {
        row["dialogue"]: (row["begins"], row["ends"])
        for row in Activity.objects.filter(dialogue__in=rows)
        .values("dialogue")
        .order_by()
        .annotate(begins=Min("begins_on"), ends=Max("ends_on"))
    }
    return [Standing(each, facts[each.pk], *dates.get(each.pk, (None, None))) for each in rows]


def standing(dialogue: Dialogue, activities: Sequence[Activity] | None = None) -> Standing:
    """activities: all of the dialogue's, where they are read already; then it is one query less."""
    if activities is None:
        return standings([dialogue])[0]
    begins = min((each.begins_on for each in activities), default=None)
    ends = max((each.ends_on for each in activities), default=None)
    return Standing(dialogue, followup.facts_of([dialogue])[dialogue.pk], begins, ends)


MOST_AT_ONCE = 500  # a whole organisation's dialogues of many years


def public_standings(organisation: Organisation) -> list[Standing]:
    """All public dialogues of an organisation, latest first."""
    return standings(planning.public_dialogues(organisation)[:MOST_AT_ONCE])


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
    for each in standings(dialogues[:MOST_AT_ONCE]):
        if each.is_open_on_web:
            open_now[each.dialogue.organisation_id] = open_now.get(each.dialogue.organisation_id, 0) + 1
    return [(organisation, open_now.get(organisation.pk, 0)) for organisation in organisations]
