"""What participants and staff fill in. One definition of the questions, for the page, the paper and typing it in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.analysis.models import Finding
from gehor.analysis.rules import STATEMENT_LONGEST
from gehor.ground.design.texts import CHANNELS
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, LocalTextField, VersionedForm
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import participant_by_receipt
from gehor.ground.sentences import refusal_text
from gehor.participation.fields import LANGUAGES, TextField

from . import rules
from .actions import Said
from .models import Response
from .rules import Verdict
from .texts import VERDICTS


class LastDayForm(Form):
    """Until when the participants can answer."""

    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The whole day counts. Two weeks is usual; a letter must have time to arrive."),
    )


@dataclass(frozen=True)
class Part:
    """One finding of the form."""

    finding: Finding
    is_own: bool  # it rests on what the participant said
    said: Response | None  # what they have said of these words before
    verdict: BoundField | None  # none when what they said has been answered
    text: BoundField | None
    version: BoundField | None


class ResponseForm(Form):
    """Each finding with: is this what was said?"""

    def __init__(
        self,
        *args: Any,
        findings: Sequence[Finding],
        own: Collection[int] = (),
        before: Mapping[tuple[int, int], Response] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.findings = sorted(findings, key=lambda finding: (finding.pk not in own, finding.number))
        self.own, self.before = own, before or {}
        for finding in self.findings:
            said = self.before.get((finding.pk, finding.version))
            if said is None or not hasattr(said, "reply"):
                self._ask(finding, said)

    def _ask(self, finding: Finding, said: Response | None) -> None:
        number = finding.number
        self.fields[f"verdict_{number}"] = forms.ChoiceField(
            label=_("Is this what was said?"),
            required=False,
            widget=forms.RadioSelect,
            choices=list(VERDICTS.items()),
            initial=said.verdict if said else "",
        )
        self.fields[f"text_{number}"] = TextField(
            label=_("What should be corrected?"),
            required=False,
            rows=3,
            longest=rules.OBJECTION_LONGEST,
            initial=said.text if said else "",
            help_text=_("Only if you answered No. Name nobody: what you write may be shown to everybody."),
        )
        self.fields[f"version_{number}"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, min_value=1, initial=finding.version
        )

    @property
    def parts(self) -> list[Part]:
        return [self._part(finding) for finding in self.findings]

    def _part(self, finding: Finding) -> Part:
        said = self.before.get((finding.pk, finding.version))
        asked = f"verdict_{finding.number}" in self.fields
        names = ("verdict", "text", "version")
        fields = [self[f"{name}_{finding.number}"] if asked else None for name in names]
        return Part(finding, finding.pk in self.own, said, *fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for finding in self.findings:
            field = f"text_{finding.number}"
            if data.get(f"verdict_{finding.number}") == Verdict.CORRECT and field in data and not data[field]:
                self.add_error(field, _("Write what should be corrected."))
            elif data.get(field) and not data.get(f"verdict_{finding.number}"):
                self.add_error(f"verdict_{finding.number}", _("You have written a correction. Choose No as well."))
        if not self.errors and not self.said:
            self.refuse(WrongInput("nothing_said_of_any_finding"))
        return data

    @property
    def said(self) -> list[Said]:
        """What the action is given: only the findings of which something was said."""
        data = self.cleaned_data
        return [
            Said(
                finding,
                data.get(f"version_{finding.number}") or finding.version,
                verdict,
                data.get(f"text_{finding.number}", ""),
            )
            for finding in self.findings
            if (verdict := data.get(f"verdict_{finding.number}"))
        ]


class EnterForm(ResponseForm):
    """What came on paper, by phone or at a meeting."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        widget=forms.RadioSelect,
        choices=[(channel.value, CHANNELS[channel.value]) for channel in rules.ENTERED_BY],
    )
    code = forms.CharField(
        label=_("Receipt code"),
        required=False,
        max_length=40,
        help_text=_("As it stands on the form. Without a code it is counted as said without one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    people = forms.IntegerField(
        label=_("People"),
        min_value=1,
        max_value=rules.PEOPLE_MOST,
        initial=1,
        help_text=_("More than one only when hands were counted at a meeting. Type an objection in by itself."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial=get_language)

    def clean_code(self) -> Participant | None:
        typed = self.cleaned_data["code"].strip()
        if not typed:
            return None
        participant = participant_by_receipt(typed)
        if participant is None:
            raise forms.ValidationError(refusal_text(WrongInput("unknown_code")))
        return participant

    @property
    def opening(self) -> list[BoundField]:
        return [self[name] for name in ("channel", "code", "people", "language")]


class AnswerForm(VersionedForm):
    """The answer to one objection, and perhaps another wording of the finding."""

    shown = TextField(
        label=_("The objection as everybody may read it"),
        required=False,
        rows=4,
        longest=rules.OBJECTION_LONGEST,
        help_text=_("Take away what names somebody or could harm somebody. Empty, and only your answer is shown."),
    )
    statement = LocalTextField(
        _("The finding from now on"),
        longest=STATEMENT_LONGEST,
        help_text=_("Leave it as it is when the objection does not change it. The earlier wording stays visible."),
    )
    text = LocalTextField(
        _("Answer"),
        rows=5,
        longest=rules.ANSWER_LONGEST,
        help_text=_(
            "Say whether the finding was reworded, and if not, why. The participant and everybody may read it."
        ),
    )
    finding_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
