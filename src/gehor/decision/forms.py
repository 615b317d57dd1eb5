"""What a board member fills in for one finding, or for several that are decided in the same way."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gehor.analysis.models import Finding
from gehor.ground.design.texts import OUTCOMES
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Fold, Form, LocalTextField, WebAddressField, explained
from gehor.ground.organisations.models import Body, Organisation
from gehor.ground.sentences import refusal_text
from gehor.process.words import Outcome

from .rules import MOST, Votes, in_short, numbers_of
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


def _as_day(value: Any) -> str:
    """A day as people write it; what was typed, where it is none."""
    try:
        day = value if isinstance(value, dt.date) else parse_date(value)
    except ValueError:  # 30 February
        day = None
    return date_format(day, "DATE_FORMAT") if day else str(value)


class FindingsField(forms.CharField):
    """Findings by their numbers, as in "1–20, 35", where they are too many to tick. offered: those to choose from."""

    offered: Mapping[int, Finding]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=_("Their numbers, for example 1–20, 35."), **kwargs)
        self.offered = {}

    def offer(self, findings: Iterable[Finding]) -> None:
        self.offered = {each.number: each for each in findings}

    def prepare_value(self, value: Any) -> Any:
        return in_short(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        try:
            numbers = numbers_of(super().clean(value), highest=max(self.offered, default=0))
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None
        return [self.offered[number] for number in numbers if number in self.offered]


class DecideForm(Form):
    VOTE = ("votes_for", "votes_against", "votes_abstained", "reservation")
    MEETING = ("body", "decided_on", "section", "case_number", "minutes_url")

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
    minutes_url = WebAddressField(
        label=_("Address of the minutes"),
        help_text=_("If they are published: residents can then read the whole of it."),
        required=False,
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

    def folds(self) -> tuple[Fold, ...]:
        """What is seldom asked for: who else takes it on, the meeting once it is known, and what is voted on."""
        referred = self.fold(
            _("Does somebody else take it on?"),
            ("referred_to",),
            is_open=bool(self["referred_to"].value()) or self["outcome"].value() == Outcome.REFERRED,
        )
        if self._meeting:
            return (
                referred,
                self.fold(self._meeting, self.MEETING),
                self._seldom(_("Was there a vote or a reservation?")),
            )
        return referred, self._seldom(_("Was there a vote, a reservation or an address of the minutes?"), "minutes_url")

    def _seldom(self, words: Any, *more: str) -> Fold:
        names = (*self.VOTE, *more)
        return self.fold(words, names, is_open=any(self[name].value() for name in names))

    @cached_property
    def _meeting(self) -> str:
        """The meeting in one line, where it is known from before; empty where somebody must write it."""
        known = {name: self[name].value() for name in self.MEETING}
        body = (
            self.fields["body"].queryset.filter(pk=known["body"]).first()
            if str(known["body"] or "").isdigit()
            else None
        )
        if body is None or not all(known[name] for name in self.MEETING[:4]):
            return ""
        said = {**known, "body": body.name, "day": _as_day(known["decided_on"])}
        return gettext("The meeting: %(body)s, %(day)s, § %(section)s, case %(case_number)s. Change it?") % said

    @property
    def decided(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = dict(self.cleaned_data)
        votes_for, against, abstained = (cleaned.pop(f"votes_{name}") for name in ("for", "against", "abstained"))
        return {**cleaned, "votes": None if votes_for is None else Votes(votes_for, against, abstained or 0)}


class ChooseForm(Form):
    """Which findings are decided together, before anything is said about them."""

    numbers = FindingsField(label=_("Which findings?"))

    def __init__(self, *args: Any, findings: Iterable[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].offer(findings)
