"""Articles as cards, and those that belong together with one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from . import texts
from .kinds import Kind
from .rules import RELATED_MOST
from .searching import Names
from .shelf import Entry, Shelf

SHOWN_OF_METHOD = 12  # a method may have been used in hundreds of dialogues: they have a page that can be searched


@dataclass(frozen=True)
class Related:
    """What belongs together with an article. more: in how many dialogues a method was used, where not all are shown."""

    entries: Sequence[Entry]
    cards: Sequence[dict[str, Any]]
    elsewhere: Sequence[str]  # addresses in other libraries
    more: int = 0
    more_at: str = ""


def cards(entries: Iterable[Entry], called: Names) -> list[dict[str, Any]]:
    """For library/_cards.html."""
    return [
        {
            "entry": entry,
            "tag": texts.KINDS[entry.kind][0],
            "foot": [
                words for words in (author(entry, called), entry.year and str(entry.year), texts.mark(entry)) if words
            ],
        }
        for entry in entries
    ]


def author(entry: Entry, called: Names) -> str:
    return entry.credited or called.by_id.get(entry.organisation, "")


def related(named: Sequence[str], entry: Entry | None, at_hand: Shelf, called: Names) -> Related:
    """named: what the article names. entry: as it is public, if it is; what names it belongs together with it too."""
    naming = at_hand.naming(entry) if entry else []
    found = {each.pk: each for each in [*at_hand.named(named), *naming] if entry is None or each.pk != entry.pk}
    elsewhere = [each for each in named if each.startswith("http") and not at_hand.named([each])]
    is_method = entry is not None and entry.kind is Kind.METHOD
    shown = list(found.values())[: SHOWN_OF_METHOD if is_method else RELATED_MOST]
    if entry is None or not is_method or len(shown) == len(found):
        return Related(shown, cards(shown, called), elsewhere)
    used_in = sum(each.kind is Kind.EXAMPLE for each in naming)
    more_at = f"{reverse('library:who')}?{urlencode({'method': entry.slug})}"
    return Related(shown, cards(shown, called), elsewhere, used_in, more_at)
