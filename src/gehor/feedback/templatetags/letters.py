"""Words without markup, for plain messages: {% load letters %}."""

from django import template

from gehor.feedback.words import aside_text
from gehor.ground.design.texts import OUTCOMES

register = template.Library()


@register.filter
def outcome_word(code):
    return OUTCOMES[str(code)][0]


@register.simple_tag
def why_aside(aside, source):
    return aside_text(aside, source)
