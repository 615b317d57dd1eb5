"""What is demanded in an activity."""

from collections import defaultdict
from collections.abc import Iterable

from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof

from .models import Demand
from .rules import Demands


def demands(activity: Activity) -> Demands:
    return _demands(Demand.objects.filter(activity=activity).values_list("doing", "proof"))


def demands_in(dialogue: Dialogue) -> dict[int, Demands]:
    """By activity, those of a dialogue that demand something: one query."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for activity, doing, proof in Demand.objects.filter(activity__dialogue=dialogue).values_list(
        "activity", "doing", "proof"
    ):
        found[activity].append((doing, proof))
    return {activity: _demands(rows) for activity, rows in found.items()}


def demanded(activity: Activity, doing: Doing) -> Proof:
    proof = Demand.objects.filter(activity=activity, doing=doing).values_list("proof", flat=True).first()
    return Proof(proof) if proof else Proof.OPEN


def _demands(rows: Iterable[tuple[str, str]]) -> Demands:
    return Demands(**{doing: Proof(proof) for doing, proof in rows})
