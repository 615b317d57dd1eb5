"""The forms of the project plan, made from outline.py. What they refuse stands in values.py."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import FreshForm, LocalTextField
from gehor.ground.languages import said
from gehor.planning.forms import Day
from gehor.planning.handbook.examples import Where
from gehor.planning.models import Activity, Dialogue

from . import holders
from .models import Post
from .outline import PARTS, REPORTED, Field, Part
from .rules import Kind

FEW = 5  # choices that are shown all at once; more are folded into a list


def part_form(
    dialogue: Dialogue, part: Part, posted: Any, stored: Any, *, activities: Sequence[Activity] = ()
) -> FreshForm:
    """The form of a part that is said once, or of one of its rows. stored: the sheet, the row; none for a new row."""
    fields = {field.name: _field(field, dialogue, activities) for field in part.asked}
    return _form(_name(part), fields, posted, dialogue, stored)


def finished_parts() -> dict[str, Where]:
    """By the name of its form: where the words of each part that concerns everybody stand, for the handbook."""
    return {
        _name(part): Where(part.model, _texts(part), url_name="planning:project_print", own_only=True)
        for part in PARTS.values()
        if part.public
    }


def _texts(part: Part) -> frozenset[str]:
    return frozenset(field.name for field in part.fields if field.kind in (Kind.TEXT, Kind.WORDS))


def _name(part: Part) -> str:
    return f"{part.key.title()}Form"


def cost_form(post: Post, posted: Any) -> FreshForm:
    """What one post of the budget became."""
    fields = {
        field.name: _field(field, post.dialogue, ()) for field in PARTS["budget"].fields if field.name in REPORTED
    }
    return _form("CostForm", fields, posted, post.dialogue, post)


def _form(name: str, fields: dict[str, forms.Field], posted: Any, dialogue: Dialogue, stored: Any) -> FreshForm:
    initial = {each: getattr(stored, _column(each)) for each in fields} if stored is not None else {}
    kind: type[FreshForm] = type(name, (FreshForm,), fields)
    return kind(posted, source=dialogue.source_language, initial=initial)


def _column(name: str) -> str:
    return "activity_id" if name == "activity" else name


def _field(field: Field, dialogue: Dialogue, activities: Sequence[Activity]) -> forms.Field:
    made = _of_kind(field, dialogue, activities)
    made.handbook = field.entry
    return made


def _of_kind(field: Field, dialogue: Dialogue, activities: Sequence[Activity]) -> forms.Field:
    given: dict[str, Any] = {"label": field.label, "required": field.required}
    choices = tuple((field.choices or {}).items())
    match field.kind:
        case Kind.TEXT | Kind.WORDS:
            return LocalTextField(rows=3 if field.kind is Kind.TEXT else 1, **given)
        case Kind.DAY:
            return Day(**given)
        case Kind.TIME:
            widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            return forms.TimeField(widget=widget, help_text=_("For example 18:00."), **given)
        case Kind.NUMBER:
            return forms.IntegerField(widget=forms.NumberInput(attrs={"inputmode": "numeric"}), **given)
        case Kind.STEP:
            return forms.TypedChoiceField(coerce=int, choices=choices, widget=forms.RadioSelect, **given)
        case Kind.CHOICES:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **given)
        case Kind.CHOICE:
            none = _("Choose") if field.required else _("Not known yet")
            if field.required and len(choices) <= FEW:
                return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)
            return forms.ChoiceField(choices=(("", none), *choices), **given)
        case Kind.HOLDER:
            return forms.ChoiceField(choices=holders.choices(dialogue), **given)
        case Kind.ACTIVITY:
            titles = [(each.pk, _title(each, dialogue)) for each in activities]
            typed = partial(forms.TypedChoiceField, coerce=int, empty_value=None)
            return typed(choices=[("", _("None of them")), *titles], **given)
        case _:
            return forms.CharField(**given)


def _title(activity: Activity, dialogue: Dialogue) -> str:
    text, _language = said(activity.title, dialogue.source_language, get_language() or dialogue.source_language)
    return f"{activity.number}. {text}"
