"""The kinds of article and what each holds: one page, by which forms, pages, files in and files out are made. Pure.

The kinds, the keys of their fields and the rules between them are those of Beteiligungskompass, on which Dialogguiden
stood, so that its articles come in as they are. Ours alone: question, vendor, and the contact in four parts.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    EXAMPLE = "example"
    METHOD = "method"
    TOOL = "tool"
    QA = "qa"  # a text of the library: a question and its answer
    EXPERT = "expert"
    EVENT = "event"
    NEWS = "news"


class Holds(StrEnum):
    LINE = "line"  # words on one line, in several languages
    PROSE = "prose"  # words in paragraphs, in several languages, with a little Markdown
    NAME = "name"  # one line that is the same in every language: a person, a place, a supplier
    EMAIL = "email"
    PHONE = "phone"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"  # 2026-05-03
    MOMENT = "moment"  # 2026-05-03T09:00, by the clock in Sweden
    LINK = "link"
    LINKS = "links"


LOCAL = (Holds.LINE, Holds.PROSE)  # language → text
# By these somebody is named who is to be asked: kept apart from the rest, and forgotten on a day
PERSONAL = frozenset(
    "contact_name contact_role contact_email contact_phone contact_person email phone fax first_name last_name".split()
)


@dataclass(frozen=True)
class Field:
    key: str
    holds: Holds = Holds.PROSE
    required: bool = False  # before it is submitted; a draft may lack anything


@dataclass(frozen=True)
class Span:
    """A beginning and an end. Of a year and its month the year may be known alone. The end never comes first."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True)
class OneOf:
    """At least one of these must be known."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    fields: tuple[Field, ...]
    links_to: tuple[Kind, ...]
    spans: tuple[Span, ...] = ()
    one_of: OneOf | None = None

    def field(self, key: str) -> Field | None:
        return next((each for each in self.fields if each.key == key), None)


def _words(*keys: str) -> tuple[Field, ...]:
    return tuple(Field(key) for key in keys)


_TITLE, _LEAD = Field("title", Holds.LINE, required=True), Field("short_description", required=True)
_MEDIA = (Field("external_links", Holds.LINKS), Field("videos", Holds.LINKS))
_CONTACT = (
    Field("contact_name", Holds.NAME),
    Field("contact_role", Holds.LINE),
    Field("contact_email", Holds.EMAIL),
    Field("contact_phone", Holds.PHONE),
)
_FACTS = _words(
    "used_for", "participants", "costs", "time_expense", "when_to_use", "when_not_to_use", "strengths", "weaknesses",
    "origin", "restrictions",
)  # fmt: skip
_METHOD = (_TITLE, _LEAD, Field("description", required=True), *_FACTS, *_CONTACT, *_MEDIA)
_SHOWS = (Kind.EXAMPLE, Kind.METHOD, Kind.TOOL)

DEFINITIONS: dict[Kind, Definition] = {
    Kind.EXAMPLE: Definition(
        (
            _TITLE,
            Field("city", Holds.NAME),
            Field("start_year", Holds.YEAR),
            Field("start_month", Holds.MONTH),
            Field("end_year", Holds.YEAR),
            Field("end_month", Holds.MONTH),
            _LEAD,
            Field("question"),
            *_words("background", "aim", "process", "results", "more_information"),
            Field("vendor", Holds.NAME),
            *_CONTACT,
            *_MEDIA,
        ),
        links_to=(Kind.METHOD, Kind.TOOL),
        spans=(Span(("start_year", "start_month"), ("end_year", "end_month")),),
    ),
    Kind.METHOD: Definition(_METHOD, links_to=(Kind.EXAMPLE, Kind.METHOD)),
    Kind.TOOL: Definition(_METHOD, links_to=_SHOWS),
    Kind.QA: Definition(
        (
            _TITLE,
            Field("question", required=True),
            Field("answer", required=True),
            Field("author_answer", Holds.NAME),
            Field("publisher", Holds.NAME),
            Field("year", Holds.YEAR),
            *_MEDIA,
        ),
        links_to=_SHOWS,
    ),
    Kind.EXPERT: Definition(
        (
            Field("institution", Holds.NAME),
            Field("first_name", Holds.NAME),
            Field("last_name", Holds.NAME),
            *_words("short_description", "description_institution"),
            Field("address", Holds.NAME),
            Field("zip", Holds.NAME),
            Field("city", Holds.NAME),
            Field("email", Holds.EMAIL),
            Field("phone", Holds.PHONE),
            Field("fax", Holds.PHONE),
            *_MEDIA,
        ),
        links_to=(Kind.EXAMPLE,),
        one_of=OneOf(("institution", "last_name")),
    ),
    Kind.EVENT: Definition(
        (
            _TITLE,
            Field("start_date", Holds.MOMENT, required=True),
            Field("end_date", Holds.MOMENT, required=True),
            Field("venue", Holds.NAME),
            Field("street", Holds.NAME),
            Field("street_nr", Holds.NAME),
            Field("zip", Holds.NAME),
            Field("city", Holds.NAME),
            Field("organized_by", Holds.NAME),
            Field("description"),
            Field("number_of_participants", Holds.NAME),
            Field("participation", Holds.LINE),
            Field("fee", Holds.LINE),
            Field("deadline", Holds.DAY),
            Field("contact_person", Holds.NAME),
            Field("email", Holds.EMAIL),
            Field("phone", Holds.PHONE),
            Field("link", Holds.LINK),
            *_MEDIA,
        ),
        links_to=(*_SHOWS, Kind.QA, Kind.NEWS),
        spans=(Span(("start_date",), ("end_date",)),),
    ),
    Kind.NEWS: Definition(
        (
            _TITLE,
            Field("subtitle", Holds.LINE),
            Field("author", Holds.NAME, required=True),
            Field("date", Holds.DAY, required=True),
            *_words("intro", "text"),
            *_MEDIA,
        ),
        links_to=(*_SHOWS, Kind.QA),
    ),
}
