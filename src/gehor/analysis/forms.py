"""What an analyst fills in. Limits of text are the actions' own; here they only stop what would be refused anyway."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gehor.ground import catalogue
from gehor.ground.design.templatetags.gehor import local
from gehor.ground.design.texts import CHANNELS
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, LocalTextField, VersionedForm
from gehor.ground.sentences import refusal_text
from gehor.participation.fields import TextField, TitleField
from gehor.participation.models import Contribution
from gehor.participation.moderation import covering
from gehor.participation.moderation.rules import HIDDEN
from gehor.participation.rules import NOTE_MOST
from gehor.participation.texts import MASK_REASONS
from gehor.planning.models import Dialogue
from gehor.process.words import MASKING, Aside, MaskReason

from . import rules
from .models import Finding
from .texts import ASIDE_HINTS, ASIDES, REFUSALS, STATES


class WorklistFilter(forms.Form):
    """Which contributions the work list shows."""

    state = forms.ChoiceField(label=_("Show"), required=False, choices=STATES.items())
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    finding = forms.ChoiceField(label=_("Finding"), required=False)
    q = forms.CharField(
        label=_("Words or reference"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )

    def __init__(self, *args: Any, channels: Sequence[str], findings: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _("All")), *((code, CHANNELS[code]) for code in channels)]
        self.fields["finding"].choices = [("", _("All")), *((number, number) for number in findings)]

    def chosen(self) -> dict[str, str]:
        """What was asked for; what cannot be understood is left out."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class FindingForm(Form):
    """One numbered statement."""

    statement = LocalTextField(
        _("Statement"),
        longest=rules.STATEMENT_LONGEST,
        help_text=_("One sentence that says what was said, not what you think of it. It can be decided on by itself."),
    )
    explanation = LocalTextField(
        _("Explanation"),
        required=False,
        rows=4,
        longest=rules.EXPLANATION_LONGEST,
        help_text=_("What people meant, and where they saw it differently."),
    )


class RewordForm(FindingForm, VersionedForm):
    """A finding that stands already."""


class ReadingForm(VersionedForm):
    """What was read into one contribution: findings, or a reason to set it aside."""

    findings = forms.MultipleChoiceField(
        label=_("It says that"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": REFUSALS["finding_elsewhere"]},
    )
    new_finding = forms.CharField(
        label=_("New finding"),
        required=False,
        max_length=rules.STATEMENT_LONGEST,
        widget=forms.TextInput({"data-key": "n", "autocomplete": "off"}),
        help_text=_("One sentence that says what was said. You can translate and explain it later."),
    )
    aside = forms.ChoiceField(
        label=_("Set it aside?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("No, findings rest on it")), *((code, label) for code, (label, _public) in ASIDES.items())],
    )
    referred_to = forms.CharField(
        label=_("Referred to"), required=False, max_length=rules.RECEIVER_LONGEST, help_text=_("Unit or authority.")
    )
    duplicate_of = forms.CharField(
        label=_("Duplicate of"),
        required=False,
        max_length=10,
        help_text=_("The reference of the contribution that this one repeats."),
    )
    note = LocalTextField(
        _("Public note"),
        required=False,
        rows=2,
        longest=rules.NOTE_LONGEST,
        help_text=_("Everybody may read it. Name nobody."),
    )
    show = forms.BooleanField(label=_("Show the contribution publicly when I save"), required=False, initial=True)

    def __init__(self, *args: Any, contribution: Contribution, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, source=contribution.dialogue.source_language, **kwargs)
        self.contribution = contribution
        self.rows = {str(finding.pk): finding for finding in findings}
        self.fields["findings"].choices = [
            (key, statement_label(finding, contribution.dialogue)) for key, finding in self.rows.items()
        ]
        self.fields["aside"].help_text = " ".join(str(hint) for hint in ASIDE_HINTS.values())
        if self.initial.get("show") is False:
            self.fields["show"].help_text = _("Not ticked, because the text may contain personal data. Look first.")
        if contribution.published_at is not None or contribution.last_ruling in HIDDEN:
            del self.fields["show"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        finds = bool(data.get("findings") or data.get("new_finding"))
        if data.get("aside") and finds:
            self.refuse(WrongInput("both_finding_and_aside", field="aside"))
        elif not finds and not data.get("aside") and not {"findings", "new_finding", "aside"} & self.errors.keys():
            self.refuse(WrongInput("no_finding", field="findings"))
        return data

    def clean_duplicate_of(self) -> Contribution | None:
        """The contribution with the reference that was typed, in this dialogue."""
        reference = str(self.cleaned_data["duplicate_of"]).strip().upper()
        if not reference or self.data.get("aside") != Aside.DUPLICATE:
            return None
        found = Contribution.objects.filter(dialogue=self.contribution.dialogue_id, reference=reference).first()
        if found is None:
            raise forms.ValidationError(refusal_text(WrongInput("unknown_reference", reference=reference[:10])))
        return found

    def ticked(self) -> list[Finding]:
        return [self.rows[key] for key in self.cleaned_data["findings"]]

    @property
    def opens_aside(self) -> bool:
        """Whether the part about setting aside should stand open."""
        names = ("aside", "referred_to", "duplicate_of", "note")
        note = self["note"].value() or {}
        typed = [self[name].value() for name in names[:3]] + list(note.values())
        return any(typed) or any(name in self.errors for name in names)


def statement_label(finding: Finding, dialogue: Dialogue) -> str:
    """The finding with its number and how much already rests on it, as the analyst ticks it."""
    resting = ngettext("%(count)d contribution", "%(count)d contributions", finding.contributions)
    return format_html(
        '<span><span class="number">{}.</span> {} <span class="soft small">{}</span></span>',
        finding.number,
        local(finding.statement, dialogue.source_language),
        resting % {"count": finding.contributions},
    )


class MaskForm(Form):
    """Another wording to show, and why."""

    title = TitleField(label=_("Title"), required=False)
    text = TextField(label=_("Text"))
    reason = forms.ChoiceField(
        label=_("Reason"),
        widget=forms.RadioSelect,
        choices=[(reason.value, MASK_REASONS[reason.value]) for reason in MASKING],
        initial=MaskReason.PERSONAL_DATA.value,
    )
    note = forms.CharField(
        label=_("Public note"),
        required=False,
        max_length=NOTE_MOST,
        help_text=_("What was changed, in a sentence. Everybody may read it; do not repeat what you took away."),
    )
    beside = forms.MultipleChoiceField(
        label=_("Take away with it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It stands beside the text, and may point out a person too. It is kept, and shown to staff only."),
    )

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = catalogue.words(contribution.activity.method).exported
        self.fields["beside"].choices = [
            (key, f"{called[key]}: {value}") for key, value in covering.beside(contribution).items()
        ]
        if not self.fields["beside"].choices:
            del self.fields["beside"]
