"""How a dialogue comes to keep principles, and answers to criteria: pieces of other steps, inside their transaction."""

from collections.abc import Mapping

from gehor.ground import clock, written
from gehor.ground.errors import WrongInput
from gehor.ground.governance.content import SHORT
from gehor.ground.governance.models import Charter, CriterionWording
from gehor.ground.governance.queries import criteria
from gehor.planning.models import Assessment, Dialogue

from . import queries, rules
from .models import CriterionAnswer, Kept
from .rules import Said


def keep_principles(dialogue: Dialogue) -> Charter | None:
    """Settle which principles the dialogue is checked against, if any held when it began."""
    charter = queries.charter_of(dialogue)
    if charter is not None:
        Kept.objects.get_or_create(dialogue=dialogue, defaults={"charter": charter, "settled_at": clock.now()})
    return charter


def answers(dialogue: Dialogue, given: Mapping[int, Said]) -> list[CriterionAnswer]:
    """The answers to all criteria that the organisation asks now, not stored yet. given: criterion number → answer.

    Raises WrongInput for the first that is missing, or that was given to other words.
    """
    return [
        _answer(dialogue, wording, given.get(wording.criterion.number)) for wording in criteria(dialogue.organisation)
    ]


def store(found: list[CriterionAnswer], assessment: Assessment) -> None:
    for each in found:
        each.assessment = assessment
    CriterionAnswer.objects.bulk_create(found)


def _answer(dialogue: Dialogue, wording: CriterionWording, said: Said | None) -> CriterionAnswer:
    field = f"criterion_{wording.criterion.number}"
    fault = rules.answer_fault(said, wording.number)
    if fault or said is None:
        raise WrongInput(fault or "criterion_unanswered", field=field)
    note = written.local(said.note, dialogue.source_language, field=f"{field}_note", required=False, longest=SHORT)
    return CriterionAnswer(wording=wording, say=said.say, note=note)
