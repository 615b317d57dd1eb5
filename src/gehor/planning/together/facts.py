"""What the facts of a dialogue say about approval. Planning's queries ask here; everybody else asks for facts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, Exists, Expression, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat

from gehor.planning.models import Dialogue

from . import content, rules
from .models import Request, Rule
from .rules import Answer, Standing, State

_NO = ~Q(verdicts__answer=Answer.APPROVE.value) & Q(verdicts__isnull=False)
_STATE = Case(
    When(declined__gt=0, then=Value(State.DECLINED.value)),
    When(other__gt=0, then=Value(State.CHANGE.value)),
    When(approving__gte=F("needed"), then=Value(State.APPROVED.value)),
    default=Value(State.WAITING.value),
)

COLUMNS: Mapping[str, Expression] = {
    "approval_demanded": Exists(Rule.objects.filter(organisation=OuterRef("organisation"), is_demanded=True)),
    # "approved:<hash>" of the latest request; nothing where nobody has been asked
    "asked_": Subquery(
        Request.objects.filter(dialogue=OuterRef("pk"))
        .order_by("-number")
        .annotate(
            approving=Count("verdicts", filter=Q(verdicts__answer=Answer.APPROVE.value)),
            declined=Count("verdicts", filter=Q(verdicts__answer=Answer.DECLINE.value)),
            other=Count("verdicts", filter=_NO),
        )
        .annotate(said=Concat(_STATE, Value(":"), F("content_hash"), output_field=CharField()))
        .values("said")[:1]
    ),
}


def standings(dialogues: Mapping[int, Dialogue], rows: Iterable[Mapping[str, Any]]) -> dict[int, Standing]:
    """Dialogue id → where its approval stands. A plan is read only where it makes a difference."""
    asked = {
        row["pk"]: _read(row["asked_"])
        for row in rows
        if row.get("asked_") and not row.get("signed_off")  # after that nothing opens
    }
    compared = [pk for pk, (state, _) in asked.items() if state in (State.APPROVED, State.WAITING)]
    plans = content.contents(dialogues[pk] for pk in compared)
    now = {pk: rules.content_hash(plan) for pk, plan in plans.items()}
    return {pk: Standing(state, now.get(pk) == frozen) for pk, (state, frozen) in asked.items()}


def _read(said: str) -> tuple[State, str]:
    state, _, frozen = said.partition(":")
    return State(state), frozen
