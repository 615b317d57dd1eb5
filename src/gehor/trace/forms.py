"""Two short forms: a receipt code, and an e-mail address."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
        help_text=_("We use it to tell you when there is an answer, and for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
