"""{% load moderation %}: where a text may point out a person. For staff, before it is shown to others."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.calc.text import personal
from gehor.participation.moderation.texts import KINDS, REASONS

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """{{ wording.title|marked }}: as it is written, each place that looks like personal data marked with what."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in personal.pieces(text)))


@register.filter
def marked_paragraphs(text: str) -> SafeString:
    """{{ wording.text|marked_paragraphs }}: as marked, with the writer's paragraphs and line breaks."""
    return mark_safe(linebreaks(marked(text), autoescape=False))


def _marked(piece: personal.Piece) -> str:
    if piece.kind is None:
        return piece.text
    words = _("%(kind)s?") % {"kind": KINDS[piece.kind]}
    return format_html(
        '<mark class="personal"><bdi>{}</bdi> <small lang="{}">{}</small></mark>', piece.text, get_language(), words
    )


@register.inclusion_tag("moderation/_personal.html")
def personal_data(wording: Any) -> dict[str, Any]:
    """A notice beside a wording that is marked, nothing where nothing was found."""
    return {"kinds": [KINDS[kind] for kind in personal.kinds(wording.title, wording.text)]}


@register.filter
def may_point_out(row: Any) -> bool:
    """{% if card|may_point_out %}: whether title or text looks as if it held personal data."""
    return bool(personal.kinds(row.title, row.text))


@register.filter
def why_hidden(reason: str) -> Any:
    """{{ hidden.reason|why_hidden }}: the sentence that stands in public where the text stood."""
    return REASONS[reason][1]


@register.filter
def reason_word(reason: str) -> Any:
    """{{ ruling.reason|reason_word }}: the reason as staff choose it."""
    return REASONS[reason][0]
