"""Which findings rest on what was counted, and what they could rest on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import get_language

from gehor.analysis.models import Finding
from gehor.ground import catalogue
from gehor.ground.errors import WrongMoment
from gehor.participation import queries as participation
from gehor.participation.ballots import results
from gehor.participation.ballots.results import Result, ShownTable
from gehor.participation.ballots.speaking import PlainSpeaker, Speaker
from gehor.participation.earlier import is_held
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.method import Outcome, Table
from gehor.process.ratings import FEWEST

from .models import Counted
from .rules import thawed


@dataclass(frozen=True)
class Shown:
    """What a finding rests on, as it is read."""

    counted: Counted
    table: ShownTable
    people: int

    @property
    def line(self) -> str:
        """The key of the line that is meant; "" for all of it."""
        return self.counted.line


def resting(findings: Iterable[Finding]) -> QuerySet[Counted]:
    """What these findings rest on, with activity and dialogue."""
    return Counted.objects.filter(finding__in=[each.pk for each in findings]).select_related("activity__dialogue")


def shown(finding: Finding) -> list[Shown]:
    """The tables that one finding rests on, as they stood: one query."""
    return [_shown(each) for each in resting([finding])]


def in_dialogue(dialogue: Dialogue) -> list[Shown]:
    """The same of all findings, by their numbers, for files and documents: one query."""
    rows = Counted.objects.filter(finding__dialogue=dialogue).select_related("activity__dialogue", "finding")
    return [_shown(each, PlainSpeaker) for each in rows.order_by("finding__number", "pk")]


def as_data(dialogue: Dialogue) -> dict[int, list[dict[str, Any]]]:
    """Finding id → the tables that it rests on, in the words of the dialogue's language."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    with translation.override(dialogue.source_language):
        for each in in_dialogue(dialogue):
            found[each.counted.finding_id].append(_data(each))
    return found


def _data(each: Shown) -> dict[str, Any]:
    counted = each.counted
    lines = [
        {"line": line.key, "label": str(line.label), "figures": {str(cell.column): cell.whole for cell in line.cells}}
        for line in each.table.lines
    ]
    return {
        "activity": counted.activity.number,
        "table": counted.table,
        "line": counted.line or None,
        "title": str(each.table.title),
        "people": each.people,
        "sha256": counted.sha256,
        "lines": lines,
    }


def _shown(counted: Counted, speaking: type[Speaker] = Speaker) -> Shown:
    activity = counted.activity
    speaker = speaking(get_language() or "sv", activity.dialogue.source_language)
    table = results.shown(thawed(counted.outcome), catalogue.methods()[activity.method], speaker)
    return Shown(counted, table, counted.outcome["people"])


def counted_activities(dialogue: Dialogue) -> list[Activity]:
    """Those of which something came that can be counted, and that have closed: a finding can rest on them."""
    found = [each for each in planning.activities(dialogue) if catalogue.methods()[each.method].outcome is not None]
    for each in found:
        each.dialogue = dialogue
    closed = participation.closed_among(dialogue)
    return [each for each in found if each.pk in closed or is_held(each)]


def final_outcomes(activities: Sequence[Activity]) -> tuple[dict[int, Outcome], dict[str, str]]:
    """By id, what came of activities that have closed, without those in which somebody could be recognised; and what is
    shown of each contribution that a line is about. Four queries, however many.
    """
    found = {pk: each.outcome for pk, each in results.closed(activities).items() if each.outcome is not None}
    about = [each for each in activities if each.pk in found and results.lacks_labels(found[each.pk])]
    return found, results.labels_in(about) if about else {}


def table_can_carry(table: Table, line: str = "") -> bool:
    """Whether a finding can rest on it: not where so few have answered it that it is not shown."""
    if table.people is not None and table.people < FEWEST:
        return False
    return not (table.background and line in results.small_cells(table))


def final_result(activity: Activity) -> Result:
    """What came of it, for good. Raises WrongMoment while it is open, and where somebody could be recognised."""
    if not (participation.has_closed(activity) or is_held(activity)):
        raise WrongMoment("outcome_hidden_open")
    found = results.result(activity, is_closed=True)
    if found.outcome is None:
        raise WrongMoment("outcome_hidden_few", fewest=FEWEST)
    return found
