"""The text for the form on paper."""

from django import template

from gehor.planning.models import Activity

from .. import queries, rules
from ..blocks import CELLS
from ..rules import PART_NUMBERED
from ..views.showing import Shown

register = template.Library()


@register.simple_tag
def text_on_paper(activity: Activity) -> dict[str, object]:
    """version, blocks, and has_room: whether the text is short enough to be printed with lines below each paragraph."""
    version = queries.version_numbered(activity, None)
    rows = queries.paragraphs(version) if version else []
    heads = rules.heads([row.block for row in rows])
    blocks = [Shown(row, head=head) for row, head in zip(rows, heads, strict=True)]
    numbered = sum(bool(block.row.number) for block in blocks)
    return {"version": version, "blocks": blocks, "has_room": 0 < numbered <= PART_NUMBERED}


@register.filter
def cells(row: str) -> list[str]:
    return row.split(CELLS)
