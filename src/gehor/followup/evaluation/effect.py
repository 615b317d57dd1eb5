"""What each decision owes to the finding that it weighs."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from gehor.analysis.models import Finding
from gehor.decision.models import Decision
from gehor.ground.doors import one_of
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue
from gehor.process import indicators
from gehor.process.indicators import Effect

from .models import Judgement

HOLDS = Decision.objects.filter(replaced_by__isnull=True)  # a decision that was changed has no effect any more


@dataclass(frozen=True)
class Effected:
    """One finding, what was decided on it, and what the decision owes to it."""

    finding: Finding
    outcome: str | None
    judged: str | None
    reason: LocalText | None
    judged_by: str | None
    judged_at: dt.datetime | None

    @property
    def effect(self) -> Effect:
        return indicators.effect(self.outcome, self.judged)


def effected(dialogue: Dialogue) -> list[Effected]:
    """Every finding in its order: one query."""
    decisions = HOLDS.filter(weighs=OuterRef("pk"))
    judged = Judgement.objects.filter(decision__weighs=OuterRef("pk"), decision__replaced_by__isnull=True).order_by(
        "-judged_at", "-pk"
    )
    rows = Finding.objects.filter(dialogue=dialogue).annotate(
        outcome=Subquery(decisions.values("outcome")[:1]),
        judged=Subquery(judged.values("effect")[:1]),
        judged_reason=Subquery(judged.values("reason")[:1]),
        judged_by=Subquery(judged.values("judged_by__name")[:1]),
        judged_at=Subquery(judged.values("judged_at")[:1]),
    )
    return [
        Effected(row, row.outcome, row.judged, row.judged_reason, row.judged_by, row.judged_at)
        for row in rows.order_by("number")
    ]


def decision_on(dialogue: Dialogue, number: int) -> Decision:
    """The decision on the finding of this number, which knows its dialogue. Else 404."""
    return one_of(dialogue, HOLDS.select_related("weighs", "body"), weighs__number=number)


def effect_counted(decision: Decision) -> Effect:
    """What the outcome says by itself."""
    return indicators.effect(decision.outcome)


def judgements(decision: Decision) -> QuerySet[Judgement]:
    """What named persons have said of it, the latest first."""
    return Judgement.objects.filter(decision=decision).select_related("judged_by")
