"""What is noted of a meeting that did not decide, of a changed decision, and of a matter at somebody else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gehor.analysis.models import Finding
from gehor.decision.forms import DecideForm, FindingsField
from gehor.decision.texts import OUTCOME_MEANS
from gehor.ground.calendar.models import Meeting
from gehor.ground.design.texts import OUTCOMES
from gehor.ground.forms import Form, LocalTextField, WebAddressField, explained
from gehor.ground.languages import said
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.words import Outcome

from .texts import CAME_TO

TICKED_MOST = 20  # more findings than these are chosen by their numbers


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class HandleForm(Form):
    """A meeting out of the calendar, or a body and a day of one's own. The field `meeting` is there when any is."""

    findings = forms.MultipleChoiceField(
        label=_("Which findings did the meeting take up?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    came_to = forms.ChoiceField(
        label=_("What did it come to?"), choices=lambda: explained(CAME_TO), widget=forms.RadioSelect
    )
    says = LocalTextField(
        _("What the meeting said"),
        rows=3,
        required=False,
        help_text=_("What it proposes, or why it waits. It becomes public at once."),
    )
    meeting = forms.TypedChoiceField(
        label=pgettext_lazy("of a body", "Meeting"), required=False, coerce=int, empty_value=None
    )
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=_("Choose a body"))
    held_on = Day(label=pgettext_lazy("of a body", "Day of the meeting"))
    section = forms.CharField(label=_("§ of the minutes"), max_length=20)
    minutes_url = WebAddressField(label=_("Address of the minutes"), required=False)

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        findings: Sequence[Finding],
        meetings: Sequence[Meeting],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.open_findings = {str(each.pk): each for each in findings}
        source = kwargs.get("source") or "sv"
        self.meetings = {each.pk: each for each in meetings}
        if len(findings) > TICKED_MOST:
            self.fields["findings"] = FindingsField(label=self.fields["findings"].label)
            self.fields["findings"].offer(findings)
            self.fields["findings"].initial = [each.number for each in findings]
        else:
            self.fields["findings"].choices = [
                (pk, f"{each.number}. {said(each.statement, source, language)[0]}")
                for pk, each in self.open_findings.items()
            ]
            self.fields["findings"].initial = list(self.open_findings)
        self.fields["body"].queryset = Body.objects.filter(organisation=organisation)
        self._offer(meetings)

    def _offer(self, meetings: Sequence[Meeting]) -> None:
        if not meetings:
            del self.fields["meeting"]
            return
        self.fields["meeting"].choices = [
            ("", _("None of these: a meeting of our own, below")),
            *((each.pk, f"{date_format(each.held_on, 'DATE_FORMAT')}, {each.body.name}") for each in meetings),
        ]
        for name in ("body", "held_on"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Only if the meeting is not in the calendar.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("findings", [])
        cleaned["findings"] = [self.open_findings[each] if isinstance(each, str) else each for each in chosen]
        chosen = self.meetings.get(cleaned.pop("meeting", None) or 0)
        own = (cleaned.get("body"), cleaned.get("held_on"))
        if self.errors:
            return cleaned
        if chosen is not None:
            if any(own) and own != (chosen.body, chosen.held_on):
                self.add_error(
                    "meeting", gettext("You have chosen a meeting and written another too. Empty one of them.")
                )
            return {**cleaned, "body": chosen.body, "held_on": chosen.held_on}
        for name, value in zip(("body", "held_on"), own, strict=True):
            if not value:
                self.add_error(name, gettext("Choose a meeting, or write its body and day."))
        return cleaned


class ChangeForm(DecideForm):
    """A new decision in place of an earlier one."""

    because = LocalTextField(
        _("Why is the decision changed?"),
        rows=3,
        help_text=_("What has happened since the earlier decision? It becomes public at once."),
    )
    field_order = ("because",)


class FollowForm(Form):
    sent_on = Day(label=_("Sent on"))
    reference_number = forms.CharField(
        label=_("Their number"),
        required=False,
        max_length=60,
        help_text=_("The case number that the receiver has given it, so that everybody can ask for it."),
    )
    expected_on = Day(
        label=_("Expected to be settled by"),
        required=False,
        help_text=_("As the receiver says. When the day has passed, the public clock counts the days."),
    )


class SettledForm(Form):
    outcome = forms.ChoiceField(
        label=_("What did they decide?"),
        choices=lambda: explained({each.value: (OUTCOMES[each][0], OUTCOME_MEANS[each]) for each in Outcome}),
        widget=forms.RadioSelect,
    )
    referred_to = forms.CharField(
        label=_("Who takes it on"),
        help_text=_("Only when they sent it on in their turn."),
        required=False,
        max_length=200,
    )
    says = LocalTextField(_("What they say, and why"), rows=5)
    settled_on = Day(label=_("Settled on"))
    minutes_url = WebAddressField(label=_("Address of their decision or minutes"), required=False)
