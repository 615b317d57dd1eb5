"""Talks in words and figures."""

from typing import Any

from django import template
from django.utils.formats import number_format

from gehor.ground.design.dots import Dot, dot
from gehor.methods.outreach.rules import Rate
from gehor.methods.outreach.texts import KINDS

register = template.Library()


@register.simple_tag
def kind(key: str) -> Any:
    return KINDS[key]


@register.filter
def share(of: Rate) -> str:
    """“25 %”; a dash where nobody was approached."""
    return f"{_whole(of.spoke / of.approached)} %" if of.approached else "–"


@register.filter
def limits(of: Rate) -> str:
    """“18–34 %”, or nothing."""
    return f"{_whole(of.interval[0])}–{_whole(of.interval[1])} %" if of.interval else ""


@register.filter
def dots(of: Rate) -> tuple[Dot, ...]:
    return (dot(of.spoke / of.approached, *of.interval),) if of.interval else ()


def _whole(value: float) -> str:
    return str(number_format(round(100 * value), 0))
