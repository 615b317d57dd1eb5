"""Talks in words and figures."""

from typing import Any

from django import template
from django.utils.formats import number_format

from gehor.methods.outreach.rules import Rate
from gehor.methods.outreach.texts import KINDS

register = template.Library()


@register.simple_tag
def kind(key: str) -> Any:
    return KINDS[key]


@register.simple_tag
def rate(of: Rate) -> str:
    """“25 % (18–34 %)”; a dash where nobody was approached."""
    if of.interval is None:
        return "–"
    share, (low, high) = of.spoke / of.approached, of.interval
    return f"{_whole(share)} % ({_whole(low)}–{_whole(high)} %)"


def _whole(value: float) -> str:
    return str(number_format(round(100 * value), 0))
