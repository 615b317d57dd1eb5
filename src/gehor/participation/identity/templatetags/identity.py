"""What residents are told of who may do what."""

from typing import Any

from django import template

from gehor.participation.queries import Entrance
from gehor.process.words import Doing

from ..texts import TOLD

register = template.Library()


@register.simple_tag
def told(entrance: Entrance) -> list[Any]:
    """The sentences that say how one shows who one is there. None where everything is open to everybody."""
    return [TOLD[key] for doing in Doing if (key := (doing.value, entrance.demands.of(doing).value)) in TOLD]
