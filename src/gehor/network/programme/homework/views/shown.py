"""What several pages show of results."""

import datetime as dt
from typing import Any

from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Programme

from .. import drawing, queries, rules
from ..found import Found
from ..models import Encounter
from ..texts import PLACES, RESULTS


def counted(results: rules.Results) -> list[tuple[Any, rules.Counted]]:
    return [(words, getattr(results, code)) for code, words in RESULTS.items()]


def results(programme: Programme, found: Found) -> dict[str, Any]:
    """The map before and after, and the dialogues at home, over all members: one query."""
    nothing = rules.Moved(None, None, 0)
    parts = [(each, found.moved.get(each.number, nothing)) for each in programmes.components(programme)]
    return {
        "found": found,
        "parts": [(each, one, drawing.arrow(one)) for each, one in parts],
        "judged": any(one.change is not None for _each, one in parts),
        "few": rules.FEWEST,
        "dialogues": found.dialogues,
        "counted": counted(found.results) if found.dialogues else [],
    }


def picture(programme: Programme, today: dt.date) -> dict[str, Any]:
    """Every member at every step."""
    steps, rows = queries.picture(programme, today)
    return {
        "steps": steps,
        "rows": [(row, drawing.cells(row.places), [PLACES[place][0] for place in row.places]) for row in rows],
        "legend": [(drawing.KINDS[place], words) for place, (words, _tone) in PLACES.items()],
        "at": queries.done_by_step(steps, rows),
    }


def both(encounter: Encounter) -> tuple[str, str]:
    """Who met whom, as they are called today."""
    other = encounter.other
    whom = programmes.called(other) if other is not None else _researcher(encounter)
    return programmes.called(encounter.application), whom


def _researcher(encounter: Encounter) -> str:
    found = encounter.researcher
    if found is None:
        return ""
    return f"{found.name}, {found.partner.name}" if found.name else found.partner.name
