"""What a board member fills in for one finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import OUTCOMES
from gehor.ground.forms import Form, LocalTextField, explained
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.words import Outcome

from .texts import OUTCOME_MEANS


class DecideForm(Form):
    outcome = forms.ChoiceField(
        label=_("What does the body decide?"),
        choices=lambda: explained({each.value: (OUTCOMES[each][0], OUTCOME_MEANS[each]) for each in Outcome}),
        widget=forms.RadioSelect,
    )
    referred_to = forms.CharField(
        label=_("Who takes it on"),
        help_text=_("Only when the outcome is “Referred”: the body or unit that takes it on."),
        required=False,
        max_length=200,
    )
    reason = LocalTextField(
        _("Reason"),
        rows=6,
        help_text=_("Why? In words that those who said it understand. It becomes public at once."),
    )
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Deciding body"))
    decided_on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    section = forms.CharField(label=_("§ of the minutes"), max_length=20)
    case_number = forms.CharField(label=_("Case number"), max_length=40)
    minutes_url = forms.URLField(
        label=_("Address of the minutes"),
        help_text=_("If they are published: residents can then read the whole of it."),
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(organisation=organisation)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.REFERRED and not cleaned.get("referred_to", "").strip():
            self.add_error("referred_to", _("Write who takes it on, since the outcome is “Referred”."))
        return cleaned
