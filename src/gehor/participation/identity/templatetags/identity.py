"""What residents are told of who may do what."""

from typing import Any

from django import template

from gehor.participation.queries import Entrance
from gehor.process.words import Doing, Proof

from ..texts import ASKING, TOLD

register = template.Library()


@register.simple_tag
def told(entrance: Entrance) -> list[Any]:
    """The sentences that say how one shows who one is there. None where everything is open to everybody."""
    found = [TOLD[key] for doing in Doing if (key := (doing.value, entrance.demands.of(doing).value)) in TOLD]
    return list(dict.fromkeys(found))


@register.simple_tag
def asks_for_code(entrance: Entrance) -> tuple[Any, Any] | None:
    """What the field for a code from a letter says, where the form of the one page for all asks for one."""
    doing = Doing.VOTE if entrance.method.is_only_counted else Doing.COMMENT
    return ASKING["code"] if entrance.demands.of(doing) is Proof.CODE else None


@register.simple_tag
def shows_first(entrance: Entrance) -> bool:
    """Whether one can show who one is before one begins: what a code from a letter shows is filled in in the form."""
    return any(entrance.demands.of(doing).at_least(Proof.EMAIL) for doing in Doing)
