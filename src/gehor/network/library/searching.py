"""What was asked for in an address, and the addresses that ask for more or for less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from gehor.ground.organisations.models import Organisation

from . import facets as by
from . import texts
from .kinds import Kind
from .shelf import EVIDENCE, ORGANISATION, VENDOR, Narrowed, Wanted, facets_shown

WORDS, KIND, PAGE = "q", "kind", "page"
WORDS_LONGEST = 200
OPEN = ("purpose", "special_groups", "ressources")  # facets that stand open from the start


@dataclass(frozen=True)
class Option:
    words: str | Promise
    count: int
    url: str  # where it is chosen, or not any more
    is_chosen: bool


@dataclass(frozen=True)
class Offered:
    """A facet with what can be chosen of it now."""

    name: str | Promise
    options: Sequence[Option]
    is_open: bool


@dataclass(frozen=True)
class Names:
    """What organisations are called: by number, and by short name."""

    by_id: Mapping[int, str]
    by_slug: Mapping[str, str]
    reached: frozenset[int]  # those that have an address for questions


def names() -> Names:
    rows = list(Organisation.objects.only("pk", "slug", "name", "contact_email"))
    return Names(
        {row.pk: row.name for row in rows},
        {row.slug: row.name for row in rows},
        frozenset(row.pk for row in rows if row.contact_email),
    )


def wanted(asked: QueryDict) -> Wanted:
    """What does not exist narrows nothing."""
    options = {
        facet.key: frozenset(asked.getlist(facet.key)).intersection(option.value for option in facet.options)
        for facet in by.ALL.values()
    }
    for key in (VENDOR, ORGANISATION):
        options[key] = frozenset(each[:WORDS_LONGEST] for each in asked.getlist(key) if each)
    options[EVIDENCE] = frozenset(asked.getlist(EVIDENCE)).intersection(str(code) for code in texts.OPTIONS[EVIDENCE])
    kind = asked.get(KIND, "")
    return Wanted(
        words=asked.get(WORDS, "").strip()[:WORDS_LONGEST],
        kind=Kind(kind) if kind in list(Kind) else None,
        options={key: chosen for key, chosen in options.items() if chosen},
    )


def address(wanted: Wanted, **instead: Any) -> str:
    """Where that is found. instead: q, kind, or the options of a facet in place of what is asked for."""
    rows: list[tuple[str, str]] = []
    given: dict[str, Any] = {WORDS: wanted.words, KIND: wanted.kind.value if wanted.kind else ""}
    given |= {key: sorted(chosen) for key, chosen in wanted.options.items()}
    for key, value in (given | instead).items():
        rows += [(key, each) for each in ([value] if isinstance(value, str) else value) if each]
    home = reverse("library:library")
    return f"{home}?{urlencode(rows)}" if rows else home


def offered(wanted: Wanted, found: Narrowed, called: Names) -> list[Offered]:
    """Every facet in which there is something to choose or to let go."""
    return [
        _offered(key, wanted, found, called) for key in facets_shown(found.counts) if _is_a_choice(key, wanted, found)
    ]


def kinds(wanted: Wanted, found: Narrowed) -> list[dict[str, Any]]:
    """For design/tabs.html: everything, and each kind of which there is something."""
    every = {
        "label": texts.ALL_KINDS,
        "url": address(wanted, kind=""),
        "here": wanted.kind is None,
        "count": sum(found.kinds.values()),
    }
    each = [
        {
            "label": texts.KINDS[kind][1],
            "url": address(wanted, kind=kind.value),
            "here": wanted.kind is kind,
            "count": count,
        }
        for kind, count in found.kinds.items()
    ]
    return [every, *each]


def chosen(wanted: Wanted, called: Names) -> list[Option]:
    """What is asked for, each with where it is let go."""
    return [
        Option(f"{texts.FACETS[key]}: {_words(key, option, called)}", 0, _toggled(wanted, key, option), is_chosen=True)
        for key, options in wanted.options.items()
        for option in sorted(options)
    ]


def _offered(key: str, wanted: Wanted, found: Narrowed, called: Names) -> Offered:
    asked = wanted.options.get(key, frozenset())
    counts = found.counts.get(key, {})
    known = [str(option) for option in texts.OPTIONS.get(key, {})] or sorted(counts)
    options = [
        Option(_words(key, option, called), counts.get(option, 0), _toggled(wanted, key, option), option in asked)
        for option in known
        if option in counts or option in asked
    ]
    return Offered(texts.FACETS[key], options, bool(asked) or key in OPEN)


def _is_a_choice(key: str, wanted: Wanted, found: Narrowed) -> bool:
    return bool(wanted.options.get(key)) or len(found.counts[key]) > 1


def _toggled(wanted: Wanted, key: str, option: str) -> str:
    asked = wanted.options.get(key, frozenset())
    return address(wanted, **{key: sorted(asked ^ {option})})


def _words(key: str, option: str, called: Names) -> str | Promise:
    if key == ORGANISATION:
        return called.by_slug.get(option, option)
    return texts.OPTIONS.get(key, {}).get(option, option)
