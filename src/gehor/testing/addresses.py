"""Every address, of the staff's pages and of a dialogue's public ones, walked rather than listed: a new page cannot be
forgotten.
"""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# What fills the holes of an address: something real of the organisation that is asked for.
PARTS = {"org": "alvsala", "number": "1", "pk": "1", "activity": "1", "finding": "1", "measure": "1", "year": "2026"}
PARTS |= {"pseudonym": "00000000-0000-4000-8000-000000000000"}  # of nobody


def staff_patterns() -> list[str]:
    return _beginning("staff/")


def public_patterns() -> list[str]:
    """What everybody may open of a dialogue and of an organisation. What a receipt opens is its holder's."""
    return _beginning("d/", "o/")


def _beginning(*parts: str) -> list[str]:
    return sorted({pattern for pattern in _walk(get_resolver().url_patterns, "") if pattern.startswith(parts)})


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        else:
            yield here


def filled(pattern: str, reference: str) -> str:
    """The address of a pattern: its holes filled with things of Älvsala."""

    def fill(hole: re.Match[str]) -> str:
        kind, name = hole.group("kind"), hole.group("name")
        if name == "slug":
            return "alvsala" if pattern.startswith(("staff/o/", "o/")) else "skolan"
        if name == "reference":
            return reference
        return PARTS.get(name, "1" if kind == "int" else "x")

    return "/" + re.sub(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>", fill, pattern)
