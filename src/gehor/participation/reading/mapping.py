"""Which column holds what. A guess by the header, for a person to check."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from gehor.calc.text.keys import search_key
from gehor.ground.reading import Line


@dataclass(frozen=True)
class Mapping:
    """The column of each part of a contribution, by name. `text` may be "" as long as nobody has chosen it."""

    text: str
    title: str | None = None
    category: str | None = None
    channel: str | None = None
    received: str | None = None
    language: str | None = None
    reference: str | None = None
    email: str | None = None

    def chosen(self) -> Iterator[tuple[str, str]]:
        """(part, column) for every part that has a column."""
        for part in fields(self):
            column = getattr(self, part.name)
            if column:
                yield part.name, column


# Header words as search keys, the surest first. Among them the columns of Polis (comment-body, timestamp, comment-id),
# Talk to the City and Sensemaking (comment, survey_text), Decidim (body/sv, category/name/sv, published_at), and of
# forms by Microsoft (Slutförandetid) and Google (Tidstämpel). features.md, part 3.
_WORDS = {
    "text": (
        "comment body",
        "survey text",
        "body sv",
        "body en",
        "body",
        "comment",
        "kommentar",
        "text",
        "synpunkt",
        "synpunkter",
        "din synpunkt",
        "förslag",
        "ditt förslag",
        "förslagstext",
        "bidrag",
        "inlägg",
        "åsikt",
        "yttrande",
        "tankar",
        "önskemål",
        "idé",
        "ide",
        "fritext",
        "fritextsvar",
        "öppet svar",
        "svar",
        "beskrivning",
        "meddelande",
        "innehåll",
        "proposal",
        "suggestion",
        "contribution",
        "opinion",
        "view",
        "idea",
        "statement",
        "answer",
        "response",
        "description",
        "message",
        "content",
        "feedback",
    ),
    "title": ("title sv", "title en", "title", "rubrik", "titel", "heading", "headline", "subject", "ärendemening"),
    "category": (
        "category name sv",
        "category name en",
        "category name",
        "category",
        "kategori",
        "tema",
        "ämne",
        "ämnesområde",
        "område",
        "theme",
        "topic",
        "what it is about",
        "about",
        "vad det gäller",
        "gäller",
        "taxonomies",
        "scope name sv",
        "scope name en",
        "tag",
        "tags",
        "stycke",
        "styckenummer",
        "paragraph",
        "punkt",
    ),
    "channel": (
        "channel",
        "kanal",
        "inkom via",
        "inkommet via",
        "inkommen via",
        "kom in via",
        "insamlingssätt",
        "source",
        "källa",
        "via",
    ),
    "received": (
        "received",
        "inkommet",
        "inkommen",
        "inkom",
        "ankomstdatum",
        "datum",
        "dag",
        "mötesdatum",
        "date",
        "timestamp",
        "tidsstämpel",
        "tidstämpel",
        "published at",
        "created at",
        "submitted at",
        "submission date",
        "slutförandetid",
        "completion time",
        "skickat",
        "inskickat",
        "skapad",
        "starttid",
        "start time",
        "datetime",
    ),
    "language": ("language", "språk", "lang", "locale", "svarsspråk"),
    "reference": (
        "reference",
        "referens",
        "comment id",
        "diarienummer",
        "dnr",
        "ärendenummer",
        "löpnummer",
        "id",
        "nr",
        "nummer",
        "number",
    ),
    "email": (
        "email",
        "e post",
        "epost",
        "e mail",
        "email address",
        "e postadress",
        "epostadress",
        "mejl",
        "mejladress",
        "mail",
        "mailadress",
    ),
}
_LONG_WORD = 5


def suggest_mapping(columns: Sequence[str], rows: Sequence[Line] = ()) -> Mapping:
    """A guess by the names of the columns; with `rows` the column of the longest texts when no name tells.

    Every column is used at most once. `text` is "" when nothing points to a column.
    """
    found: dict[str, str] = {}
    for matches in (_is, _holds):
        for part, words in _WORDS.items():
            if part not in found:
                column = _first(columns, words, matches, taken=set(found.values()))
                if column is not None:
                    found[part] = column
    if "text" not in found:
        found["text"] = _longest(columns, rows, taken=set(found.values()))
    return Mapping(**found)


def _first(
    columns: Sequence[str], words: Sequence[str], matches: Callable[[str, str], bool], *, taken: set[str]
) -> str | None:
    for word in words:
        for column in columns:
            if column not in taken and matches(search_key(column), word):
                return column
    return None


def _is(key: str, word: str) -> bool:
    return key == word


def _holds(key: str, word: str) -> bool:
    """A longer header such as "Din synpunkt (högst 500 tecken)"."""
    return len(word) >= _LONG_WORD and f" {word} " in f" {key} "


def _longest(columns: Sequence[str], rows: Sequence[Line], *, taken: set[str]) -> str:
    free = [place for place, column in enumerate(columns) if column not in taken]
    if len(free) == 1:
        return columns[free[0]]
    if not rows or not free:
        return ""
    return columns[max(free, key=lambda place: sum(len(row.cells[place]) for row in rows[:200]))]
