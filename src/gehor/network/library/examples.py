"""Examples that come with Gehör: dialogues held in Sweden, retold in our own words from what is public of them.

One file each under examples/. What their sources do not say, such as what it cost, is left out rather than guessed.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .brought import Brought
from .kinds import DEFINITIONS, Kind
from .methods import AUTHOR
from .models import Licence
from .queries import EXAMPLE, METHOD

FILES = Path(__file__).parent / "examples"
LANGUAGES = ("sv", "en")


def examples() -> Iterator[Brought]:
    """Each of them, with the methods of the catalogue that were used."""
    for path in sorted(FILES.glob("*.toml")):
        yield _example(tomllib.loads(path.read_text(encoding="utf-8")))


def _example(told: Mapping[str, Any]) -> Brought:
    return Brought(
        url=f"{EXAMPLE}{told['key']}",
        kind=Kind.EXAMPLE,
        language="sv",
        content=dict(_content(told)),
        facets=told["facets"],
        related=[f"{METHOD}{key}" for key in told["methods"]],
        told=told.get("told", {}),
        author=AUTHOR,
        licence=Licence.CC0,
    )


def _content(told: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in DEFINITIONS[Kind.EXAMPLE].fields:
        if field.key in told["sv"]:
            yield field.key, {language: told[language][field.key] for language in LANGUAGES}
        elif field.key in told:
            yield field.key, told[field.key]
    yield "external_links", told["links"]
