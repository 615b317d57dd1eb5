"""Categories and results, in plain Python.

A setup is {"categories": {language: lines}, "attachments": bool, "similar": bool}: one category a line, the same line
in every language. Where it does not say "similar", it means yes.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText, said
from gehor.ground.maps import marked
from gehor.process.method import Item, Result
from gehor.process.words import Channel

CATEGORIES_MOST = 20
CATEGORY_MOST = 60  # characters


@dataclass(frozen=True)
class Category:
    key: str  # stands in values, exports and addresses
    name: LocalText


def categories(setup: Mapping[str, Any]) -> tuple[Category, ...]:
    """The categories in the order in which the lead wrote them."""
    by_language = {language: lines(text) for language, text in (setup.get("categories") or {}).items()}
    count = max(map(len, by_language.values()), default=0)
    names = [{language: names[at] for language, names in by_language.items() if at < len(names)} for at in range(count)]
    keys: list[str] = []
    for name in names:
        keys.append(_unused(slug(name[min(name)] if "sv" not in name else name["sv"]), keys))
    return tuple(Category(key, name) for key, name in zip(keys, names, strict=True))


def shows_similar(setup: Mapping[str, Any]) -> bool:
    """Whether senders are shown what others have written about the same thing."""
    return bool(setup.get("similar", True))


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def slug(name: str) -> str:
    """The name in small plain letters and dashes.

    >>> slug("Skolgård & mat")
    'skolgard-mat'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "category"


def checked(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with a category of the setup and a place, or neither. Raises WrongInput."""
    key = values.get("category") or ""
    if key and (not isinstance(key, str) or key not in {category.key for category in categories(setup)}):
        raise WrongInput("unknown_category", word=str(key)[:80])
    return {**({"category": key} if key else {}), **marked.checked(values)}


def results(setup: Mapping[str, Any], items: Sequence[Item]) -> tuple[Result, ...]:
    """One row per category in its order, then the proposals without one; none is left out and none counted twice."""
    known = [category.key for category in categories(setup)]
    rows = [_row(key, [item for item in items if item.values.get("category") == key]) for key in known]
    rest = [item for item in items if item.values.get("category") not in known]
    if rest or not known:
        rows.append(_row("", rest))
    return tuple(rows)


def result_label(setup: Mapping[str, Any], key: str, language: str) -> str:
    """The category's name in the language, or nothing."""
    names = {category.key: category.name for category in categories(setup)}
    return said(names.get(key, {}), language, language)[0]


def _row(key: str, items: Sequence[Item]) -> Result:
    by_channel = {channel: sum(item.channel == channel for item in items) for channel in Channel}
    return Result(
        key=key,
        count=len(items),
        by_channel={channel: count for channel, count in by_channel.items() if count},
        references=tuple(sorted(item.reference for item in items)),
    )


def _unused(key: str, taken: Sequence[str]) -> str:
    again = 2
    unused = key
    while unused in taken:
        unused, again = f"{key}-{again}", again + 1
    return unused
