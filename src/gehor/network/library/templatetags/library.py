"""{% prose text source %}: a text of an article with its paragraphs, lists and links, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from gehor.ground.languages import said
from gehor.network.library.prose import parts

register = template.Library()


@register.inclusion_tag("documents/parts.html")
def prose(text: Mapping[str, str], source: str) -> dict[str, Any]:
    words, language = said(text or {}, source, get_language() or source)
    named = [(type(part).__name__.lower(), part) for part in parts(words)] if words else []
    return {"parts": named, "language": language, "ours": {}}
