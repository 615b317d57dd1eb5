"""What a way of taking part must promise: the method contract.

A method is one folder, `methods/<key>/`, whose `method.py` holds one object `METHOD`; its texts.py says NAME and
SUMMARY. Nobody lists methods: the catalogue finds them, and methods/tests/promises.py holds every one of them to this
page. The types are loose on purpose: this page knows no forms and no database.

People say something in their own words (contributions: they are read), or answer something that is counted (ballots).
A method that takes ballots says its `questions` and its `outcome`, and needs no form, template, address or model: the
form on the web, the one on paper and the columns of a file are made from the questions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from gehor.calc.intervals import wilson_interval

from .asking import LocalText, Option, Question
from .exchange import Exchange
from .words import Channel, Level, Proof

Setup = Mapping[str, Any]
Values = Mapping[str, Any]

# Part of a set-up: whether those who are asked are drawn by lot among everybody whom it concerns
DRAWN = "drawn"


class Takes(StrEnum):
    CONTRIBUTIONS = "contributions"
    BALLOTS = "ballots"


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

    @classmethod
    def of(cls, key: str, items: Sequence[Item]) -> "Result":
        """The row of these: how many, by which channels, and which they are."""
        by_channel = {channel: sum(item.channel == channel for item in items) for channel in Channel}
        return cls(
            key=key,
            count=len(items),
            by_channel={channel: count for channel, count in by_channel.items() if count},
            references=tuple(sorted(item.reference for item in items)),
        )


@dataclass(frozen=True)
class Cast:
    """One ballot that counts, as `outcome` sees it. voter: a number without meaning, the same for one person's."""

    voter: int
    item: str
    channel: Channel
    values: Values


@dataclass(frozen=True)
class Said:
    """All that an activity has been told."""

    items: Sequence[Item] = ()
    casts: Sequence[Cast] = ()


@dataclass(frozen=True)
class Figure:
    """A number of a result. Exact: it becomes a decimal when it is shown, never before.

    of: with it, the value is a share of so many. low, high: an interval where one belongs.
    """

    value: int | Fraction
    of: int | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def share(cls, part: int, of: int, *, drawn: bool = False) -> "Figure":
        """The share of those who answered. drawn: they are drawn by lot, so that there is an interval for everybody."""
        low, high = wilson_interval(part, of) if drawn and of else (None, None)
        return cls(part, of, low, high)


class OnMap(StrEnum):
    """What tells the lines of a table from each other on the map beside it."""

    SIGNS = "signs"  # each has a sign of its own, and any number of places
    NUMBERS = "numbers"  # each is numbered as in the table
    COUNTS = "counts"  # each is an area, in which its first figure stands


@dataclass(frozen=True)
class Line:
    """One row of a table, with a figure for each of the table's columns.

    label: empty where the key is the reference of a contribution: what is shown of that is its label.
    shapes: where it is, as GeoJSON geometries. They are shown to everybody who sees the table.
    """

    key: str
    label: LocalText
    figures: tuple[Figure, ...]
    shapes: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Table:
    """columns: codes, said in words by COLUMNS in the method's texts.py, or FIGURES in ballots/texts.py; or words.

    picture: "bars", or "stacked" where the figures of a line are parts of one whole.
    below: figures that stand under the table, each with the code of what it is.
    people: how many have answered what it is about; None: all who took part. Where they are few nothing of it is shown.
    background: it is about the people themselves, such as their age: small numbers are not told one by one.
    on_map: how lines that have a place stand on the map beside the table; None: there is none.
    """

    key: str
    title: LocalText
    columns: tuple[str | LocalText, ...]
    lines: tuple[Line, ...]
    picture: str = "bars"
    below: tuple[tuple[str, Figure], ...] = ()
    people: int | None = None
    background: bool = False
    on_map: OnMap | None = None


