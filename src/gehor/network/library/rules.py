"""Where an article stands, and what its content may be. Pure."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from gehor.calc.text.tidying import tidy
from gehor.ground import written
from gehor.ground.languages import LocalText, is_said
from gehor.process.errors import WrongInput
from gehor.process.learning import ArticleFacts

from .kinds import DEFINITIONS, LOCAL, PERSONAL, Field, Holds, Kind, Span

Content = dict[str, Any]  # key of a field → what it holds; what is not said has no key

PROSE_LONGEST = 10_000
LINKS_MOST = 20
RELATED_MOST = 60
FILES_MOST = 12
ADDRESS_LONGEST = 500
TITLE_LONGEST = 200
FIRST_YEAR, LAST_YEAR = 1900, 2199


# Where it stands


class Deed(StrEnum):
    """What was done with a version that had been submitted."""

    PUBLISH = "publish"
    SEND_BACK = "send_back"
    TAKE_BACK = "take_back"  # by its author, before anybody had looked
    WITHDRAW = "withdraw"  # by its author, from those that are public
    TAKE_DOWN = "take_down"  # the same by whoever keeps the library


GONE = (Deed.WITHDRAW, Deed.TAKE_DOWN)


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


_AFTER = {
    None: State.SUBMITTED,
    Deed.PUBLISH: State.PUBLISHED,
    Deed.SEND_BACK: State.SENT_BACK,
    Deed.TAKE_BACK: State.DRAFT,
    Deed.WITHDRAW: State.WITHDRAWN,
    Deed.TAKE_DOWN: State.WITHDRAWN,
}
Deeds = Sequence[Sequence[str]]  # of each version in its order, what was done with it, in order


def state(versions: Deeds, *, drafted: bool) -> State:
    """What follows from what was done. drafted: somebody is writing a version.

    >>> state([], drafted=True).value, state([[]], drafted=True).value, state([["publish"]], drafted=False).value
    ('draft', 'submitted', 'published')
    >>> state([["publish"]], drafted=True).value, state([["publish", "withdraw"]], drafted=False).value
    ('draft', 'withdrawn')
    """
    if not versions:
        return State.DRAFT
    last = Deed(versions[-1][-1]) if versions[-1] else None
    found = _AFTER[last]
    return State.DRAFT if drafted and found in (State.PUBLISHED, State.WITHDRAWN) else found


def public(versions: Deeds) -> int | None:
    """The place of the version that everybody reads: the latest that was published, unless it was withdrawn.

    >>> public([["publish"], ["send_back"]]), public([["publish"], ["publish", "withdraw"]]), public([[]])
    (0, None, None)
    """
    published = [place for place, deeds in enumerate(versions) if Deed.PUBLISH in deeds]
    if not published or any(deed in GONE for deed in versions[published[-1]]):
        return None
    return published[-1]


def facts(versions: Deeds, *, drafted: bool, lacking: Iterable[str], kept: bool, written_here: bool) -> ArticleFacts:
    return ArticleFacts(
        drafted=drafted,
        complete=drafted and not list(lacking),
        waiting=bool(versions) and not versions[-1],
        public=public(versions) is not None,
        written_here=written_here,
        kept=kept,
    )


# What it holds


def checked(kind: Kind, content: Mapping[str, Any], *, source: str) -> Content:
    """The content as it may be stored. What the kind has no field for is left out: other libraries may know more.

    Raises WrongInput with the `field` in question.
    """
    definition = DEFINITIONS[kind]
    found: Content = {}
    for field in definition.fields:
        value = checked_field(field, content.get(field.key), source=source)
        if value not in (None, "", [], {}):
            found[field.key] = value
    for span in definition.spans:
        _in_order(span, found)
    return found


def parted(content: Mapping[str, Any]) -> tuple[Content, Content]:
    """What stays, and whom it names.

    >>> parted({"title": {"sv": "Gåtur"}, "contact_name": "Alma"})
    ({'title': {'sv': 'Gåtur'}}, {'contact_name': 'Alma'})
    """
    stays = {key: value for key, value in content.items() if key not in PERSONAL}
    return stays, {key: value for key, value in content.items() if key in PERSONAL}


def is_about_a_person(kind: Kind, content: Mapping[str, Any]) -> bool:
    """Without the person there is no article."""
    return kind is Kind.EXPERT and any(content.get(key) for key in ("first_name", "last_name"))


def lacking(kind: Kind, content: Mapping[str, Any], *, source: str) -> list[str]:
    """Keys of the fields that must be filled in before it is submitted."""
    definition = DEFINITIONS[kind]
    found = [field.key for field in definition.fields if field.required and not _is_there(field, content, source)]
    if definition.one_of and not any(content.get(key) for key in definition.one_of.keys):
        found.append(definition.one_of.keys[0])
    return found


def heading(kind: Kind, content: Mapping[str, Any], *, source: str) -> LocalText:
    """What the article is called. A person is called by name and place of work."""
    if kind is not Kind.EXPERT:
        return dict(content.get("title") or {})
    person = " ".join(content[key] for key in ("first_name", "last_name") if content.get(key))
    return {source: ", ".join(part for part in (person, content.get("institution")) if part)}


def _is_there(field: Field, content: Mapping[str, Any], source: str) -> bool:
    value = content.get(field.key)
    return is_said(value or {}, source) if field.holds in LOCAL else bool(value)


def checked_field(field: Field, value: Any, *, source: str) -> Any:
    """As it may be stored; None for nothing. Raises WrongInput."""
    if value in (None, "", [], {}):
        return None
    return _KEPT_AS[field.holds](value, field.key, source)


def _local(value: Any, key: str, source: str, *, lines: bool) -> LocalText:
    if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
        raise WrongInput("not_words", field=key)
    tidied = {str(language)[:10]: tidy(text) for language, text in value.items()}
    longest = PROSE_LONGEST if lines else TITLE_LONGEST
    return written.local(tidied, source, field=key, required=False, longest=longest, lines=lines)


def _line(value: Any, key: str, source: str) -> LocalText:
    return _local(value, key, source, lines=False)


def _prose(value: Any, key: str, source: str) -> LocalText:
    return _local(value, key, source, lines=True)


def _name(value: Any, key: str, source: str) -> str:
    if not isinstance(value, str):
        raise WrongInput("not_words", field=key)
    return written.line(tidy(value), field=key, required=False)


def _email(value: Any, key: str, source: str) -> str:
    address = _name(value, key, source)
    if address and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", address):
        raise WrongInput("no_email_address", field=key)
    return address


def _number(value: Any, key: str, first: int, last: int, code: str) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,4}\s*", value, re.ASCII):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not first <= value <= last:
        raise WrongInput(code, field=key)
    return value


def _year(value: Any, key: str, source: str) -> int:
    return _number(value, key, FIRST_YEAR, LAST_YEAR, "no_year")


def _month(value: Any, key: str, source: str) -> int:
    return _number(value, key, 1, 12, "no_month")


def _day(value: Any, key: str, source: str) -> str:
    return _moment_of(value, key, dt.date.fromisoformat, "no_day")


def _moment(value: Any, key: str, source: str) -> str:
    """By the clock in Sweden, to the minute. One with a zone of its own would be shown as if it were ours."""
    return _moment_of(value, key, dt.datetime.fromisoformat, "no_moment")


def _moment_of(value: Any, key: str, read: Callable[[str], dt.date], code: str) -> str:
    try:
        found = value if isinstance(value, dt.date) else read(str(value).strip())
    except ValueError:
        raise WrongInput(code, field=key) from None
    if isinstance(found, dt.datetime):
        if found.tzinfo is not None:
            raise WrongInput(code, field=key)
        return found.isoformat(timespec="minutes")
    return found.isoformat()


def address(value: Any, *, field: str) -> str:
    """A web address that a page may lead to. Raises WrongInput."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_one = False
    if not is_one or len(text) > ADDRESS_LONGEST or re.search(r"[\s\x00-\x1f<>\"\\^`{|}]", text):
        raise WrongInput("no_web_address", field=field, address=text[:80])
    return text


