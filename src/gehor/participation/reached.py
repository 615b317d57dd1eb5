"""The fields by which the answer finds somebody, where staff type them in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.people.keeping import EMAIL_MOST, LETTER_MOST, NAME_MOST


def name_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=_("Name"), required=False, max_length=NAME_MOST, widget=widget)


def email_field() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "off"})
    return forms.EmailField(label=_("E-mail"), required=False, max_length=EMAIL_MOST, widget=widget)


def address_field() -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    return forms.CharField(label=_("Postal address"), required=False, max_length=LETTER_MOST, widget=widget)
