"""What a way of taking part must promise: the method contract.

A method is one folder, `methods/<key>/`, whose `method.py` holds one object `METHOD`. Nobody lists methods: the
catalogue finds them. The types are loose on purpose: this page knows no forms and no database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .words import Channel, Level


@dataclass(frozen=True)
class Item:
    """One contribution as `results` sees it: nothing about who."""

    reference: str
    channel: Channel
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """One row of a method's result: what, how many, by which channels, resting on which contributions."""

    key: str
    count: int
    by_channel: Mapping[Channel, int]
    references: tuple[str, ...]


@dataclass(frozen=True)
class Method:
    key: str
    levels: frozenset[Level]
    channels: tuple[Channel, ...]  # how contributions may come; WEB among them means a public form
    setup_form: Any  # form class: what the lead settles; cleaned data is kept in Activity.setup (JSON)
    form: Any  # form class (data, files, *, setup, language): one contribution by web or paper
    form_template: str  # the fields of the form, included by the one page for all methods
    values: Callable[[Any], Mapping[str, Any]]  # cleaned form -> the method's own values of one contribution (JSON)
    keep: Callable[[Any, Mapping[str, Any]], None]  # called inside contribute: stores what the method alone needs
    results: Callable[[Mapping[str, Any], Sequence[Item]], tuple[Result, ...]]  # pure: (setup, items) -> rows
    export_columns: tuple[str, ...]  # keys of `values` that an export carries beside title and text
