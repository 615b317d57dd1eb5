"""Two short forms: a receipt code, and how to be reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.feedback.stages import gateway
from gehor.ground.people import phone
from gehor.participation.identity import children


class ReceiptForm(forms.Form):
    code = forms.CharField(
        label=_("Your receipt code"),
        max_length=40,
        help_text=_("Ten signs, as in K7M4T-9QXRA. Capitals, spaces and the dash do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ContactForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        required=False,
        help_text=_(
            "We use it only for this dialogue: the answer, what happens afterwards, and some questions about how it "
            "was."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Your mobile number"),
        max_length=40,
        required=False,
        help_text=_("For a short text message with the address of this page."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, is_for_children: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_for_children:
            children.ask_in(self)
            self.order_fields(["age"])
        if not gateway.is_there():
            del self.fields["phone"]

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        number = phone.normalised(typed) if typed else ""
        if number is None:
            raise forms.ValidationError(_("That is not a number that takes text messages. Write it as 070-123 45 67."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Give at least one way to reach you."))
        if words := children.refused(cleaned):
            self.add_error("email" if cleaned.get("email") else "phone", words)
        return cleaned

    @property
    def ways(self) -> list[tuple[str, str]]:
        """(kind of contact, address) for what was filled in."""
        kinds = {"email": "email", "phone": "sms"}
        return [(kind, self.cleaned_data[name]) for name, kind in kinds.items() if self.cleaned_data.get(name)]
