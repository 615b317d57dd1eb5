"""Form fields for what people say. A method's form is made of these, so that limits and sentences are the same."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gehor.ground import pace
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Listed
from gehor.ground.sentences import refusal_text

from . import rules
from .attachments import BYTES, Clean, check_upload

# The national minority languages and those that most people in Sweden write, each by its own name.
LANGUAGES = Listed(
    (
        ("sv", "Svenska"),
        ("en", "English"),
        ("fi", "Suomi"),
        ("fit", "Meänkieli"),
        ("se", "Davvisámegiella"),
        ("rom", "Romani"),
        ("yi", "ייִדיש"),
        ("ar", "العربية"),
        ("so", "Soomaali"),
        ("fa", "فارسی"),
        ("ku", "Kurdî"),
        ("ti", "ትግርኛ"),
        ("uk", "Українська"),
        ("ru", "Русский"),
        ("pl", "Polski"),
        ("bs", "Bosanski"),
        ("hr", "Hrvatski"),
        ("sr", "Српски"),
        ("sq", "Shqip"),
        ("tr", "Türkçe"),
        ("th", "ไทย"),
        ("zh", "中文"),
        ("es", "Español"),
        ("de", "Deutsch"),
        ("fr", "Français"),
    )
)


class TextField(forms.CharField):
    """A text of at most 10,000 characters. Invisible control characters are removed, line breaks are kept."""

    default_error_messages = {
        "required": _("Write something."),
        "too_long": _("Shorten the text: at most %(longest)d characters fit, and it has %(length)d."),
    }

    def __init__(self, *, rows: int = 8, longest: int = rules.TEXT_MOST, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
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
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(longest=rules.TITLE_MOST, **kwargs)

    def to_python(self, value: Any) -> str:
        return rules.tidy_line(super().to_python(value))


class AttachmentField(forms.FileField):
    """A picture or PDF, told by its content and made safe to show: its value is a Clean."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,application/pdf"})
    default_error_messages = {"missing": _("Choose the file again: nothing came with the form.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_empty_file": True, **kwargs})  # told by its name below

    def clean(self, data: Any, initial: Any = None) -> Clean | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return check_upload(file.read(BYTES + 1), file.name)
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None


class SubmissionInput(forms.HiddenInput):
    """The key, never without one, and beside it when the form was shown: see pace.py. What was sent keeps that."""

    moment = ""
    beside: Sequence[tuple[str, str]] = ()  # what else is to come back with the form, by name

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.moment = data.get(pace.FIELD, "")
        return super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = self.moment if pace.is_known(self.moment) else pace.now()
        rows = [(pace.FIELD, shown), *self.beside]
        beside = format_html_join("", '<input type="hidden" name="{}" value="{}">', rows)
        return super().render(name, _sound(value) or uuid.uuid4(), attrs, renderer) + beside


class ReceiptField(forms.CharField):
    """A receipt code as people type it: capitals, and nothing that a browser would mend."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        super().__init__(**{"max_length": 64, "widget": forms.TextInput(attrs=attrs), **kwargs})


class SubmissionField(forms.UUIDField):
    """The form's own key, by which a text that is sent twice is received once. Without a sound key it gets one."""

    widget = SubmissionInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4)

    def to_python(self, value: Any) -> uuid.UUID:
        return _sound(value) or uuid.uuid4()


def _sound(value: Any) -> uuid.UUID | None:
    try:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value).strip())
    except ValueError:
        return None
