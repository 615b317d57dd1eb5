"""Which principles a dialogue is checked against, how each has been judged, and what was answered before it was run."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from gehor.ground import clock
from gehor.ground.governance.models import Charter, Kind, Principle
from gehor.ground.governance.queries import charter_in_force
from gehor.planning.models import Assessment, Dialogue

from .models import CriterionAnswer, Judgement, Kept
from .rules import counted


@dataclass(frozen=True)
class Check:
    """One principle, with its judgements, the latest first."""

    principle: Principle
    judgements: tuple[Judgement, ...]

    @property
    def latest(self) -> Judgement | None:
        return self.judgements[0] if self.judgements else None

    @property
    def earlier(self) -> tuple[Judgement, ...]:
        return self.judgements[1:]


@dataclass(frozen=True)
class Checked:
    """A dialogue against its principles. charter: none where none held; newer: what has been adopted since."""

    charter: Charter | None
    newer: Charter | None
    checks: tuple[Check, ...]

    @property
    def counts(self) -> Mapping[str | None, int]:
        """Verdict → how many principles; None: not judged."""
        return counted(each.latest.verdict if each.latest else None for each in self.checks)


def charter_of(dialogue: Dialogue) -> Charter | None:
    """The principles that the dialogue began under: what it keeps, else what held on the day it was started."""
    kept = Kept.objects.filter(dialogue=dialogue).select_related("charter__body").first()
    if kept is not None:
        return kept.charter
    return charter_in_force(dialogue.organisation, Kind.PRINCIPLES, timezone.localdate(dialogue.started_at))


def checked(dialogue: Dialogue) -> Checked:
    """Everything that the pages show: four queries, two more where nothing was settled when it was started."""
    charter = charter_of(dialogue)
    newer = (
        Charter.objects.filter(
            organisation=dialogue.organisation_id,
            kind=Kind.PRINCIPLES,
            number__gt=charter.number if charter else 0,
            adopted_on__lte=clock.today(),
        )
        .select_related("body")
        .first()
    )
    if charter is None:
        return Checked(None, newer, ())
    said: dict[int, list[Judgement]] = {}
    for each in Judgement.objects.filter(dialogue=dialogue).select_related("judged_by"):
        said.setdefault(each.principle_id, []).append(each)
    checks = [Check(each, tuple(said.get(each.pk, ()))) for each in charter.principles.all()]
    return Checked(charter, newer, tuple(checks))


def answers_of(assessment: Assessment | None) -> list[CriterionAnswer]:
    """What was answered to the organisation's own criteria, in their order."""
    if assessment is None:
        return []
    return list(CriterionAnswer.objects.filter(assessment=assessment).select_related("wording"))
