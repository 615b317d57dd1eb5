"""How well two people agree, in figures; and the note of it where a result is shown."""

from typing import Any

from django import template
from django.utils.formats import number_format

from gehor.participation.paper import lists, queries
from gehor.participation.paper.rules import Agreement
from gehor.participation.paper.texts import WHY_INVALID
from gehor.planning.models import Activity

register = template.Library()


@register.simple_tag
def share(agreement: Agreement) -> str:
    """97.5 %"""
    return _percent(agreement.alike / agreement.of)


@register.simple_tag
def interval(agreement: Agreement) -> str:
    """92.1–99.4 %"""
    return f"{_decimal(agreement.low)}–{_percent(agreement.high)}"


@register.inclusion_tag("paper/_note.html")
def paper_note(activity: Activity) -> dict[str, Any]:
    """Nothing where nothing has been typed in twice. One query."""
    on_forms, on_lists = lists.agreements(activity)
    return {"agreed": on_forms, "agreed_lists": on_lists}


@register.inclusion_tag("paper/_invalid.html")
def invalid_ballots(activity: Activity) -> dict[str, Any]:
    """How many forms cannot be counted, and why. Nothing where there are none. One query."""
    found = queries.invalid_counts(activity)
    return {"many": sum(count for _why, count in found), "reasons": [(WHY_INVALID[why], count) for why, count in found]}


@register.simple_tag
def reasons_invalid() -> Any:
    """Why a form may not be counted, as choices."""
    return WHY_INVALID.items()


@register.inclusion_tag("paper/_typing.html", takes_context=True)
def code_first(context: Any, activity: Activity, form: Any) -> dict[str, Any]:
    """Before all other fields: the code of the form, and how many are typed in. Nothing where none are printed."""
    if "sheet" not in form.fields:
        return {"field": None}
    return {
        "field": form["sheet"],
        "tally": queries.tally(activity, context["request"].user),
        "activity": activity,
        "dialogue": activity.dialogue,
    }


def _decimal(value: float) -> str:
    return str(number_format(round(100 * value, 1), 1))


def _percent(value: float) -> str:
    return f"{_decimal(value)} %"
