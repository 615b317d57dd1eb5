"""The whole plan as a document in the organisation's name: DOCX to work on, tagged PDF to send and to keep."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.formats import date_format

from gehor.ground.documents import Document, Heading, Paragraph, Part, Strong, Text, prose
from gehor.ground.documents import Table as Shown
from gehor.ground.languages import said
from gehor.planning.models import Dialogue
from gehor.planning.project.queries import whole_plan
from gehor.planning.project.texts import PLAN
from gehor.planning.project.whole import Cell, Section, Table

__all__ = ["plan_document"]


def plan_document(dialogue: Dialogue) -> Document:
    """Everything that the plan says, in the order in which it is settled, in the language of the dialogue."""
    source = dialogue.source_language
    with translation.override(source):
        sections = [section for section in whole_plan(dialogue) if section.entries]
        parts = [part for section in sections for part in _section(section, source)]
        title = _words(dialogue.title, source)
        return Document(title, source, tuple(parts), kicker=str(PLAN), lead=tuple(_lead(dialogue)))


def _lead(dialogue: Dialogue) -> Iterator[Text]:
    known = (
        dialogue.deciding_body.name if dialogue.deciding_body else "",
        dialogue.case_number,
        date_format(dialogue.decision_on) if dialogue.decision_on else "",
    )
    if any(known):
        yield " · ".join(each for each in known if each)


def _section(section: Section, source: str) -> Iterator[Part]:
    yield Heading(str(section.heading))
    for label, value in section.entries:
        if isinstance(value, Table):
            heads = tuple(str(head) for head in value.head)
            rows = tuple(tuple(_words(cell, source) or "–" for cell in row) for row in value.rows)
            yield Shown(str(label), heads, rows)
        elif isinstance(value, str):
            yield Paragraph((Strong(f"{label}: "), value))
        else:
            yield Heading(str(label), 2)
            yield from prose(_words(value, source))


def _words(cell: Cell, source: str) -> str:
    return cell if isinstance(cell, str) else said(cell, source, source)[0]
