"""{% document_parts document %}: a document within a page, whose title is the page's own.

{% document_folded document ours %}: the same as entries that are opened one by one. ours: what of it is said in the
reader's language too, original → the reader's words; the original stands beside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gehor.ground.design.templatetags.gehor import direction

from ..parts import Document, Heading, Inline, Link, Part, Said, Strong, Table, Text, bars_of, inline, plain

register = template.Library()

Named = tuple[str, Part]  # what kind it is, as the template asks


@dataclass
class Section:
    """A heading with what stands below it, up to the next one that is folded beside it."""

    heading: Heading
    parts: list[Named] = field(default_factory=list)
    within: list["Section"] = field(default_factory=list)


@register.inclusion_tag("documents/parts.html")
def document_parts(document: Document) -> dict[str, Any]:
    return {"parts": [_named(part) for part in document.parts], "language": document.language, "ours": {}}


@register.inclusion_tag("documents/folded.html", takes_context=True)
def document_folded(context: Mapping[str, Any], document: Document, ours: Mapping[str, str]) -> dict[str, Any]:
    before, sections = folded(document)
    return {
        "before": before,
        "sections": sections,
        "language": document.language,
        "ours": ours,
        "request": context["request"],
    }


def folded(document: Document) -> tuple[list[Named], list[Section]]:
    """What stands before the first heading, and the sections; those with an anchor are folded within theirs."""
    before: list[Named] = []
    sections: list[Section] = []
    into = before
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 1:
            sections.append(Section(part))
            into = sections[-1].parts
        elif isinstance(part, Heading) and part.level == 2 and part.anchor and sections:
            sections[-1].within.append(Section(part))
            into = sections[-1].within[-1].parts
        else:
            into.append(_named(part))
    return before, sections


def _named(part: Part) -> Named:
    return type(part).__name__.lower(), part


@register.simple_tag
def document_text(text: Text, ours: Mapping[str, str] | None = None) -> SafeString:
    """A text with its links and bold words."""
    if isinstance(text, str) and ours and text in ours:
        return in_both(text, ours)
    return format_html_join("", "{}", ((_piece(piece),) for piece in inline(text)))


@register.filter
def in_words(text: Text) -> str:
    """Bare: for <title>, where no element may stand."""
    return plain(text)


@register.simple_tag
def in_both(text: str, ours: Mapping[str, str]) -> SafeString:
    """A word of ours in the reader's language, and beside it as it stands in the original."""
    if text not in ours:
        return format_html("{}", text)
    said = format_html('<span lang="{}">{}</span>', get_language(), ours[text])
    return format_html('{} <small class="soft">{}</small>', said, text)


@register.filter
def in_ours(text: str, ours: Mapping[str, str]) -> str:
    """The word alone, for an attribute."""
    return ours.get(text, text)


def _piece(piece: Inline) -> SafeString:
    match piece:
        case Link():
            language = format_html(' lang="{}"', piece.language) if piece.language else ""
            return format_html('<a href="{}"{}>{}</a>', piece.to, language, linebreaksbr(piece.text))
        case Strong():
            return format_html("<strong>{}</strong>", linebreaksbr(piece.text))
        case Said():
            words, language = linebreaksbr(piece.text), piece.language
            return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), words)
    return linebreaksbr(piece)


@register.filter
def drawn(table: Table) -> list[tuple[tuple[Text, ...], list[str]]]:
    """Each row with the lengths of its bars in per cent: what it was before, where that is told, and what it is."""
    bars = bars_of(table) or [(None, None)] * len(table.rows)
    lengths = ([f"{100 * share:.1f}" for share in pair if share is not None] for pair in bars)
    return list(zip(table.rows, lengths, strict=True))


@register.filter
def cells(table: Table, row: tuple[Text, ...]) -> list[tuple[Text, str, bool]]:
    """Each cell with the head of its column, and whether it holds a number."""
    return [(text, table.columns[at], at in table.numbers) for at, text in enumerate(row)]
