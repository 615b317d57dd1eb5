"""What a finding may claim of the participants' check, in one line of any page that shows findings.

{% load checking %}{% check_line dialogue number %} · {% check_warning dialogue number %}: one query for a whole page.
"""

from typing import Any

from django import template
from django.http import HttpRequest

from gehor.planning.models import Dialogue

from ..queries import Overview, overview
from ..rules import Standing
from ..texts import STANDINGS

register = template.Library()


@register.inclusion_tag("checking/_line.html", takes_context=True)
def check_line(context: Any, dialogue: Dialogue, number: int) -> dict[str, Any]:
    """How many confirmed the finding, whether it was reworded since, and the way to the history."""
    found = _overview(context, dialogue)
    code = found.standing_of(number).value
    return {
        "dialogue": dialogue,
        "finding": {"number": number},
        "standing": (code, STANDINGS[code]),
        "checked": found.numbered(number),
    }


@register.inclusion_tag("checking/_warning.html", takes_context=True)
def check_warning(context: Any, dialogue: Dialogue, number: int, staff: bool = False) -> dict[str, Any]:
    """A warning where the words that stand were not checked though a check was held. staff: tell of none held too."""
    code = _overview(context, dialogue).standing_of(number)
    told = (Standing.NEW, Standing.REWRITTEN, Standing.NOT_HELD) if staff else (Standing.NEW, Standing.REWRITTEN)
    return {
        "dialogue": dialogue,
        "number": number,
        "code": code.value if code in told else "",
        "words": STANDINGS[code.value],
    }


@register.inclusion_tag("checking/_basis.html", takes_context=True)
def check_told(context: Any, dialogue: Dialogue) -> dict[str, Any]:
    """For a decision basis: whether a check was held, and what it says of the findings taken together."""
    found = _overview(context, dialogue)
    return {"held": found.held, "last_day": found.last_day, "words": STANDINGS[Standing.NOT_HELD.value]}


def _overview(context: Any, dialogue: Dialogue) -> Overview:
    request: HttpRequest | None = context.get("request")
    known = request.__dict__.setdefault("check_overviews", {}) if request else {}
    if dialogue.pk not in known:
        known[dialogue.pk] = overview(dialogue)
    return known[dialogue.pk]
