"""What the lead settles, what a resident fills in, and what is noted of a petition's way."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField, WebAddressField, explained
from gehor.ground.languages import is_said
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.sentences import refusal_text
from gehor.participation.fields import TextField, TitleField
from gehor.process.words import Proof

from .rules import DAYS_MOST, THRESHOLD_MOST, Handled, Kind, residents_only, wanting
from .texts import HANDLED, KINDS


class SetupForm(FreshForm):
    kind = forms.ChoiceField(label=_("What kind it is"), choices=lambda: explained(KINDS), widget=forms.RadioSelect)
    decided = LocalTextField(
        _("Where it is decided that residents may do this"),
        help_text=_(
            "Who decided, the day and the paragraph, such as: The council 2021-03-22 § 41. It is shown with the rules."
        ),
    )
    link = WebAddressField(label=_("Link to the rule"), required=False, max_length=500)
    body = LocalTextField(
        _("Who takes it up"), help_text=_("The body that a petition goes to, in words that residents understand.")
    )
    threshold = forms.IntegerField(
        label=_("How many must support it"),
        required=False,
        min_value=1,
        max_value=THRESHOLD_MOST,
        help_text=_("Of an e-petition. A citizens’ proposal needs no support: leave it empty."),
    )
    days = forms.IntegerField(
        label=_("For how many days it collects support"), required=False, min_value=1, max_value=DAYS_MOST
    )
    residents_only = forms.BooleanField(
        label=_("Only those who live in the municipality"),
        required=False,
        help_text=_("Of a citizens’ proposal it is so by law. How surely one must show it is settled when it opens."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_own = cleaned.get("kind") == Kind.E_PETITION
        for name in ("threshold", "days"):
            if is_own and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("An e-petition needs a number here."))
            elif cleaned.get("kind") == Kind.CITIZEN_PROPOSAL and cleaned.get(name):
                self.add_error(name, _("A citizens’ proposal needs no support. Leave this empty."))
        if cleaned.get("kind") == Kind.CITIZEN_PROPOSAL:
            cleaned["residents_only"] = True
        return cleaned


class PetitionForm(forms.Form):
    title = TitleField(label=_("Title"), help_text=_("What it is about, in a few words."))
    text = TextField(
        label=_("What you want to be decided, and why"),
        help_text=_("One matter. Write so that somebody who knows nothing of it understands. All languages are fine."),
    )
    resident = forms.BooleanField(label=_("I am registered as living in the municipality"))

    def __init__(
        self, *args: Any, setup: Mapping[str, Any], language: str = "sv", source: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_proved = False
        if not residents_only(setup):
            del self.fields["resident"]

    def already_shown(self, proof: Proof) -> None:
        """Whoever must show that they live here is not asked to say it too."""
        if "resident" in self.fields and proof.at_least(Proof.RESIDENT):
            self.is_proved = True
            del self.fields["resident"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return {**cleaned, "resident": True} if self.is_proved else cleaned


class TypedPetitionForm(PetitionForm):
    """What came on paper or by telephone is received whether or not it says so: the registrar checks it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "resident" in self.fields:
            self.fields["resident"].required = False


class HandlingForm(Form):
    kind = forms.ChoiceField(label=_("What was done"), choices=lambda: list(HANDLED.items()), widget=forms.RadioSelect)
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    case_number = forms.CharField(label=_("Diary number"), required=False, max_length=60)
    body = forms.ModelChoiceField(label=_("Body"), queryset=None, required=False, empty_label=_("None"))
    link = WebAddressField(label=_("Link to the decision or the minutes"), required=False, max_length=500)
    note = LocalTextField(
        _("Why, or what was decided"),
        rows=4,
        required=False,
        help_text=_("Public, and needed with a decision and where it is not taken up."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = organisations.bodies(organisation)
        self.fields["on"].initial = clock.today()

    def clean_kind(self) -> Handled:
        return Handled(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        """All that the note lacks at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if kind := cleaned.get("kind"):
            lacking = wanting(
                kind,
                has_case_number=bool(cleaned.get("case_number")),
                has_body=bool(cleaned.get("body")),
                has_words=is_said(cleaned.get("note") or {}, self.fields["note"].source),
            )
            for field, code in lacking.items():
                if field not in self.errors:
                    self.add_error(field, refusal_text(WrongInput(code)))
        return cleaned
