"""The text for the form on paper."""

from django import template

from gehor.planning.models import Activity

from .. import queries
from ..rules import PART_NUMBERED
from ..views.showing import Shown

register = template.Library()


@register.simple_tag
def text_on_paper(activity: Activity) -> dict[str, object]:
    """version, blocks, and has_room: whether the text is short enough to be printed with lines below each paragraph."""
    version = queries.version_numbered(activity, None)
    blocks = [Shown(row) for row in queries.paragraphs(version)] if version else []
    numbered = sum(bool(block.row.number) for block in blocks)
    return {"version": version, "blocks": blocks, "has_room": 0 < numbered <= PART_NUMBERED}
