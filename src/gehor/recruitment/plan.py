"""The target groups as a table of the whole plan: see planning.project.whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gehor.planning.models import Dialogue

from . import queries
from .models import TargetGroup

Rows = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]  # (head, rows)


def group_rows(dialogue: Dialogue) -> Rows:
    """One query."""
    return _rows(queries.target_groups(dialogue))


def frozen_rows(groups: Iterable[Mapping[str, Any]]) -> Rows:
    """Of groups as queries.plan_parts tells them."""
    return _rows(TargetGroup(**said) for said in groups)


def _rows(groups: Iterable[TargetGroup]) -> Rows:
    head = (
        _("Who"),
        _("Why they must be reached"),
        _("What is known of them"),
        _("What makes it worth their time"),
        _("How you reach them"),
        _("How many you set out to reach"),
        _("Seldom heard"),
    )
    rows = tuple(
        (
            each.name,
            each.why or "",
            each.known or "",
            each.motive or "",
            each.reached_by or "",
            number_format(each.reach_aim, force_grouping=True) if each.reach_aim else "",
            _("Yes") if each.seldom_heard else "",
        )
        for each in groups
    )
    return head, rows
