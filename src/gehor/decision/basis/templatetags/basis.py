"""{% board_version dialogue decided_on as seen %}: the frozen version that the body had when it decided."""

import datetime as dt

from django import template

from gehor.planning.models import Dialogue

from .. import queries
from ..models import Frozen

register = template.Library()


@register.simple_tag
def board_version(dialogue: Dialogue, decided_on: dt.date) -> Frozen | None:
    """One query for all decisions of a page."""
    if not hasattr(dialogue, "frozen_versions"):
        dialogue.frozen_versions = list(queries.versions(dialogue))
    return queries.before_the_board(dialogue.frozen_versions, decided_on)
