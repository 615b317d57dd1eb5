"""Finds every methods/*/method.py. Nobody lists methods: adding one means adding one folder."""

from functools import cache
from importlib import import_module
from pathlib import Path

from gehor.process.method import Method

FOLDER = Path(__file__).resolve().parent.parent / "methods"


def keys() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/method.py")))


@cache
def methods() -> dict[str, Method]:
    found = {key: import_module(f"gehor.methods.{key}.method").METHOD for key in keys()}
    for key, method in found.items():
        if method.key != key:
            raise ImportError(f"methods/{key}/method.py calls itself {method.key!r}")
    return found
