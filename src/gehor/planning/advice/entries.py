"""The entries of the catalogue, read once from catalogue/*.toml. The format is told in catalogue/README.md.

A file that is incomplete or has an unknown code is refused as a whole, with every fault named.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from gehor.planning.sources import sources
from gehor.process.words import Level

from .words import Cost, Duration, Group, Mode, Occasions, Polarisation, Preparation, Purpose, Recruitment, Suits

FOLDER = Path(__file__).parent / "catalogue"
LANGUAGES = ("sv", "en")


class WrongEntry(ValueError):
    """A file of the catalogue that cannot be used; says which and why."""


@dataclass(frozen=True)
class Facets:
    """What a method is, in codes. People: in one holding of the method, from group_min to group_max."""

    purposes: tuple[Purpose, ...]
    levels: tuple[Level, ...]
    group_min: int
    group_max: int | None  # None: there is no upper limit
    several_groups: bool  # held with several groups, side by side or one after another
    recruitment: tuple[Recruitment, ...]
    special_groups: tuple[Group, ...]
    suitable_for: tuple[Suits, ...]
    mode: Mode
    occasions: Occasions
    duration: tuple[Duration, ...]
    preparation: Preparation
    cost: tuple[Cost, ...]
    polarisation: Polarisation  # the sharpest division that the method can bear
    residents_begin: bool  # whenever they want to: not something that an organisation chooses for a question


@dataclass(frozen=True)
class Texts:
    """What a method is, in one language."""

    name: str
    summary: str
    description: str
    used_for: str
    participants: str
    resources: str
    time: str
    strengths: str
    weaknesses: str
    use_when: str
    do_not_use_when: str


@dataclass(frozen=True)
class Entry:
    """One method of the catalogue."""

    number: int
    key: str
    sources: tuple[str, ...]  # keys of planning/catalogue/sources.toml, at least one
    runs_as: str  # the method of Gehör that runs it; empty: it is held outside and brought in
    facets: Facets
    texts: Mapping[str, Texts]

    def text(self, language: str) -> Texts:
        """In that language, else in English."""
        return self.texts.get(language) or self.texts["en"]


@cache
def entries() -> tuple[Entry, ...]:
    """All methods, by number."""
    found = sorted((read(path) for path in FOLDER.glob("*.toml")), key=lambda entry: entry.number)
    for earlier, later in pairwise(found):
        if earlier.number == later.number:
            raise WrongEntry(f"{earlier.key} and {later.key} are both number {later.number}.")
    if len({entry.key for entry in found}) < len(found):
        raise WrongEntry("Two files have the same key.")
    return tuple(found)


def entry(key: str) -> Entry | None:
    return next((each for each in entries() if each.key == key), None)


def read(path: Path) -> Entry:
    """The entry in that file. Raises WrongEntry with all its faults."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise WrongEntry(f"{path.name}: {failure}") from None
    if faults := sorted(_faults(given, path.stem)):
        raise WrongEntry(f"{path.name}: " + "; ".join(faults))
    return Entry(
        number=given["number"],
        key=given["key"],
        sources=tuple(given["sources"]),
        runs_as=given["runs_as"],
        facets=_facets(given["facets"]),
        texts={
            language: Texts(**{name: words.strip() for name, words in given[language].items()})
            for language in LANGUAGES
        },
    )


# What a file must hold


def _faults(given: Mapping[str, Any], stem: str) -> Iterator[str]:
    yield from _wrong_names("", given, {"number", "key", "sources", "runs_as", "facets", *LANGUAGES})
    number, key = given.get("number"), given.get("key")
    if type(number) is not int or number < 1:
        yield "number must be a whole number from 1"
    elif not isinstance(key, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
        yield "key must be a–z, 0–9 and single hyphens"
    elif stem != f"{number:02}-{key}":
        yield f"the file must be called {number:02}-{key}.toml"
    if not isinstance(given.get("runs_as"), str):
        yield "runs_as must be a text, empty where Gehör does not run it"
    yield from _source_faults(given.get("sources"))
    yield from _facet_faults(_table(given, "facets"))
    for language in LANGUAGES:
        yield from _text_faults(language, _table(given, language))


def _facet_faults(given: Mapping[str, Any]) -> Iterator[str]:
    hints = get_type_hints(Facets)
    yield from _wrong_names("facets.", given, set(hints), optional={"group_max", "residents_begin"})
    for name, hint in hints.items():
        if name in given:
            yield from _value_faults(f"facets.{name}", given[name], hint)
    least, most = given.get("group_min"), given.get("group_max")
    if type(least) is int and type(most) is int and not 1 <= least <= most:
        yield "facets.group_min must be at least 1 and not above group_max"
    for name in ("purposes", "levels", "recruitment", "suitable_for", "duration", "cost"):
        if given.get(name) == []:
            yield f"facets.{name} needs at least one code"


def _value_faults(name: str, value: Any, hint: Any) -> Iterator[str]:
    if get_origin(hint) is tuple:
        codes = get_args(hint)[0]
        if not isinstance(value, list):
            yield f"{name} must be a list"
        elif len({str(each) for each in value}) < len(value):
            yield f"{name} names a code twice"
        else:
            yield from (f"{name}: {each!r} is none of {_all(codes)}" for each in value if each not in _all(codes))
    elif hint is bool:
        if not isinstance(value, bool):
            yield f"{name} must be true or false"
    elif isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in _all(hint):
            yield f"{name}: {value!r} is none of {_all(hint)}"
    elif type(value) is not int:
        yield f"{name} must be a whole number"


def _text_faults(language: str, given: Mapping[str, Any]) -> Iterator[str]:
    names = {field.name for field in fields(Texts)}
    yield from _wrong_names(f"{language}.", given, names)
    for name in names & set(given):
        if not isinstance(given[name], str) or not given[name].strip():
            yield f"{language}.{name} is empty"


def _wrong_names(
    where: str, given: Mapping[str, Any], names: set[str], *, optional: set[str] | None = None
) -> Iterator[str]:
    yield from (f"{where}{name} is missing" for name in names - set(given) - (optional or set()))
    yield from (f"{where}{name} is not part of the format" for name in set(given) - names)


def _table(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = given.get(name, {})
    return value if isinstance(value, dict) else {}


def _source_faults(given: Any) -> Iterator[str]:
    if not isinstance(given, list) or not given:
        yield "sources must name at least one source; one that is our own description says so by own"
    else:
        yield from (f"sources: {each!r} does not stand in sources.toml" for each in given if each not in sources())


def _all(codes: type[StrEnum]) -> list[str]:
    return [code.value for code in codes]


def _facets(given: Mapping[str, Any]) -> Facets:
    """From plain values that have been looked through."""
    made: dict[str, Any] = {"group_max": None, "residents_begin": False}
    for name, hint in get_type_hints(Facets).items():
        if get_origin(hint) is tuple:
            made[name] = tuple(code for code in get_args(hint)[0] if code in given[name])  # in the order of the words
        elif isinstance(hint, type) and issubclass(hint, StrEnum):
            made[name] = hint(given[name])
        elif name in given:
            made[name] = given[name]
    return Facets(**made)
