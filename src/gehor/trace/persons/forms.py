"""One field: by what somebody who asks can be found."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonForm(forms.Form):
    words = forms.CharField(
        label=_("Receipt code, e-mail address, mobile number or name"),
        min_length=3,
        max_length=254,
        help_text=_(
            "What the person has given you. Only those can be found who have a code or have said how to reach them."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
