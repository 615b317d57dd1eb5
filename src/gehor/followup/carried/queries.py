"""The rows of the plan with what was decided about each, and what has already become of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from gehor.analysis.series import queries as series
from gehor.analysis.series.models import Action
from gehor.decision import queries as decisions
from gehor.decision.models import Decision
from gehor.followup.models import Measure
from gehor.planning.models import Dialogue

from .models import Origin


@dataclass(frozen=True)
class Row:
    """One planned row. decision: on its category, or none yet. measure: that was promised from it, or none."""

    ranked: series.Ranked
    action: Action
    decision: Decision | None
    measure: Measure | None

    @property
    def number(self) -> int:
        return self.ranked.option.number

    @property
    def waits(self) -> bool:
        """It is decided, and nothing has been promised from it."""
        return self.decision is not None and self.measure is None


def rows(dialogue: Dialogue) -> list[Row]:
    """All rows that say what shall be done, in the order that the participants gave: four queries."""
    found = series.priorities_of(dialogue)
    if found is None:
        return []
    decided = {each.weighs_id: each for each in decisions.decisions(dialogue)}
    measures = {each.action_id: each.measure for each in _origins(dialogue)}
    return [
        Row(each, each.action, decided.get(each.option.finding_id), measures.get(each.action.pk))
        for each in found.ranked
        if each.action is not None
    ]


def waiting(dialogue: Dialogue) -> int:
    """How many decided rows have not become measures: two queries."""
    decided = decisions.decisions(dialogue).values("weighs")
    planned = Action.objects.filter(dialogue=dialogue, option__finding__in=decided)
    return planned.exclude(pk__in=Origin.objects.values("action")).count()


def origins(dialogue: Dialogue) -> dict[int, Origin]:
    """Measure id → where it came from: one query."""
    return {each.measure_id: each for each in _origins(dialogue)}


def _origins(dialogue: Dialogue) -> Iterable[Origin]:
    return Origin.objects.filter(measure__dialogue=dialogue).select_related("measure", "action__option")
