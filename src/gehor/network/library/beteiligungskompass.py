"""Articles of Beteiligungskompass, and of what stood on it, such as the Participation Compass and Dialogguiden.

Its tables as JSON: a list of articles, or an object that has one under `articles` or `response`. Its keys are ours, but
for the kinds; its texts are HTML. What it has and we have not (logo, images, comments) is left out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gehor.ground.errors import WrongInput

from . import cleaning
from . import facets as by
from .brought import Brought
from .exchange import BYTES_MOST, loaded
from .kinds import DEFINITIONS, LOCAL, Field, Holds, Kind
from .rules import TITLE_LONGEST

KINDS = {
    "study": Kind.EXAMPLE,
    "method": Kind.METHOD,
    "instrument": Kind.TOOL,
    "qa": Kind.QA,
    "expert": Kind.EXPERT,
    "event": Kind.EVENT,
    "news": Kind.NEWS,
}
# Our key → theirs, where they differ
THEIRS = {"first_name": "firstname", "last_name": "lastname"}
_OF_EXPERTS = {"short_description": "short_description_expert"}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d ()/-]{5,}\d")
_LABEL = re.compile(r"(?i)\b(tel|telefon|phone|mobil|e-?post|e-?mail|mail)\b\.?:?|\[\]\(mailto:\s*\)|mailto:")
_EMPTY_DAYS = ("0000-00-00", "0000-00-00 00:00:00")


def read(data: bytes, *, base: str, language: str) -> list[Brought]:
    """base: where the library lies, as in https://dialogguiden.se. language: of its texts. Raises WrongInput."""
    if len(data) > BYTES_MOST:
        raise WrongInput("library_too_large", most=BYTES_MOST // 1024 // 1024)
    return [
        _brought(row, base=base.rstrip("/"), language=language)
        for row in _articles(loaded(data))
        if isinstance(row, Mapping) and _is_public(row)
    ]


def _articles(given: Any) -> Iterable[Any]:
    for _within in range(3):
        if isinstance(given, list):
            return given
        if not isinstance(given, Mapping):
            break
        given = given.get("articles", given.get("response"))
    raise WrongInput("not_a_compass")


def _is_public(row: Mapping[str, Any]) -> bool:
    return str(row.get("active", 1)) not in ("0", "False")


def _brought(row: Mapping[str, Any], *, base: str, language: str) -> Brought:
    kind = KINDS.get(str(row.get("type") or ""))
    fields = DEFINITIONS[kind].fields if kind else ()
    content = {field.key: value for field in fields if (value := _value(row, field, kind, language)) not in (None, "")}
    _mend_dates(content)
    return Brought(
        url=_address(base, row.get("id")),
        kind=kind,
        language=language,
        content={**content, **(_contact(row, language) if kind in by.DESCRIBED else {})},
        facets=_facets(row.get("criteria")),
        related=[_address(base, _id(each)) for each in _list(row.get("linked_articles"))],
        author=cleaning.line(str(row.get("publisher") or "")),
        withdrawn="" if str(row.get("deleted", 0)) in ("1", "True") else None,
    )


def _address(base: str, number: Any) -> str:
    return f"{base}/article/show/{number}" if str(number or "").isdigit() else ""


def _value(row: Mapping[str, Any], field: Field, kind: Kind | None, language: str) -> Any:
    key = _OF_EXPERTS.get(field.key, field.key) if kind is Kind.EXPERT else field.key
    given = row.get(THEIRS.get(key, key))
    if given in (None, "", 0, "0", *_EMPTY_DAYS):
        return None
    if field.holds in LOCAL:
        clean = cleaning.line if field.holds is Holds.LINE else cleaning.prose
        words = clean(given) if isinstance(given, str) else ""
        return {language: words} if words else None
    if field.holds is Holds.LINKS:
        found = (each.get("url") if isinstance(each, Mapping) else each for each in _list(given))
        return [each for each in found if isinstance(each, str) and each.startswith(("http://", "https://"))][:20]
    if field.holds is Holds.LINK:
        return given if isinstance(given, str) and given.startswith(("http://", "https://")) else None
    if field.holds is Holds.MOMENT:
        return str(given)[:16].replace(" ", "T")
    if field.holds is Holds.DAY:
        return str(given)[:10]
    return given if isinstance(given, int) else cleaning.line(str(given))


def _mend_dates(content: dict[str, Any]) -> None:
    """It let a month stand without its year, which says nothing."""
    for end in ("start", "end"):
        if f"{end}_year" not in content:
            content.pop(f"{end}_month", None)


def _contact(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    """One text there, four fields here: addresses and numbers are known by their looks; the first line is the name."""
    given = row.get("contact")
    words = cleaning.prose(given) if isinstance(given, str) else ""
    email, phone = _EMAIL.search(words), _PHONE.search(words)
    for found in (email, phone):
        words = words.replace(found.group(), " ") if found else words
    lines = [line for each in words.split("\n") if (line := _LABEL.sub("", each).strip(" ,;:–-"))]
    role = ", ".join(lines[1:])[:TITLE_LONGEST]
    parts = {
        "contact_name": lines[0][:TITLE_LONGEST] if lines else "",
        "contact_role": {language: role} if role else None,
        "contact_email": email.group() if email else "",
        "contact_phone": phone.group().strip() if phone else "",
    }
    return {key: value for key, value in parts.items() if value}


def _facets(criteria: Any) -> dict[str, list[str]]:
    """By keys where it gives keys; titles in another language are nobody's to guess."""
    found: dict[str, list[str]] = {}
    rows = (
        criteria.items()
        if isinstance(criteria, Mapping)
        else ((_key(each), [_option(each)]) for each in _list(criteria))
    )
    for key, options in rows:
        if key in by.ALL and isinstance(options, list | tuple):
            found.setdefault(key, []).extend(str(option) for option in options)
    return found


def _key(each: Any) -> str:
    return str(each.get("discriminator") or each.get("criterion") or "") if isinstance(each, Mapping) else ""


def _option(each: Any) -> str:
    return str(each.get("option") or each.get("key") or "") if isinstance(each, Mapping) else ""


def _id(each: Any) -> Any:
    return each.get("id") if isinstance(each, Mapping) else each


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
