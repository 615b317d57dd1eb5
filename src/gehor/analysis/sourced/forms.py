"""A source, and the findings that rest on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.analysis import rules as analysis
from gehor.ground.forms import Form
from gehor.planning.forms import YesOrNo
from gehor.planning.models import Dialogue

from . import rules
from .models import Source


class SourceForm(Form):
    title = forms.CharField(
        label=_("What the file is"), max_length=200, help_text=_("For example: Report from the dialogues, May 2013.")
    )
    file = forms.FileField(
        label=_("File"), help_text=_("PDF or Word (.docx), at most 10 MB. It is kept as it is and never changed.")
    )
    is_public = YesOrNo(
        label=_("May everybody read the file?"),
        help_text=_("If it tells of single persons, choose no. Then only staff can open it; its name is shown to all."),
    )


class _OfSource(Form):
    source = forms.ModelChoiceField(None, label=_("Source"), empty_label=None)

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, source=dialogue.source_language, **kwargs)
        self.fields["source"].queryset = Source.objects.filter(dialogue=dialogue)
        self.fields["source"].label_from_instance = lambda each: f"{each.number}. {each.title}"


class BringForm(_OfSource):
    """One finding, as it stands in the source."""

    page = forms.CharField(
        label=_("Page"), required=False, max_length=rules.PAGE_LONGEST, help_text=_("For example 12 or 12–14.")
    )
    statement = forms.CharField(
        label=_("Finding"),
        max_length=analysis.STATEMENT_LONGEST,
        help_text=_("What was said, in one sentence and as the source says it."),
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=analysis.EXPLANATION_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contributions = forms.IntegerField(
        label=_("How many contributions it rests on"),
        required=False,
        min_value=0,
        max_value=rules.COUNT_MOST,
        help_text=_("Only if the source says so. Empty means unknown, not nought."),
    )

    @property
    def brought(self) -> rules.Brought:
        return rules.Brought(**{name: value for name, value in self.cleaned_data.items() if name != "source"})


class BringFileForm(_OfSource):
    """Many findings at once."""

    file = forms.FileField(label=_("File with findings"), help_text=_("CSV or Excel (.xlsx), one finding on each row."))
