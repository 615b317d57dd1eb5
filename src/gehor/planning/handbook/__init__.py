"""The handbook beside each field of the plan: why it is asked, how it is answered, and an example.

Shown by design/handbook.html, folded, between a field's hint and its input. `beside(form)` puts it there.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from django import forms

from gehor.planning.shapes import Shape
from gehor.planning.texts import LEVELS

from .examples import Told, tell, told
from .texts import HANDBOOK, Entry

__all__ = ["HANDBOOK", "SAID_ELSEWHERE", "Entry", "Told", "beside", "tell", "told"]

FormType = TypeVar("FormType", bound=forms.BaseForm)
SAID_ELSEWHERE = frozenset({"seen"})  # the hidden field of every FreshForm


def asked(shape: Shape | None) -> dict[str, str]:
    """What a template says at the fields that it speaks of, by field."""
    if shape is None:
        return {}
    levels = ", ".join(str(LEVELS[level].label) for level in shape.levels)
    groups = "; ".join(map(str, shape.groups))
    return {**{part: str(text) for part, text in shape.prompts.items()}, "levels": levels, "name": groups}


def beside(form: FormType, shape: Shape | None = None, wrote: Mapping[str, Told] | None = None) -> FormType:
    """The same form, each of whose fields knows its entry of the handbook.

    wrote: field → what a finished dialogue wrote there, see examples.py.
    """
    suggested = asked(shape)
    own = HANDBOOK.get(type(form).__name__, {})
    for name, field in form.fields.items():
        entry = own.get(name) or getattr(field, "handbook", None)
        if entry is not None:
            template = suggested.get(name, "") if name in own else ""
            field.handbook = replace(entry, template=template, told=(wrote or {}).get(name))
    return form
