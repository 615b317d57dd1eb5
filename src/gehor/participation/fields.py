"""Form fields for what people say. A method's form is made of these, so that limits and sentences are the same."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules


class TextField(forms.CharField):
    """A text of at most 10,000 characters. Invisible control characters are removed, line breaks are kept."""

    default_error_messages = {
        "required": _("Write something."),
        "too_long": _("Shorten the text: at most %(longest)d characters fit, and it has %(length)d."),
    }

    def __init__(self, *, rows: int = 8, longest: int = rules.TEXT_MOST, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        return rules.tidy(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            params = {"longest": self.longest, "length": len(value)}
            raise forms.ValidationError(self.error_messages["too_long"], code="too_long", params=params)


class TitleField(TextField):
    """One line of at most 200 characters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(longest=rules.TITLE_MOST, **kwargs)

    def to_python(self, value: Any) -> str:
        return rules.tidy_line(super().to_python(value))


class AttachmentField(forms.FileField):
    """A picture or PDF, checked by its content."""
