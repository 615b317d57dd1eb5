"""What residents are told of who may do what."""

from typing import Any

from django import template

from gehor.participation.queries import Entrance
from gehor.process.words import Doing, Proof

from ..rules import doings
from ..texts import AGREEING, ASKING, NEEDED, NEEDED_TO_READ, READ_BY_FEW, READ_BY_FEW_BUT, TOLD

register = template.Library()


@register.simple_tag
def told(entrance: Entrance) -> list[Any]:
    """The sentences that say how one shows who one is there, or that one need not."""
    demands = entrance.demands
    few = [READ_BY_FEW[demands.read], READ_BY_FEW_BUT] if demands.is_read_by_few else []
    # What was shown to come in is not asked for once more
    acts = [doing for doing in _acts(entrance) if not (demands.is_read_by_few and demands.of(doing) is demands.read)]
    if demands.vote is demands.comment and Doing.VOTE in acts:  # what is said of a vote says the other too
        acts = [doing for doing in acts if doing is not Doing.COMMENT]
    found = [(doing, TOLD[key]) for doing in acts if (key := (doing.value, demands.of(doing).value)) in TOLD]
    if not entrance.method.is_only_counted and demands.vote is not demands.comment:
        # Where one writes, it is not the writing that counts once
        found = [(doing, _agreeing(words) if doing is Doing.VOTE else words) for doing, words in found]
    return list(dict.fromkeys([*few, *(words for _doing, words in found)]))


def _agreeing(words: Any) -> str:
    return f"{AGREEING} {words}"


def _acts(entrance: Entrance) -> list[Doing]:
    """What people can do there, beside reading."""
    return [doing for doing in doings(entrance.method, entrance.activity.setup) if doing is not Doing.READ]


@register.simple_tag
def is_open_to_all(entrance: Entrance) -> bool:
    """Whether nobody shows anything there, whatever they do."""
    return all(entrance.demands.of(doing) is Proof.OPEN for doing in Doing)


@register.simple_tag
def needed(entrance: Entrance) -> Any:
    """What one must have at hand to take part there in any way, in a few words; "" where nothing is."""
    demands = entrance.demands
    if demands.is_read_by_few:
        return NEEDED_TO_READ[demands.read]
    least = min((demands.of(doing) for doing in _acts(entrance)), key=list(Proof).index, default=Proof.OPEN)
    return NEEDED.get(least, "")


@register.simple_tag
def asks_for_code(entrance: Entrance) -> tuple[Any, Any] | None:
    """What the field for a code from a letter says, where the form of the one page for all asks for one."""
    doing = Doing.VOTE if entrance.method.is_only_counted else Doing.COMMENT
    is_asked = entrance.demands.of(doing) is Proof.CODE and entrance.demands.read is not Proof.CODE
    return ASKING["code"] if is_asked else None


@register.simple_tag
def shows_first(entrance: Entrance) -> bool:
    """Whether one can show who one is before one begins: what a code from a letter shows is filled in in the form."""
    demands = entrance.demands
    return any(demands.of(doing).at_least(Proof.EMAIL) and demands.of(doing) is not demands.read for doing in Doing)
