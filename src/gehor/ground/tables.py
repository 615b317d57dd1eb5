"""Settings of several parties in one file of TOML, a table for each. Beside the keys, so outside the database."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from .files import improper, why

Row = TypeVar("Row")
_read: dict[tuple[Path, Any], tuple[int, dict[str, Any]]] = {}


def tables(file: Path, made: Callable[[str, Any, Path], Row]) -> dict[str, Row]:
    """All that stand in the file, which is read anew when it has changed. None where there is no file.

    made: one of them, out of its name, its table and the file. Raises ImproperlyConfigured for what cannot be read.
    """
    try:
        changed = file.stat().st_mtime_ns
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise _unreadable(file, fault) from None
    kept = _read.get((file, made))
    if kept is None or kept[0] != changed:
        kept = (changed, {name: made(name, table, file) for name, table in _written(file).items()})
        _read[file, made] = kept
    return kept[1]


def _written(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise _unreadable(file, fault) from None


def _unreadable(file: Path, fault: Exception) -> ImproperlyConfigured:
    return improper(_("{file} cannot be read: {why}."), file=file, why=why(fault))


def where(name: str, file: Path) -> str:
    """How a table is named to those who mend it."""
    return _("[{name}] in {file}").format(name=name, file=file)


def refuse_unknown(table: dict[str, Any], known: set[str], place: str) -> None:
    if unknown := set(table) - known:
        said = _("{place} says {words}, which means nothing here.")
        raise improper(said, place=place, words=", ".join(sorted(unknown)))
