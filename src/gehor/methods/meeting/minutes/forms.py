"""What is written in the minutes, and what those who were there would have otherwise."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, LocalTextField
from gehor.participation.fields import ReceiptField, SubmissionField, TextField
from gehor.participation.forms import Unseen
from gehor.participation.intake.forms import OfSomebodyKnown

from . import rules
from .texts import OUTCOMES


class MinutesForm(Form):
    text = LocalTextField(
        _("Minutes"),
        rows=16,
        longest=rules.TEXT_MOST,
        help_text=_("What was talked about, where people agreed and where not. Name nobody who has not asked for it."),
    )
    days = forms.IntegerField(
        label=_("Days to ask for corrections"),
        min_value=0,
        max_value=rules.DAYS_MOST,
        initial=rules.DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CorrectionForm(OfSomebodyKnown, Unseen, Form):
    """What somebody who was there would have otherwise."""

    text = TextField(label=_("What is wrong, and what would be right?"), rows=4, longest=rules.CORRECTION_MOST)
    receipt = ReceiptField(
        label=_("Your receipt code"),
        help_text=_("The one that you got at the meeting: those who were there have the minutes corrected."),
    )
    submission = SubmissionField()


class SettleForm(Form):
    outcome = forms.ChoiceField(
        label=_("What is to be done?"),
        widget=forms.RadioSelect,
        choices=[(each.value, words) for each, words in OUTCOMES.items()],
    )
    reason = TextField(
        label=_("Why"),
        required=False,
        rows=3,
        longest=rules.REASON_MOST,
        help_text=_("Whoever wrote it reads this, and it stands in public. Needed where nothing is changed."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == rules.Outcome.NOT_TAKEN and not cleaned.get("reason"):
            self.add_error("reason", ValidationError(_("Say why. Whoever wrote it reads the reason."), code="required"))
        return cleaned
