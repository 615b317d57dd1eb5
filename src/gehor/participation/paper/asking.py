"""What a form on paper asks: the questions of an activity; where people use their own words, the form's fields."""

from collections.abc import Iterator

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground import catalogue
from gehor.ground.maps.fields import PlaceField, ShapeField
from gehor.participation.ballots import items
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Option, Question

NOT_ON_PAPER = ("file",)  # kinds that paper cannot carry


def asked_on_paper(activity: Activity, language: str) -> tuple[Question, ...]:
    """The questions in their order. Of a form's fields they are in `language`, else in all that are written."""
    method = catalogue.methods()[activity.method]
    if method.is_only_counted:
        found = items.asked_on(activity)
        return tuple(each for each in found if each.kind.value not in NOT_ON_PAPER)
    if method.form is None:
        return ()
    with translation.override(language):
        form = method.form(setup=activity.setup, language=language, source=activity.dialogue.source_language)
        return tuple(_of_fields(form, language))


def has_form(activity: Activity) -> bool:
    """Whether there is anything to print."""
    method = catalogue.methods()[activity.method]
    return method.is_on_paper


def _of_fields(form: forms.Form, language: str) -> Iterator[Question]:
    for name, field in form.fields.items():
        label, help_ = {language: str(field.label or name)}, {language: str(field.help_text or "")}
        if isinstance(field, forms.MultipleChoiceField | forms.ChoiceField):
            several = isinstance(field, forms.MultipleChoiceField)
            options = tuple(
                Option(str(key), {language: str(words)}) for key, words in field.choices if str(key) and key is not None
            )
            if options:
                yield Question(
                    name, Kind.SEVERAL if several else Kind.ONE, label, help_, options, required=field.required
                )
        elif isinstance(field, forms.BooleanField):
            ticked = (Option("on", {language: _("Yes")}),)
            yield Question(name, Kind.ONE, label, help_, ticked, required=field.required)
        elif isinstance(field, PlaceField | ShapeField):
            how = {language: _one_thing()} if isinstance(field, ShapeField) else {}
            yield Question(name, Kind.PLACE, label, how, required=field.required)
        elif isinstance(field, forms.CharField) and not field.widget.is_hidden:
            kind = Kind.LONG if isinstance(field.widget, forms.Textarea) else Kind.SHORT
            yield Question(name, kind, label, help_, required=field.required)


def _one_thing() -> str:
    """What fits on one map: a mark is one contribution, with a receipt of its own."""
    return _("Mark one place, one line or one area. Take another form for the next.")
