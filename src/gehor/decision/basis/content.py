"""The decision basis as a document, in the language of the dialogue; and as the text that is frozen.

Every number leads to what it counts: the contributions on the web, or the finding further on in the document. What it
is written from: material.py; its sections: sections/.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gehor.ground.documents import Document, Heading, Link, Part, Table, Text, read, written
from gehor.planning.models import Dialogue

from .material import Material
from .sections import SECTIONS

FEW = 20  # findings that are read in a minute or two


@dataclass(frozen=True)
class Basis:
    """The document, and what the fields of a template say besides (fields.LINES without version and day)."""

    document: Document
    about: Mapping[str, str]


def basis_of(dialogue: Dialogue) -> Basis:
    """The decision basis as it would be frozen now."""
    with translation.override(dialogue.source_language):
        material = Material(dialogue)
        about = _about(material)
        parts = [
            part
            for section in SECTIONS
            for part in (Heading(str(section.title), anchor=section.name), *section.written(material))
        ]
        lead, kicker = _lead(material, about), _("Decision basis")
        return Basis(Document(about["title"], material.source, tuple(parts), kicker=kicker, lead=lead), about)


def kept(basis: Basis) -> str:
    """The basis as one canonical text, to store and to hash."""
    content = {"about": dict(basis.about), "document": json.loads(written(basis.document))}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def brought_back(content: str) -> Basis:
    """What `kept` wrote."""
    given = json.loads(content)
    return Basis(read(json.dumps(given["document"])), given["about"])


def titles() -> dict[str, str]:
    """The heading of each section, by its name, in the language that is active and in the order of the document."""
    return {section.name: str(section.title) for section in SECTIONS}


def sections(document: Document) -> dict[str, tuple[Part, ...]]:
    """The parts below each heading of the first level, by its anchor."""
    found: dict[str, list[Part]] = {}
    name = ""
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 1:
            name = part.anchor
            found[name] = []
        elif name:
            found[name].append(part)
    return {name: tuple(parts) for name, parts in found.items()}


class Excerpt(NamedTuple):
    """Some parts of a document that is shown whole on the same page, where their links lead."""

    parts: tuple[Part, ...]
    language: str


def in_short(document: Document) -> Excerpt:
    """What is proposed and what was found, for whoever has a few minutes. Of many findings only the proposal."""
    found = sections(document)
    proposed = takewhile(lambda part: not isinstance(part, Table), found.get("proposal", ()))
    listed = next((part for part in found.get("findings", ()) if isinstance(part, Table)), None)
    findings = (listed,) if listed and len(listed.rows) <= FEW else ()
    return Excerpt((*proposed, *findings), document.language)


def _about(material: Material) -> dict[str, str]:
    dialogue = material.dialogue
    return {
        "title": material.text(dialogue.title),
        "organisation": dialogue.organisation.name,
        "body": dialogue.deciding_body.name if dialogue.deciding_body else "",
        "case_number": dialogue.case_number,
        "decision_day": date_format(dialogue.decision_on) if dialogue.decision_on else "",
        "question": material.text(dialogue.question),
        "address": material.address("decision:basis"),
    }


def _lead(material: Material, about: Mapping[str, str]) -> tuple[Text, ...]:
    lines: list[Text] = []
    if about["body"]:
        lines.append(_("For %(body)s, case %(case)s.") % {"body": about["body"], "case": about["case_number"]})
    if about["decision_day"]:
        lines.append(_("The meeting is on %(day)s.") % {"day": about["decision_day"]})
    if material.totals.signed_at:
        day = date_format(timezone.localdate(material.totals.signed_at))
        lines.append(_("The findings were signed off on %(day)s.") % {"day": day})
    lines.append((_("Everybody can read this at:") + " ", Link(about["address"], about["address"])))
    return tuple(lines)
