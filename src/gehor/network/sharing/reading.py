"""What another organisation tells, read as what a stranger wrote: each row is judged by itself. See docs/sharing.md."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from gehor.calc.few import FEWEST
from gehor.calc.text.tidying import tidy
from gehor.ground import written
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.network.library.rules import address as web_address
from gehor.process.words import Level

from . import rules
from .rules import INDICATORS, Cell, Part
from .telling import FORMAT, NUMBER

ROWS_MOST = 5000
FIRST_YEAR, LAST_YEAR = 1990, 2199
PEOPLE_MOST = 100_000_000
TURNING = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
Refused = tuple[str, str, Mapping[str, Any]]  # address or other name, code, parameters


@dataclass(frozen=True)
class Dialogue:
    """One dialogue held elsewhere, as HeardDialogue keeps it."""

    url: str
    title: LocalText
    source_language: str
    levels: list[str]
    opened_on: dt.date | None
    closed_on: dt.date | None
    is_tied: bool
    decision_on: dt.date | None
    decided_on: dt.date | None
    promised_on: dt.date | None
    answered_on: dt.date | None
    in_time: bool | None
    is_evaluated: bool
    people: int | None


@dataclass
class Read:
    """All that could be read, and what could not."""

    name: str
    kind: str
    url: str
    inhabitants: int | None
    public: list[str]
    figures: dict[tuple[int, str], Cell] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)


def origin(address: str) -> str:
    """How every address of the same installation begins.

    >>> origin("https://Dialog.example:443/o/x/shared.json")
    'https://dialog.example/'
    """
    parts = urlsplit(address)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}/"


def read(data: bytes, *, address: str) -> Read:
    """What was fetched at that address. Raises WrongInput for what is no such feed, or speaks for somebody else."""
    whole = _whole(data)
    of = origin(address)
    try:
        about = whole["organisation"]
        found = Read(
            name=_line(about["name"], 120),
            kind=Organisation.Kind(about["kind"]).value,
            url=web_address(about["url"], field="url"),
            inhabitants=_count(about.get("inhabitants"), most=PEOPLE_MOST),
            public=sorted({Part(part).value for part in whole["public"] if part in list(Part)}),
        )
        figures, dialogues = whole["figures"], whole["dialogues"]
        if not isinstance(figures, list) or not isinstance(dialogues, list):
            raise TypeError
    except (KeyError, TypeError, ValueError):
        raise WrongInput("not_a_shared_feed") from None
    if not found.url.startswith(of):
        raise WrongInput("lies_about_its_origin")
    if len(figures) > ROWS_MOST or len(dialogues) > ROWS_MOST:
        raise WrongInput("shared_feed_too_long", most=ROWS_MOST)
    _each(figures, found, _figure)
    _each(dialogues, found, lambda row, into: _dialogue(row, into, of))
    return found


def _whole(data: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise WrongInput("not_a_shared_feed") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or not isinstance(whole.get("version"), int):
        raise WrongInput("not_a_shared_feed")
    if whole["version"] > NUMBER:
        raise WrongInput("shared_feed_of_a_later_format")
    return whole


def _no_number(name: str) -> float:
    raise ValueError(name)


def _each(rows: list[Any], into: Read, take: Callable[[Mapping[str, Any], Read], None]) -> None:
    for row in rows:
        try:
            take(row, into)
        except WrongInput as refusal:
            into.refused.append((_name_of(row), refusal.code, refusal.params))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            into.refused.append((_name_of(row), "shared_row_wrong", {}))


def _name_of(row: Any) -> str:
    """By what people find the row in the file."""
    if not isinstance(row, Mapping):
        return ""
    name = row.get("url") or f"{row.get('year', '')} {row.get('code', '')}"
    return _clean(str(name)[:200]).strip()


def _figure(row: Mapping[str, Any], into: Read) -> None:
    code, year = row["code"], row["year"]
    if code not in INDICATORS:
        return  # of a later version: nothing is lost that we could show
    cell = Cell(_number(row["value"]), _count(row["of"]) or 0, _limit(row.get("low")), _limit(row.get("high")))
    if isinstance(year, bool) or not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongInput("shared_row_wrong")
    if not rules.is_possible(code, cell) or (year, code) in into.figures:
        raise WrongInput("no_possible_figure")
    into.figures[year, code] = cell


def _dialogue(row: Mapping[str, Any], into: Read, of: str) -> None:
    url, source = web_address(row["url"], field="url"), row["language"]
    if not url.startswith(of):
        raise WrongInput("lies_about_its_origin")
    if url in into.dialogues:
        raise WrongInput("twice_in_the_feed")
    people = _count(row.get("people"), most=PEOPLE_MOST)
    if people is not None and 0 < people < FEWEST:
        raise WrongInput("about_few", fewest=FEWEST)
    into.dialogues[url] = Dialogue(
        url=url,
        title=_local(row["title"], source),
        source_language=source,
        levels=[level.value for level in Level if level in row["levels"]],
        opened_on=_day(row.get("opened")),
        closed_on=_day(row.get("closed")),
        is_tied=_yes_or_no(row["tied_to_decision"]),
        decision_on=_day(row.get("decision")),
        decided_on=_day(row.get("decided")),
        promised_on=_day(row.get("promised")),
        answered_on=_day(row.get("answered")),
        in_time=None if row.get("in_time") is None else _yes_or_no(row["in_time"]),
        is_evaluated=_yes_or_no(row["evaluated"]),
        people=people,
    )


def _local(given: Any, source: Any) -> LocalText:
    if not isinstance(source, str) or not 2 <= len(source) <= 10 or not source.isascii():
        raise WrongInput("shared_row_wrong")
    texts = {str(language)[:10]: _clean(words) for language, words in given.items() if isinstance(words, str)}
    return written.local(texts, source, field="title", lines=False, longest=written.LINE)


def _clean(words: str) -> str:
    """Without signs that nobody sees and that turn the text around them, or hide what an address says."""
    return TURNING.sub("", tidy(words))


def _line(given: Any, longest: int) -> str:
    if not isinstance(given, str):
        raise TypeError(given)
    return written.line(_clean(given), field="name", longest=longest)


def _number(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not isfinite(given):
        raise ValueError(given)
    return float(given)


def _limit(given: Any) -> float | None:
    return None if given is None else _number(given)


def _count(given: Any, *, most: int = 10**9) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= most:
        raise ValueError(given)
    return given


def _day(given: Any) -> dt.date | None:
    if given is None:
        return None
    if not isinstance(given, str) or len(given) != len("2026-01-31"):
        raise ValueError(given)
    return dt.date.fromisoformat(given)


def _yes_or_no(given: Any) -> bool:
    if not isinstance(given, bool):
        raise TypeError(given)
    return given
