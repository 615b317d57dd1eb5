"""{% load analysis %}: words for codes that the templates of this stage show."""

from django import template
from django.utils.functional import Promise

from gehor.analysis.texts import ASIDES

register = template.Library()


@register.filter
def aside_word(code: str) -> str | Promise:
    """{{ reading.aside|aside_word }}: Off topic, Duplicate …"""
    return ASIDES[code][0]
