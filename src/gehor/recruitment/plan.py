"""The target groups as a table of the whole plan: see planning.project.whole."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gehor.planning.models import Dialogue

from . import queries


def group_rows(dialogue: Dialogue) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """(head, rows): one query."""
    head = (
        _("Who"),
        _("Why they must be reached"),
        _("What is known of them"),
        _("What makes it worth their time"),
        _("How you reach them"),
        _("How many you set out to reach"),
    )
    rows = tuple(
        (
            each.name,
            each.why or "",
            each.known or "",
            each.motive or "",
            each.reached_by or "",
            number_format(each.reach_aim, force_grouping=True) if each.reach_aim else "",
        )
        for each in queries.target_groups(dialogue)
    )
    return head, rows
