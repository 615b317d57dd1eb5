"""An article as its page shows it: sections, facts, figures, files and what belongs together with it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gehor.followup.evaluation.texts import EFFECTS
from gehor.ground.design.texts import CHANNELS
from gehor.ground.languages import LocalText
from gehor.process.indicators import EFFECT_SCALE

from . import facets as by
from . import figures, queries, texts
from .figures import Evidence, Measured
from .kinds import DEFINITIONS, Field, Holds, Kind
from .models import Article, Body, File, Version

# What stands in the box beside the text, not in it
BESIDE = {
    Kind.EXAMPLE: ("city", "vendor"),
    Kind.QA: ("author_answer", "publisher", "year"),
    Kind.EVENT: ("organized_by", "number_of_participants", "participation", "fee", "deadline"),
}
# What has its own place on the page
APART = {
    "title", "short_description", "subtitle", "start_year", "start_month", "end_year", "end_month", "contact_name",
    "contact_role", "contact_email", "contact_phone", "contact_person", "email", "phone", "fax", "external_links",
    "videos", "institution", "first_name", "last_name", "start_date", "end_date", "venue", "street", "street_nr",
    "zip", "city", "address", "link", "author", "date", "intro",
}  # fmt: skip
LINES = {Kind.QA: "", Kind.NEWS: "intro"}  # what stands under the heading, where it is not short_description
BARE = {"text"}  # all that there is: it needs no heading


@dataclass(frozen=True)
class Row:
    """One figure in words, with its evidence."""

    code: str
    name: str | Promise
    value: str
    evidence: str
    word: str | Promise


@dataclass(frozen=True)
class Shown:
    """Everything that the page of an article is made of."""

    article: Article
    kind: Kind
    source: str
    content: Mapping[str, Any]
    heading: LocalText
    lead: LocalText
    sections: Sequence[tuple[str | Promise, LocalText]]
    facts: Sequence[tuple[str | Promise, Any, bool]]  # label, value, whether it is in several languages
    facets: Sequence[tuple[str | Promise, Sequence[tuple[str | Promise, str]]]]  # label, (option, search for it)
    period: str
    place: Sequence[str]
    contact: Mapping[str, Any]
    rows: Sequence[Row]
    effects: Sequence[tuple[str | Promise, int]]
    channels: Sequence[tuple[str | Promise, int]]
    findings: Sequence[tuple[figures.Weighed, tuple[Any, Any, str]]]
    as_of: dt.date | None
    files: Sequence[tuple[File, LocalText, str]]  # with where it lies
    licence: tuple[Promise, Promise, str]

    @property
    def has_measured(self) -> bool:
        return any(row.evidence == Evidence.MEASURED for row in self.rows)

    @property
    def pictures(self) -> list[tuple[File, LocalText, str]]:
        return [each for each in self.files if each[0].is_picture]

    @property
    def begins(self) -> dt.datetime | None:
        return _moment(self.content.get("start_date"))

    @property
    def dated(self) -> dt.date | None:
        """The day of news."""
        day = self.content.get("date")
        return dt.date.fromisoformat(day) if day else None

    @property
    def ends_that_day(self) -> bool:
        return bool(self.begins and self.ends and self.begins.date() == self.ends.date())

    @property
    def ends(self) -> dt.datetime | None:
        return _moment(self.content.get("end_date"))


def shown(
    article: Article, body: Body, *, measured: Measured | None = None, staff: bool = False, review: str = ""
) -> Shown:
    """measured: what a draft's dialogue says today; a version knows its own. staff, review: whose door files go by."""
    kind, source, content = Kind(article.kind), article.source_language, body.whole
    if isinstance(body, Version):
        measured = figures.read(body.measured, source=source)
    beside = BESIDE.get(kind, ())
    fields = DEFINITIONS[kind].fields
    return Shown(
        article=article,
        kind=kind,
        source=source,
        content=content,
        heading=queries.heading(article, body),
        lead=content.get(LINES.get(kind, "short_description")) or {},
        sections=[
            ("" if field.key in BARE else texts.field_label(kind, field.key), content[field.key])
            for field in fields
            if field.holds is Holds.PROSE and field.key in content and field.key not in APART
        ],
        facts=[
            (texts.field_label(kind, field.key), _said(field, content[field.key]), field.holds is Holds.LINE)
            for field in fields
            if field.key in beside and field.key in content
        ],
        facets=_facets(kind, body),
        period=_period(content),
        place=_place(kind, content),
        contact=_contact(content),
        **_figures(measured, body),
        files=_files(article, body, staff=staff, review=review),
        licence=texts.LICENCES[body.licence],
    )


