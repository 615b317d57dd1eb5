"""What the lead settles, the text that is published, and what a resident says about it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField, WebAddressField
from gehor.ground.sentences import refusal_text
from gehor.participation.fields import TextField

from .reading import BYTES_MOST
from .rules import number_of, spoken

PASTED_MOST = 1_000_000


class SetupForm(FreshForm):
    formal = forms.BooleanField(
        label=_("The text belongs to a plan that is also out for formal consultation"),
        required=False,
        help_text=_(
            "A zoning plan or a comprehensive plan, for example. What is said here is then no formal view, and does "
            "not give the right to appeal. The page says so, and leads to where formal views are given."
        ),
    )
    formal_url = WebAddressField(
        label=_("Web address where formal views are given"),
        required=False,
        max_length=300,
        help_text=_("Begins with https://"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("formal") and not cleaned.get("formal_url") and "formal_url" not in self.errors:
            self.add_error("formal_url", _("Say where formal views are given: people must find there."))
        return cleaned


class CommentForm(forms.Form):
    text = TextField(
        label=_("What do you think?"), help_text=_("Say what should be otherwise, and why. All languages are fine.")
    )
    paragraph = forms.CharField(
        label=_("Paragraph number"),
        required=False,
        max_length=20,
        help_text=_("It stands before each paragraph, such as 12 or 12 a. Leave it empty if you mean the whole text."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}),
    )
    version = forms.IntegerField(
        label=_("Version of the text"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Only if it is an earlier one than the latest."),
        widget=forms.NumberInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, setup: Mapping[str, Any], language: str = "sv", source: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)

    def clean_paragraph(self) -> str:
        typed = self.cleaned_data["paragraph"].strip()
        if not typed:
            return ""
        try:
            return number_of(typed)
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None

    @property
    def about(self) -> str:
        """The paragraph's number as it is printed, or "" for the whole text."""
        typed = str(self["paragraph"].value() or "").strip()
        try:
            return spoken(number_of(typed)) if typed else ""
        except WrongInput:
            return typed


class TextForm(Form):
    """A file, or what is pasted."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("DOCX, Markdown or plain text."),
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown,.txt,text/plain,text/markdown"}),
        error_messages={"empty": _("The file is empty. Choose another.")},
    )
    pasted = forms.CharField(
        label=_("Or paste the text here"),
        required=False,
        max_length=PASTED_MOST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=_("An empty line between paragraphs. A line that begins with # is a heading, ## one below it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_text = bool((cleaned.get("pasted") or "").strip())
        if not self.errors and not has_text and not cleaned.get("file"):
            raise forms.ValidationError(_("Choose a file, or paste the text."), code="nothing")
        if has_text and cleaned.get("file"):
            raise forms.ValidationError(_("Choose a file or paste the text, not both."), code="both")
        return cleaned

    @property
    def given(self) -> tuple[bytes, str]:
        """The bytes and the name of the file; "" for what was pasted."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(BYTES_MOST + 1), file.name
        return self.cleaned_data["pasted"].encode(), ""


class PublishForm(Form):
    """What is new, once there is a version before."""

    note = LocalTextField(
        _("What is new, and why"),
        rows=4,
        help_text=_("Residents read it above the text. Say what you have changed because of what they said."),
    )

    def __init__(self, *args: Any, has_version: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_version:
            del self.fields["note"]
