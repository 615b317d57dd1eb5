"""{% load decision %}: words that the pages of decisions need."""

from django import template

from gehor.analysis.texts import ASIDES

register = template.Library()


@register.simple_tag
def aside_sentence(code):
    """What everybody reads of why a contribution carries no finding."""
    return ASIDES[str(code)][1]
