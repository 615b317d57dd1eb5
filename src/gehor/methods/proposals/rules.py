"""Categories and results, in plain Python.

A setup is {"categories": {language: lines}, "attachments": bool, "similar": bool, "support": bool, "amendments": bool}:
one category a line, the same line in every language. Where it does not say "similar", it means yes; the others, no.

A contribution that suggests a changed wording of another has the values {"amends": reference, "from_wording": number}:
which wording of it whoever wrote had before them. Its text is the whole proposal as it should read, its title says what
is changed and why; with "heading" the proposal should have another title too.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText, said
from gehor.ground.maps import marked
from gehor.participation.rules import title_of
from gehor.process.asking import key_of, unused
from gehor.process.method import Figure, Item, Line, OnMap, Outcome, Result, Said, Table
from gehor.process.words import MASKING, Channel, Role

KEY = "proposals"
CATEGORIES_MOST = 20
CATEGORY_MOST = 60  # characters
REFERENCE_MOST = 100  # also those of other systems, in a file
AMENDS, FROM_WORDING, HEADING = "amends", "from_wording", "heading"
CHANGES = "_changes"  # key of the row of suggested changes: no category is called so
CHANGES_CALLED = {"sv": "Ändringsförslag", "en": "Suggested changes"}


@dataclass(frozen=True)
class Category:
    key: str  # stands in values, exports and addresses
    name: LocalText


def categories(setup: Mapping[str, Any]) -> tuple[Category, ...]:
    """The categories in the order in which the lead wrote them."""
    return _categories(tuple((setup.get("categories") or {}).items()))


@lru_cache(maxsize=100)
def _categories(texts: tuple[tuple[str, str], ...]) -> tuple[Category, ...]:
    """texts: language and lines. Asked twice for each contribution."""
    by_language = {language: lines(text) for language, text in texts}
    count = max(map(len, by_language.values()), default=0)
    names = [{language: names[at] for language, names in by_language.items() if at < len(names)} for at in range(count)]
    keys: list[str] = []
    for name in names:
        keys.append(unused(key_of(name.get("sv") or name[min(name)], otherwise="category"), keys))
    return tuple(Category(key, name) for key, name in zip(keys, names, strict=True))


def shows_similar(setup: Mapping[str, Any]) -> bool:
    """Whether senders are shown what others have written about the same thing."""
    return bool(setup.get("similar", True))


def takes_support(setup: Mapping[str, Any]) -> bool:
    """Whether people can say that they agree with what somebody else has proposed."""
    return bool(setup.get("support"))


def takes_amendments(setup: Mapping[str, Any]) -> bool:
    """Whether anybody may suggest a changed wording of what somebody else has proposed."""
    return bool(setup.get("amendments"))


# Suggested changes


class Settled(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"


def readable_from(reasons: Sequence[str]) -> int:
    """The place of the first wording that everybody may read: what was masked, and all before it, may not be read.

    reasons: why each wording took the place of the one before it, the first "".

    >>> readable_from(["", "amended"]), readable_from(["", "amended", "personal_data", "amended"])
    (0, 2)
    """
    return max((place for place, reason in enumerate(reasons) if reason in MASKING), default=0)


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space."""
    return one.split() == other.split()


# Support, and what was merged


def supported(voters: Mapping[str, Iterable[int]], into: Mapping[str, str]) -> dict[str, int]:
    """Reference → how many support it, or what was merged into it: each person once.

    voters: reference → who supports it. into: reference → what it is merged into.
    """
    together: dict[str, set[int]] = {}
    for reference, some in voters.items():
        together.setdefault(into.get(reference, reference), set()).update(some)
    return {reference: len(some) for reference, some in together.items()}


def since(given: Mapping[int, dt.datetime], moment: dt.datetime) -> int:
    """How many of those who support something have said so at this moment or later: they know how it reads by now."""
    return sum(at >= moment for at in given.values())