def _facets(kind: Kind, body: Body) -> list[tuple[str | Promise, list[tuple[str | Promise, str]]]]:
    """Each option leads to what else has it."""
    home = reverse("library:library")
    return [
        (
            texts.FACETS[facet.key],
            [(texts.OPTIONS[facet.key][option], f"{home}?{facet.key}={option}") for option in body.facets[facet.key]],
        )
        for facet in by.of(kind)
        if body.facets.get(facet.key)
    ]


def _when(content: Mapping[str, Any], end: str) -> str:
    year, month = content.get(f"{end}_year"), content.get(f"{end}_month")
    return f"{MONTHS[month]} {year}" if year and month else str(year or "")


def _period(content: Mapping[str, Any]) -> str:
    """March 2012 – April 2014, or since when, or until when; the years alone where no month is known."""
    first, last = (_when(content, end) for end in ("start", "end"))
    if first and last:
        return first if first == last else f"{first} – {last}"
    return (first and _("Since %(month)s") % {"month": first}) or (last and _("Until %(month)s") % {"month": last})


def _place(kind: Kind, content: Mapping[str, Any]) -> list[str]:
    street = " ".join(content[key] for key in ("street", "street_nr") if key in content)
    town = " ".join(content[key] for key in ("zip", "city") if key in content) if kind is not Kind.EXAMPLE else ""
    return [line for line in (content.get("venue"), content.get("address"), street, town) if line]


def _contact(content: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "name": content.get("contact_name") or content.get("contact_person"),
        "role": content.get("contact_role"),
        "email": content.get("contact_email") or content.get("email"),
        "phone": content.get("contact_phone") or content.get("phone"),
    }
    return {key: value for key, value in found.items() if value}


def _figures(measured: Measured | None, body: Body) -> dict[str, Any]:
    rows = figures.shown(measured.figures if measured else {}, body.told)
    weighed = measured.findings if measured else []
    counted = {effect: sum(each.effect is effect for each in weighed) for effect in reversed(EFFECT_SCALE)}
    return {
        "rows": [
            Row(
                each.code,
                texts.FIGURES[each.code],
                texts.figure(each),
                each.evidence.value,
                texts.EVIDENCE[each.evidence][0],
            )
            for each in rows
        ],
        "effects": [(EFFECTS[effect][0], count) for effect, count in counted.items()] if any(counted.values()) else [],
        "channels": [(CHANNELS[code], count) for code, count in measured.channels.items()] if measured else [],
        "findings": [(each, EFFECTS[each.effect]) for each in weighed],
        "as_of": measured.as_of if measured else None,
    }


def _files(article: Article, body: Body, *, staff: bool, review: str) -> list[tuple[File, LocalText, str]]:
    if not body.files:
        return []
    known = {file.sha256: file for file in File.objects.filter(article=article)}
    if review:
        door, before = "library:submitted_file", (review, article.pk)
    elif staff:
        door, before = "library:own_file", (article.organisation.slug, article.pk)
    else:
        door, before = "library:file", (article.slug,)
    return [
        (known[each["sha256"]], each["description"], reverse(door, args=(*before, each["sha256"])))
        for each in body.files
        if each["sha256"] in known
    ]


def _said(field: Field, value: Any) -> Any:
    """As it is read: a day in words."""
    return date_format(dt.date.fromisoformat(value)) if field.holds is Holds.DAY else value


def _moment(said: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(said) if said else None
