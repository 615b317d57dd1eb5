"""What a way of taking part must promise: the method contract.

A method is one folder, `methods/<key>/`, whose `method.py` holds one object `METHOD`; its texts.py says NAME and
SUMMARY. Nobody lists methods: the catalogue finds them, and methods/tests/test_conformance.py holds every one of them
to this page. The types are loose on purpose: this page knows no forms and no database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .words import Channel, Level

Setup = Mapping[str, Any]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """One contribution as `results` sees it: nothing about who."""

    reference: str
    channel: Channel
    values: Values


@dataclass(frozen=True)
class Result:
    """One row of a method's result: what, how many, by which channels, resting on which contributions.

    key: the method's own word for the row, such as a category's key; "" for those that belong to none.
    """

    key: str
    count: int
    by_channel: Mapping[Channel, int]
    references: tuple[str, ...]


@dataclass(frozen=True)
class Method:
    key: str
    levels: frozenset[Level]
    channels: tuple[Channel, ...]  # how contributions may come; WEB among them means a public form

    # Form class (data, *, source): what the lead settles. Its cleaned data is JSON and becomes Activity.setup.
    setup_form: Any

    # Form class (data, files, *, setup, language, source): one contribution by web or typed in from paper. It has the
    # field `text`, may have `title` and `attachment`, and the method's own fields. form_template shows its fields, and
    # is included by the one page for all methods; paper_template shows the same as lines and boxes to fill in by hand.
    form: Any
    form_template: str
    paper_template: str

    values: Callable[[Mapping[str, Any]], Values]  # cleaned form -> the method's own values of one contribution
    # Pure: (setup, values) -> the values as they may be stored, JSON, unknown keys left out; WrongInput for nonsense.
    # Web, paper, meeting and file all pass here, so nothing else is ever stored.
    checked: Callable[[Setup, Values], dict[str, Any]]
    keep: Callable[[Any, Values], None]  # called inside contribute: stores what the method needs beside the values
    # Pure: (setup, items) -> rows. The same items in any order give the same rows.
    results: Callable[[Setup, Sequence[Item]], tuple[Result, ...]]
    result_label: Callable[[Setup, str, str], str]  # (setup, key of a row, language) -> what people call it
    # (setup) -> (key, LocalText) of what values["category"] may be, in order: lists can be narrowed to one of them
    categories: Callable[[Setup], Sequence[tuple[str, Mapping[str, str]]]] = lambda setup: ()
    export_columns: tuple[str, ...] = ()  # keys of `values` that an export carries beside title and text
    # What residents see of an activity that is not on the web: a template, and (activity) -> its context `page`.
    page_template: str = ""
    page: Callable[[Any], Mapping[str, Any]] = lambda activity: {}
    # Address name (slug, number) of a working page of its own, for those who type in: notes at the speed of talk.
    working_page: str = ""
