from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, explained

from .texts import RHYTHMS


class WishForm(Form):
    """How often somebody wants to be reminded."""

    rhythm = forms.ChoiceField(
        label=_("How often do you want to be reminded?"),
        widget=forms.RadioSelect,
        choices=lambda: explained(RHYTHMS),
    )
