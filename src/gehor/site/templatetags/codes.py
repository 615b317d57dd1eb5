"""{% load codes %}"""

from django import template

register = template.Library()


@register.filter
def in_fours(code: str) -> str:
    """12345678 → 1234 5678, to be read and typed. Spaces in a code are never counted."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
