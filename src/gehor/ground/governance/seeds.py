"""What an organisation may start from: sets of principles seen elsewhere, promises, and the components of the map."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from gehor.ground.languages import LocalText

CONTENT = Path(__file__).resolve().parent / "content"


@cache
def _read(name: str) -> Any:
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


def principle_sets() -> dict[str, dict[str, Any]]:
    """key → name, source (both LocalText) and principles, each with text and instruction."""
    return {row["key"]: row for row in _read("principles")}


def promises() -> dict[str, LocalText]:
    """Level → the promise that the product itself makes on that level."""
    return dict(_read("promises"))


def components() -> list[dict[str, Any]]:
    """In their order: level, name, asks."""
    return list(_read("components"))


def criteria() -> dict[str, dict[str, LocalText]]:
    """key → question, hint and source, to begin a criterion of one's own from. Yes speaks for a dialogue."""
    return {row["key"]: row for row in _read("criteria")}


def source_named(key: str) -> LocalText:
    """Where a set comes from, in words; empty for what an organisation wrote by itself."""
    found = principle_sets().get(key)
    return dict(found["source"]) if found else {}
