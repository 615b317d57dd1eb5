"""Finds every methods/*/method.py. Nobody lists methods: adding one means adding one folder."""

from functools import cache
from importlib import import_module
from pathlib import Path

from gehor.process.method import Method

FOLDER = Path(__file__).resolve().parent.parent / "methods"


def found() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/method.py")))


@cache
def methods() -> dict[str, Method]:
    by_key = {key: import_module(f"gehor.methods.{key}.method").METHOD for key in found()}
    for key, method in by_key.items():
        if method.key != key:
            raise ImportError(f"methods/{key}/method.py calls itself {method.key!r}")
    return by_key
