"""{% document_parts document %}: a document within a page, whose title is the page's own."""

from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..parts import Document, Inline, Link, Strong, Table, Text, inline

register = template.Library()


@register.inclusion_tag("documents/parts.html")
def document_parts(document: Document) -> dict[str, Any]:
    return {"parts": [(type(part).__name__.lower(), part) for part in document.parts], "language": document.language}


@register.simple_tag
def document_text(text: Text) -> SafeString:
    """A text with its links and bold words."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in inline(text)))


def _piece(piece: Inline) -> SafeString:
    match piece:
        case Link():
            return format_html('<a href="{}">{}</a>', piece.to, linebreaksbr(piece.text))
        case Strong():
            return format_html("<strong>{}</strong>", linebreaksbr(piece.text))
    return linebreaksbr(piece)


@register.filter
def drawn(table: Table) -> list[tuple[tuple[Text, ...], str]]:
    """Each row with the length of its bar in per cent."""
    bars = table.bars or (0,) * len(table.rows)
    return [(row, f"{100 * share:.1f}") for row, share in zip(table.rows, bars, strict=True)]


@register.filter
def cells(table: Table, row: tuple[Text, ...]) -> list[tuple[Text, str, bool]]:
    """Each cell with the head of its column, and whether it holds a number."""
    return [(text, table.columns[at], at in table.numbers) for at, text in enumerate(row)]
