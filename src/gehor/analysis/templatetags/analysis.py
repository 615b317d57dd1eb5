"""{% load analysis %}: words for codes, and the way to one finding in a list."""

from typing import Any

from django import template
from django.utils.functional import Promise

from gehor.analysis import listing
from gehor.analysis.texts import ASIDES

register = template.Library()


@register.filter
def aside_word(code: str) -> str | Promise:
    """{{ reading.aside|aside_word }}: Off topic, Duplicate …"""
    return ASIDES[code][0]


@register.filter
def place(number: Any) -> str:
    """{% url "decision:decisions" slug %}{{ finding.number|place }}: one finding in a list of all, on its page."""
    return listing.place(number)
