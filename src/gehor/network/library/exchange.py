"""The library as a file, and files as articles: JSON and CSV, described in docs/library-format.md.

What goes out comes in the same. A file is read as what a stranger wrote: large, broken or lying, it is refused.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.reading import export_cell, imported_cell

from . import facets as by
from . import figures
from .brought import Brought
from .kinds import DEFINITIONS, LOCAL, Holds, Kind
from .models import Article, Done, File, Version
from .queries import CATALOGUE, Standing, is_written_here, standings
from .rules import Deed

FORMAT, NUMBER = "gehor-library", 1
BYTES_MOST = 20 * 1024 * 1024
AT_ONCE = 500
LANGUAGES = [code for code, _name in settings.LANGUAGES]
BETWEEN = "|"  # options of a facet in one cell


# Out


def as_json(name: str, *, own: bool = False) -> dict[str, Any]:
    """The whole library. name: what it is called. own: without what came from other libraries."""
    return {
        "format": FORMAT,
        "version": NUMBER,
        "library": {"name": name, "url": settings.ADDRESS + reverse("library:library")},
        "exported_at": clock.now().isoformat(timespec="seconds"),
        "articles": list(rows(own=own)),
    }


def rows(*, own: bool = False) -> Iterator[dict[str, Any]]:
    """Every article that is public, and every one that was and is withdrawn."""
    published = Done.objects.filter(deed=Deed.PUBLISH.value).values("version__article")
    articles = list(Article.objects.filter(pk__in=published).select_related("organisation").order_by("pk"))
    for start in range(0, len(articles), AT_ONCE):
        found = standings(articles[start : start + AT_ONCE])
        files, addresses = _files(found), _addresses(found)
        for standing in found:
            if not own or is_written_here(standing.article):
                yield _row(standing, files, addresses)


def _row(standing: Standing, files: Mapping[tuple[int, str], File], addresses: Mapping[str, str]) -> dict[str, Any]:
    article, version = standing.article, standing.public
    row: dict[str, Any] = {
        "url": url_of(article),
        "same_as": article.origin if article.origin.startswith(CATALOGUE) else "",
        "kind": article.kind,
        "language": article.source_language,
        "author": article.author,
    }
    if version is None:
        done = standing.withdrawn
        assert isinstance(done, Done), "it was public, and is not"
        return {**row, "withdrawn": {"at": done.done_at.isoformat(timespec="seconds"), "reason": done.reason}}
    return {
        **row,
        "number": version.number,
        "published_at": _published(standing.versions[: version.number]).isoformat(timespec="seconds"),
        "changed_at": version.submitted_at.isoformat(timespec="seconds"),
        "licence": version.licence,
        "content": version.whole,
        "facets": version.facets,
        "related": [addresses.get(each, each) for each in version.related],
        "told": version.told,
        "measured": version.measured,
        "files": [_file(article, each, files) for each in version.files if (article.pk, each["sha256"]) in files],
    }


def url_of(article: Article) -> str:
    """By what the article is known everywhere: its address where it was written."""
    if is_written_here(article):
        return settings.ADDRESS + reverse("library:article", args=[article.slug])
    return article.origin


def _addresses(found: Iterable[Standing]) -> dict[str, str]:
    """Slug of each article that one of them names → by what others know it."""
    named = {each for standing in found for version in standing.versions for each in version.related}
    rows = Article.objects.filter(slug__in=named)
    return {each.slug: each.origin if each.origin.startswith(CATALOGUE) else url_of(each) for each in rows}


def _published(versions: Sequence[Version]) -> Any:
    return min(done.done_at for version in versions for done in version.deeds.all() if done.deed == Deed.PUBLISH)


def _files(found: Iterable[Standing]) -> dict[tuple[int, str], File]:
    rows = File.objects.filter(article__in=[standing.article for standing in found])
    return {(file.article_id, file.sha256): file for file in rows}


def _file(article: Article, named: Mapping[str, Any], files: Mapping[tuple[int, str], File]) -> dict[str, Any]:
    file = files[article.pk, named["sha256"]]
    return {
        "url": settings.ADDRESS + reverse("library:file", args=[article.slug, file.sha256]),
        "sha256": file.sha256,
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "description": named["description"],
    }


# In


def read(data: bytes) -> list[Brought]:
    """The articles in a file of ours, JSON or CSV. Raises WrongInput."""
    if len(data) > BYTES_MOST:
        raise WrongInput("library_too_large", most=BYTES_MOST // 1024 // 1024)
    return read_json(data) if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[") else read_csv(data)


def read_json(data: bytes) -> list[Brought]:
    given = loaded(data)
    if not isinstance(given, dict) or given.get("format") != FORMAT or not isinstance(given.get("articles"), list):
        raise WrongInput("not_a_library")
    if not isinstance(given.get("version"), int) or given["version"] > NUMBER:
        raise WrongInput("library_of_a_later_format")
    return [_brought(row) for row in given["articles"] if isinstance(row, dict)]


def loaded(data: bytes) -> Any:
    """What JSON says. Raises WrongInput for what is none, and for what is nested without end."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise WrongInput("not_a_library") from None


