"""Whom late promises are passed on to."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form

from .rules import MOST_DAYS


class EscalationForm(Form):
    email = forms.EmailField(
        label=_("E-mail of the responsible manager"),
        required=False,
        help_text=_("If you leave it empty, nobody is written to."),
    )
    after_days = forms.IntegerField(label=_("How many days late before we write?"), min_value=1, max_value=MOST_DAYS)
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)