def gathered(into: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Reference → the references that are merged into it."""
    found: dict[str, list[str]] = {}
    for merged, target in sorted(into.items()):
        found.setdefault(target, []).append(merged)
    return {target: tuple(some) for target, some in found.items()}


def mixed(newest: Sequence[str], support: Mapping[str, int]) -> list[str]:
    """Every other the newest that is left, every other the one with the most support that is left.

    newest: references, the newest first. So what came today stands at the top before anybody can have supported it,
    and what many support is not pushed down by what came later. Of equally supported ones the newer stands first.
    """
    left, most = list(newest), sorted(newest, key=lambda reference: -support.get(reference, 0))
    found: list[str] = []
    taken: set[str] = set()
    sides = (iter(left), iter(most))
    while len(found) < len(left):
        for side in sides:
            if reference := next((each for each in side if each not in taken), None):
                found.append(reference)
                taken.add(reference)
    return found


ORDERS = ("mixed", "newest", "support")


def ordered(newest: Sequence[str], support: Mapping[str, int], order: str) -> list[str]:
    if order == "newest":
        return list(newest)
    if order == "support":
        return sorted(newest, key=lambda reference: -support.get(reference, 0))
    return mixed(newest, support)


def signature(roles: Set[Role]) -> Role:
    """In which role somebody speaks who has several: the one that says the most of what they do in a dialogue."""
    speaks = (Role.LEAD, Role.ANALYST, Role.COMMUNICATOR)
    return next(role for role in speaks if role in roles)


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    """How many support each proposal, most first. Those who have taken their support back are among the unknown."""
    given: dict[str, int] = {}
    for cast in said.casts:
        given[cast.item] = given.get(cast.item, 0) + (cast.values.get("choice") == 1)
    channel_of = {cast.voter: cast.channel for cast in sorted(said.casts, key=lambda cast: (cast.voter, cast.item))}
    agree = {cast.voter for cast in said.casts if cast.values.get("choice") == 1}
    ordered_by = sorted(given, key=lambda item: (-given[item], item))
    placed = {item.reference: marked.shapes_of(item.values) for item in said.items}
    return Outcome(
        people=len(channel_of),
        by_channel={channel: sum(each is channel for each in channel_of.values()) for channel in Channel},
        unknown=len(channel_of) - len(agree),
        tables=(
            Table(
                "support",
                {"sv": "Stöd för varje förslag", "en": "Support for each proposal"},
                ("count",),
                tuple(Line(item, {}, (Figure(given[item]),), placed.get(item, ())) for item in ordered_by),
                on_map=OnMap.NUMBERS,
            ),
        ),
    )


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def checked(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with a category of the setup and a place, or neither; or which proposal it changes. Raises WrongInput."""
    if values.get(AMENDS):
        return _amending(setup, values)
    key = values.get("category") or ""
    if key and (not isinstance(key, str) or key not in {category.key for category in categories(setup)}):
        raise WrongInput("unknown_category", word=str(key)[:80])
    return {**({"category": key} if key else {}), **marked.checked(values)}


def _amending(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What it changes. Whether that is there is asked where it is kept."""
    amends, wording = values[AMENDS], str(values.get(FROM_WORDING) or "")
    if not takes_amendments(setup):
        raise WrongInput("no_changes_here", field=AMENDS)
    if not isinstance(amends, str) or not 0 < len(amends.strip()) <= REFERENCE_MOST:
        raise WrongInput("unknown_proposal", field=AMENDS, word=str(amends)[:40])
    if not re.fullmatch(r"[0-9]{0,4}", wording, re.ASCII):
        raise WrongInput("unknown_proposal", field=AMENDS, word=amends[:40])
    heading = title_of(str(values.get(HEADING) or ""))
    return {
        AMENDS: amends.strip(),
        **({FROM_WORDING: int(wording)} if wording else {}),
        **({HEADING: heading} if heading else {}),
    }


def results(setup: Mapping[str, Any], items: Sequence[Item]) -> tuple[Result, ...]:
    """One row per category in its order, then the proposals without one, then the suggested changes if there are any;
    none is left out and none counted twice.
    """
    known = [category.key for category in categories(setup)]
    changes = [item for item in items if item.values.get(AMENDS)]
    proposals = [item for item in items if not item.values.get(AMENDS)]
    rows = [Result.of(key, [item for item in proposals if item.values.get("category") == key]) for key in known]
    rest = [item for item in proposals if item.values.get("category") not in known]
    if rest or not known:
        rows.append(Result.of("", rest))
    if changes:
        rows.append(Result.of(CHANGES, changes))
    return tuple(rows)


def result_label(setup: Mapping[str, Any], key: str, language: str) -> str:
    """The category's name in the language, or nothing."""
    names = {category.key: category.name for category in categories(setup)} | {CHANGES: CHANGES_CALLED}
    return said(names.get(key, {}), language, language)[0]
