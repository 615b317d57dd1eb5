"""What staff fill in: the words to quote, and a minority position."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.analysis.models import Finding
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, LocalTextField, VersionedForm
from gehor.ground.languages import said
from gehor.ground.sentences import refusal_text
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue

from . import rules


class QuoteForm(Form):
    """The words that shall be quoted."""

    words = forms.CharField(
        label=_("The words to quote"),
        max_length=20 * rules.QUOTATION_LONGEST,  # the action says how long they may be
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Take away what stands before and after the words. Change nothing in between."),
    )


class PositionForm(VersionedForm):
    """What fewer thought."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    finding = forms.ChoiceField(label=_("Stands beside"), required=False)
    name = LocalTextField(
        _("Name"),
        longest=rules.NAME_LONGEST,
        help_text=_("A few words that those who think so would agree with. Do not write “minority”."),
    )
    statement = LocalTextField(
        _("What they say"), rows=3, longest=rules.STATEMENT_LONGEST, help_text=_("In one or two sentences.")
    )
    references = forms.CharField(
        label=_("Rests on these contributions"),
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
        max_length=10 * rules.BACKING_MOST,
        help_text=_("References with a space or a comma between, as in K7M4TQ, 9QXRA2. They are counted."),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, source=dialogue.source_language, **kwargs)
        self.dialogue = dialogue
        self.rows = {str(finding.number): finding for finding in findings}
        self.fields["finding"].choices = [
            ("", _("All findings")),
            *((number, _label(finding, dialogue)) for number, finding in self.rows.items()),
        ]

    def clean_references(self) -> list[Contribution]:
        wanted = rules.references_in(self.cleaned_data["references"])
        found = {
            row.reference: row for row in Contribution.objects.filter(dialogue=self.dialogue, reference__in=wanted)
        }
        unknown = [reference for reference in wanted if reference not in found]
        if unknown:
            raise forms.ValidationError(refusal_text(WrongInput("unknown_reference", reference=unknown[0][:10])))
        return [found[reference] for reference in wanted]

    @property
    def worded(self) -> dict[str, Any]:
        """What the action is given."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "statement": data["statement"],
            "contributions": data["references"],
            "finding": self.rows.get(data["finding"]),
        }


def _label(finding: Finding, dialogue: Dialogue) -> str:
    words, _language = said(finding.statement, dialogue.source_language, get_language() or dialogue.source_language)
    return f"{finding.number}. {words}"


def listed(references: Iterable[str]) -> str:
    return ", ".join(references)
