"""Finds every methods/*/method.py. Nobody lists methods: adding one means adding one folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

from django.utils.functional import Promise

from gehor.process.method import Method


def found() -> tuple[str, ...]:
    folders = import_module("gehor.methods").__path__  # by name: the ground does not know who stands on it
    return tuple(sorted({path.parent.name for folder in folders for path in Path(folder).glob("*/method.py")}))


@cache
def methods() -> dict[str, Method]:
    by_key = {key: import_module(f"gehor.methods.{key}.method").METHOD for key in found()}
    for key, method in by_key.items():
        if method.key != key:
            raise ImportError(f"methods/{key}/method.py calls itself {method.key!r}")
    return by_key


@dataclass(frozen=True)
class Words:
    """What a method calls itself, what it is in one sentence, and what its own columns hold.

    exported: those that an export of contributions has, and called: the same in a word or two. columns: these, and
    those of its results. exchanges: what the other formats are called that it reads or writes. own_page: the page where
    more of it is settled.
    """

    name: str | Promise
    summary: str | Promise
    columns: Mapping[str, str | Promise] = field(default_factory=dict)
    exchanges: Mapping[str, str | Promise] = field(default_factory=dict)
    exported: Mapping[str, str | Promise] = field(default_factory=dict)
    called: Mapping[str, str | Promise] = field(default_factory=dict)
    own_page: str | Promise = ""
    staff_page: str | Promise = ""


@cache
def words(key: str) -> Words:
    """From methods/<key>/texts.py. A method that has been taken away is called by its key."""
    if key not in methods():
        return Words(key, "")
    texts = import_module(f"gehor.methods.{key}.texts")
    exported = {name: texts.COLUMNS[name] for name in methods()[key].export_columns}
    called = {name: texts.CALLED[name] for name in methods()[key].export_columns}
    named = {each.key: texts.EXCHANGES[each.key] for each in methods()[key].exchanges}
    own_page = texts.OWN_PAGE if methods()[key].own_page else ""
    staff_page = texts.STAFF_PAGE if methods()[key].staff_page else ""
    return Words(texts.NAME, texts.SUMMARY, texts.COLUMNS, named, exported, called, own_page, staff_page)


def forget() -> None:
    """Look for the methods anew: a folder has come or gone. Only tests need it."""
    methods.cache_clear()
    words.cache_clear()
