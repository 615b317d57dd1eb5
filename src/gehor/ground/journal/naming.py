"""What the dialogues of an organisation are called. They lie downstream, so the journal cannot ask them itself.

The site, which knows everyone, says when it starts who can: see gehor/site/apps.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gehor.ground.organisations.models import Organisation


@dataclass(frozen=True)
class Named:
    """One dialogue: how it is called in the reader's language, and where its work is done."""

    title: str
    url: str


Namer = Callable[[Organisation], dict[int, Named]]
_namers: list[Namer] = []


def tell(namer: Namer) -> None:
    if namer not in _namers:
        _namers.append(namer)


def dialogues(organisation: Organisation) -> dict[int, Named]:
    """By the id that stands in the entries, in the order in which one looks for them."""
    return {pk: named for name_all in _namers for pk, named in name_all(organisation).items()}