@dataclass(frozen=True)
class Beside:
    """What a method knows of one contribution, beside it wherever it is followed: its thread and its receipt.

    template: shows `beside`, which is the context, in a page that knows the dialogue. data: the same for an export.
    is_read: whether it shows that somebody has read it, so that nobody says it waits for that.
    """

    template: str
    context: Mapping[str, Any]
    data: Mapping[str, Any]
    is_read: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of it. by_channel adds up to the people; unknown: those of them who gave nothing that is counted.

    layers: numbers of the organisation's layers that lie under its maps, beside those that lie on every map.
    """

    people: int
    by_channel: Mapping[Channel, int]
    unknown: int
    tables: tuple[Table, ...]
    layers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Occasion:
    """When and where people come together, where they do so once. hours: such as 18:00–20:30, or empty."""

    day: date
    hours: str = ""
    place: LocalText = field(default_factory=dict)
    begins_at: time = time.min

    def is_called_off(self, closed_at: datetime | None) -> bool:
        """Whether it was closed before it had begun. closed_at: on the clocks of the place."""
        return closed_at is not None and closed_at.replace(tzinfo=None) < datetime.combine(self.day, self.begins_at)


def _nothing(*_: Any) -> dict[str, Any]:
    return {}


class VotedOn(NamedTuple):
    """Something that somebody has voted on. item: of the ballot, where it is support that can be taken back."""

    words: str
    address: str
    note: str = ""
    item: str = ""


@dataclass(frozen=True)
class Method:
    key: str
    levels: frozenset[Level]
    channels: tuple[Channel, ...]  # how contributions may come; WEB among them means a public form

    # Form class (data, *, source): what the lead settles. Its cleaned data is JSON and becomes Activity.setup. It may
    # have know(dialogue), called before it is looked at, where what can be chosen belongs to the organisation.
    setup_form: Any

    takes: frozenset[Takes] = frozenset({Takes.CONTRIBUTIONS})

    # Of contributions

    # Form class (data, files, *, setup, language, source): one contribution by web or typed in from paper. It has the
    # field `text`, may have `title` and `attachment`, and the method's own fields. form_template shows its fields, and
    # is included by the one page for all methods; paper_template shows the same as lines and boxes to fill in by hand.
    # On the web its already_shown(proof), if it has one, takes away what whoever has shown as much need not say.
    form: Any = None
    form_template: str = ""
    paper_template: str = ""

    # The same where staff type in what came on paper, if it asks more than the one on the web: fields that paper has
    typed_form: Any = None
    values: Callable[[Mapping[str, Any]], Values] = _nothing  # cleaned form -> the method's own values of one
    # Pure: (setup, values) -> the values as they may be stored, JSON, unknown keys left out; WrongInput for nonsense.
    # Web, paper, meeting and file all pass here, so nothing else is ever stored.
    checked: Callable[[Setup, Values], dict[str, Any]] = _nothing
    # Called inside contribute: stores what the method needs beside the values
    keep: Callable[[Any, Values], None] = lambda contribution, values: None
    # The same for all rows of a file before any of them is stored, so that nobody waits while it is made ready:
    # (contributions, their titles) -> what is called when they are stored, or nothing. It may complete the values of
    # each, and say whose it is. Raises what `keep` raises. None: each is kept by itself when all are stored.
    keep_rows: Callable[[Sequence[Any], Sequence[str]], Callable[[], object] | None] | None = None
    # (activity, cleaned form) -> shown wordings of others that the sender is to see first, or none: on the web alone
    alike: Callable[[Any, Mapping[str, Any]], Sequence[Any]] = lambda activity, cleaned: ()
    # Pure: (setup, items) -> rows. The same items in any order give the same rows.
    results: Callable[[Setup, Sequence[Item]], tuple[Result, ...]] = lambda setup, items: ()
    # (setup, key of a row, language) -> what people call it
    result_label: Callable[[Setup, str, str], str] = lambda setup, key, language: ""
    # (setup) -> (key, LocalText) of what values["category"] may be, in order: lists can be narrowed to one of them
    categories: Callable[[Setup], Sequence[tuple[str, Mapping[str, str]]]] = lambda setup: ()
    export_columns: tuple[str, ...] = ()  # keys of `values` that an export carries beside title and text
    # (activity) -> of those whose values are keys: name -> key as text -> what people call it. A file may say either.
    called: Callable[[Any], Mapping[str, Mapping[str, LocalText]]] = lambda activity: {}
    # (contributions) -> id -> what stands beside it where it is followed; those of which there is nothing are left out
    beside: Callable[[Sequence[Any]], Mapping[int, Beside]] = lambda contributions: {}
    # The same for whoever reads it for the analysis: what helps to understand it, in one query. None: as beside.
    beside_reading: Callable[[Sequence[Any]], Mapping[int, Beside]] | None = None
    # () -> an expression over wordings: whether `beside` has anything to ask for. None: it is always asked.
    beside_if: Callable[[], Any] | None = None
    # Keys of `values` that may point out a person, such as a place: whoever masks the text may take them away with it
    may_point_out: tuple[str, ...] = ()
    # (contribution) -> ids of other contributions that say its words once more. Masked or hidden it takes them with it:
    # they are shown again when somebody has looked at them.
    repeated_in: Callable[[Any], Iterable[int]] = lambda contribution: ()
    # (activity) -> word as it stands in the column "about" of a file -> the values that it becomes
    subjects: Callable[[Any], Mapping[str, Values]] = lambda activity: {}
    # (activity, rows of a file that have passed `checked`) -> number of a row -> the WrongInput that says why it does
    # not fit what is there, such as a paragraph that the text has not. A row has `number`, `values` and `reference`.
    misfits: Callable[[Any, Sequence[Any]], Mapping[int, Any]] = lambda activity, rows: {}

    # Of ballots

    questions: Callable[[Setup], tuple[Question, ...]] = lambda setup: ()
    # (activity) -> the set-up that the questions are made of, frozen with them at the opening: with what it takes from
    # elsewhere, such as the categories of an earlier activity. None: as it was settled.
    frozen: Callable[[Any], Setup] | None = None
    # Pure: (setup, item, values) -> the values in their one form; WrongInput for nonsense. None: as asking.answered.
    ballot: Callable[[Setup, str, Values], dict[str, Any]] | None = None
    # Whether anything can be answered in people's own words; else nobody is asked when such words are to be shown
    asks_for_words: bool = True
    # (setup, speaker: LocalText -> words) -> paragraphs above the questions of a printed form: how it is counted
    told_on_paper: Callable[[Setup, Any], Sequence[Any]] = lambda setup, speaker: ()
    # Whether its shares are of people who think something: its set-up then has DRAWN
    asks_opinions: bool = False
    final: bool = False  # of one person's ballots the first counts; else the last
    # (setup) -> whether ballots are taken with it, of a method that takes both: what it does without is not asked for
    counts: Callable[[Setup], bool] = lambda setup: True
    # How surely people show who they are when they vote, unless the lead settles something else at the opening
    suggested_proof: Proof = Proof.OPEN
    # Where people support what others have said: (activity, reference, day) -> the contribution to which support of it
    # goes on that day; raises WrongInput or WrongMoment. Staff then type in who supports it by a list on paper.
    supports: Callable[[Any, str, Any], Any] | None = None
    # (activity, ballots of one person, each about one thing) -> what each is about: on their receipt
    voted_on: Callable[[Any, Sequence[Any]], Sequence[VotedOn]] = lambda activity, ballots: ()
    # Where a ballot is about one of many things: (activity) -> those that can be voted on now, in order. The key of
    # each is the ballot's item, and all the questions are asked of each: one person has one ballot for each of them.
    items: Callable[[Any], Sequence[Option]] | None = None
    # Pure: (setup, values of a ballot) -> the same as answers to the questions: what `ballot` has made of them, undone
    answers: Callable[[Setup, Values], Values] = lambda setup, values: values
    # Pure: (setup, all that was told) -> what came of it. The same in any order gives the same. Also a method that
    # takes contributions alone may have one.
    outcome: Callable[[Setup, Said], Outcome] | None = None
    # What stands above the tables of a result in the method's own way: a template, and (setup, all that was told,
    # speaker: LocalText -> words) -> its context `own`.
    outcome_template: str = ""
    outcome_own: Callable[[Setup, Said, Any], Any] | None = None

    # Where nothing is counted: (request, entrance) -> response, a public page of the method's own with what came of it
    outcome_view: Callable[[Any, Any], Any] | None = None

    # Of all

    exchanges: tuple[Exchange, ...] = ()  # other formats, in and out
    # Called when the activity opens: raises WrongMoment where it lacks what people are to take part in
    may_open: Callable[[Any], None] = lambda activity: None
    # (request, entrance) -> response: a public page of the method's own at the activity's address, GET and POST, while
    # it is open and when it is not. None: the one page for all, with the form.
    view: Callable[[Any, Any], Any] | None = None
    # Address name (slug, number) of a public page with everything that was said, where the page at the address of the
    # activity is only the form: results and what is over lead there.
    listing: str = ""
    # (activity) -> called when it closes: takes away what was kept only while it was open
    at_closing: Callable[[Any], None] = lambda activity: None
    # (activity) -> said to whoever is about to close it, where that means more than that nothing comes in any more
    closing_means: Callable[[Any], str] = lambda activity: ""
    # (setup) -> the day on which people come together, where there is one: it stands wherever the activity is named
    occasion: Callable[[Setup], Occasion | None] = lambda setup: None
    # What residents see of an activity that is not on the web: a template, and (activity) -> its context `page`.
    page_template: str = ""
    page: Callable[[Any], Mapping[str, Any]] = lambda activity: {}
    # Address name (slug, number) of a working page of its own, for those who type in: notes at the speed of talk.
    working_page: str = ""
    # Address name (slug, number) of a page where staff settle more than the set-up form holds, such as a text; its
    # texts.py calls it OWN_PAGE.
    own_page: str = ""
    # The same, of a page where staff do something with what people have said; its texts.py calls it STAFF_PAGE. Nobody
    # is led there when the method is chosen.
    staff_page: str = ""

    @property
    def is_only_counted(self) -> bool:
        """Whether people answer what is counted, and nothing else: the form is then made from the questions."""
        return self.takes == {Takes.BALLOTS}

    @property
    def is_on_paper(self) -> bool:
        """Whether there is a form to print and fill in by hand."""
        return bool(self.paper_template) or Takes.BALLOTS in self.takes
