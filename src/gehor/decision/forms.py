"""What a board member fills in for one finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import OUTCOMES
from gehor.ground.forms import Form, LocalTextField, explained
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.words import Outcome

from .rules import MOST, Votes
from .texts import OUTCOME_MEANS


def _votes(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class DecideForm(Form):
    SELDOM = ("votes_for", "votes_against", "votes_abstained", "reservation")

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

    votes_for = _votes(_("Votes for the decision"), _("Leave empty if there was no vote."))
    votes_against = _votes(_("Votes against"))
    votes_abstained = _votes(_("Abstained"))
    reservation = LocalTextField(
        _("Reservation"),
        rows=4,
        required=False,
        help_text=_("What those wanted who did not agree, and which parties they are, as in the minutes."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(organisation=organisation)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.REFERRED and not cleaned.get("referred_to", "").strip():
            self.add_error("referred_to", _("Write who takes it on, since the outcome is “Referred”."))
        self._check_votes(cleaned)
        return cleaned

    def _check_votes(self, cleaned: dict[str, Any]) -> None:
        """Either no numbers or both: a vote of which only one side is known tells nobody anything."""
        names = ("votes_for", "votes_against", "votes_abstained")
        if any(name in self.errors for name in names) or all(cleaned.get(name) is None for name in names):
            return
        for name in names[:2]:
            if cleaned.get(name) is None:
                self.add_error(name, _("Write how many voted for and how many against; nought if there were none."))

    @property
    def always(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.SELDOM]

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SELDOM[:3]]

    @property
    def tells_of_a_vote(self) -> bool:
        """Whether what is seldom filled in has been, so that it may not be hidden."""
        return any(name in self.errors or self[name].value() for name in self.SELDOM)

    @property
    def decided(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = dict(self.cleaned_data)
        votes_for, against, abstained = (cleaned.pop(f"votes_{name}") for name in ("for", "against", "abstained"))
        return {**cleaned, "votes": None if votes_for is None else Votes(votes_for, against, abstained or 0)}