def _link(value: Any, key: str, source: str) -> str:
    return address(value, field=key)


def _links(value: Any, key: str, source: str) -> list[str]:
    given = value.split() if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        raise WrongInput("no_web_address", field=key, address="")
    if len(given) > LINKS_MOST:
        raise WrongInput("too_many_links", field=key, most=LINKS_MOST)
    return list(dict.fromkeys(address(each, field=key) for each in given))


_KEPT_AS: dict[Holds, Callable[[Any, str, str], Any]] = {
    Holds.LINE: _line,
    Holds.PROSE: _prose,
    Holds.NAME: _name,
    Holds.EMAIL: _email,
    Holds.PHONE: _name,
    Holds.YEAR: _year,
    Holds.MONTH: _month,
    Holds.DAY: _day,
    Holds.MOMENT: _moment,
    Holds.LINK: _link,
    Holds.LINKS: _links,
}


def _in_order(span: Span, content: Content) -> None:
    for keys in (span.first, span.last):
        known = [key in content for key in keys]
        if known != sorted(known, reverse=True):
            raise WrongInput("month_without_year", field=keys[known.index(False)])
    known_of_both = [keys for keys in zip(span.first, span.last, strict=True) if all(key in content for key in keys)]
    first, last = ([content[keys[place]] for keys in known_of_both] for place in (0, 1))
    if last < first:
        raise WrongInput("article_ends_before_it_begins", field=span.last[0])