def _brought(row: Mapping[str, Any]) -> Brought:
    withdrawn = row.get("withdrawn")
    return Brought(
        url=_text(row.get("url")),
        kind=_kind(row.get("kind")),
        language=_text(row.get("language")),
        content=_mapping(row.get("content")),
        facets=_mapping(row.get("facets")),
        related=row["related"] if isinstance(row.get("related"), list) else (),
        told=_mapping(row.get("told")),
        files=row["files"] if isinstance(row.get("files"), list) else (),
        measured=row.get("measured"),
        author=_text(row.get("author")),
        licence=_text(row.get("licence")),
        same_as=_text(row.get("same_as")),
        published_at=_moment(row.get("published_at")),
        withdrawn=_text(_mapping(withdrawn).get("reason")) if withdrawn else None,
    )


def _kind(code: Any) -> Kind | None:
    return Kind(code) if isinstance(code, str) and code in list(Kind) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _moment(value: Any) -> Any:
    """When it was published there; what is no moment, or has not come yet, is left out."""
    try:
        found = parse_datetime(_text(value))
    except ValueError:
        return None
    return found if found is not None and is_aware(found) and found <= clock.now() else None


# As a table: a row for each article, a column for each language of each field

_FIELDS = {field.key: field for definition in DEFINITIONS.values() for field in definition.fields}
_HEAD = ("url", "same_as", "kind", "language", "author", "licence", "number", "published_at", "changed_at")
_WITHDRAWN = ("withdrawn_at", "withdrawn_reason")


def columns() -> list[str]:
    fields = [
        name
        for field in _FIELDS.values()
        for name in ([f"{field.key}_{code}" for code in LANGUAGES] if field.holds in LOCAL else [field.key])
    ]
    facets = [f"facet_{key}" for key in by.ALL]
    told = [f"told_{code}" for code in figures.TELLABLE]
    measured = ["measured_as_of", "measured_opinions", *(f"measured_{code}" for code in figures.UNITS)]
    return [*_HEAD, *fields, *facets, "related", *told, *measured, *_WITHDRAWN]


def as_csv(articles: Iterable[Mapping[str, Any]]) -> str:
    """UTF-8 with a byte order mark and semicolons, as Excel in Sweden opens it by a double click."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns(), delimiter=";", lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in articles:
        writer.writerow({name: export_cell(value) for name, value in _cells(row).items()})
    return "\ufeff" + out.getvalue()


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    cells: dict[str, Any] = {name: row[name] for name in _HEAD if name in row}
    for key, value in (row.get("content") or {}).items():
        if _FIELDS[key].holds in LOCAL:
            cells |= {f"{key}_{code}": text for code, text in value.items() if code in LANGUAGES}
        else:
            cells[key] = " ".join(value) if isinstance(value, list) else value
    cells |= {f"facet_{key}": BETWEEN.join(options) for key, options in (row.get("facets") or {}).items()}
    cells["related"] = " ".join(row.get("related") or ())
    cells |= {f"told_{code}": value for code, value in (row.get("told") or {}).items()}
    if measured := row.get("measured"):
        cells |= {"measured_as_of": measured["as_of"], "measured_opinions": measured["opinions"]}
        cells |= {f"measured_{code}": value for code, value in measured["figures"].items()}
    if withdrawn := row.get("withdrawn"):
        cells |= {"withdrawn_at": withdrawn["at"], "withdrawn_reason": withdrawn["reason"] or "–"}
    return cells


def read_csv(data: bytes) -> list[Brought]:
    try:
        text = data.decode("utf-8-sig")
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True)
        if not {"url", "kind", "language"} <= set(table.fieldnames or ()):
            raise WrongInput("not_a_library")
        return [replace(_brought(_uncelled(row)), is_in_part=True) for row in table]
    except (UnicodeDecodeError, csv.Error):
        raise WrongInput("not_a_library") from None


def _uncelled(row: Mapping[str | None, Any]) -> dict[str, Any]:
    """The row as JSON has it. A sign that guards a cell against spreadsheets is taken away again."""
    cells = {name: imported_cell(value) for name, value in row.items() if name and isinstance(value, str) and value}
    content: dict[str, Any] = {}
    for key, field in _FIELDS.items():
        if field.holds in LOCAL:
            said = {code: cells[f"{key}_{code}"] for code in LANGUAGES if f"{key}_{code}" in cells}
            content |= {key: said} if said else {}
        elif key in cells:
            content[key] = cells[key].split() if field.holds is Holds.LINKS else cells[key]
    measured = {code: value for code in figures.UNITS if (value := _number(cells.get(f"measured_{code}"))) is not None}
    return {
        **{name: cells.get(name, "") for name in _HEAD},
        "content": content,
        "facets": {key: cells[f"facet_{key}"].split(BETWEEN) for key in by.ALL if f"facet_{key}" in cells},
        "related": cells.get("related", "").split(),
        "told": {code: _number(cells[f"told_{code}"]) for code in figures.TELLABLE if f"told_{code}" in cells},
        "measured": {
            "as_of": cells["measured_as_of"],
            "figures": measured,
            "channels": {},
            "findings": [],
            "opinions": _number(cells.get("measured_opinions")) or 0,
        }
        if "measured_as_of" in cells
        else None,
        "withdrawn": {"reason": cells["withdrawn_reason"]} if "withdrawn_reason" in cells else None,
    }


def _number(cell: str | None) -> float | None:
    try:
        found = float((cell or "").replace(",", "."))
    except ValueError:
        return None
    return (int(found) if found.is_integer() else found) if isfinite(found) else None
