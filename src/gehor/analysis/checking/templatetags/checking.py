"""What a finding may claim of the participants' check, on any page that shows findings: no query.

{% load checking %}{% check_line dialogue finding %} · {% check_warning dialogue finding %} · {% check_told findings %}
"""

from collections.abc import Iterable
from typing import Any

from django import template

from gehor.analysis.models import Finding
from gehor.planning.models import Dialogue

from ..queries import standing
from ..rules import Standing
from ..texts import STANDINGS

register = template.Library()
WARNED = (Standing.NEW, Standing.REWRITTEN)


@register.inclusion_tag("checking/_line.html")
def check_line(dialogue: Dialogue, finding: Finding) -> dict[str, Any]:
    """Whether participants have checked the words that stand, and the way to the history."""
    code = standing(finding).value
    return {"dialogue": dialogue, "finding": finding, "standing": (code, STANDINGS[code]), "checked": None}


@register.inclusion_tag("checking/_warning.html")
def check_warning(dialogue: Dialogue, finding: Finding, staff: bool = False) -> dict[str, Any]:
    """A warning where the words that stand were not checked though a check was held. staff: tell of none held too."""
    code = standing(finding)
    is_told = code in WARNED or (staff and code is Standing.NOT_HELD)
    return {
        "dialogue": dialogue,
        "finding": finding,
        "code": code.value if is_told else "",
        "words": STANDINGS[code.value],
    }


@register.inclusion_tag("checking/_basis.html")
def check_told(findings: Iterable[Any]) -> dict[str, Any]:
    """For a decision basis: whether a check was held, and how many findings have been reworded or written since.

    findings: findings, or what has each as its `finding`.
    """
    standings = [standing(getattr(each, "finding", each)) for each in findings]
    return {
        "held": any(each is not Standing.NOT_HELD for each in standings),
        "unchecked": sum(each in WARNED for each in standings),
        "words": STANDINGS[Standing.NOT_HELD.value],
    }
