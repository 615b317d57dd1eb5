"""What staff fill in about measures, and when they close."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, LocalTextField, explained
from gehor.process.words import MeasureStatus

from .actions import SEK_MOST
from .texts import STATUSES


class PromiseForm(Form):
    decision = forms.ChoiceField(label=_("Because of the decision on"))
    title = LocalTextField(_("What will be done?"), help_text=_("One line that can be checked afterwards."))
    owner = forms.CharField(
        label=_("Who sees to it?"), help_text=_("A unit or a function. It is public."), max_length=160
    )
    due_on = forms.DateField(label=_("Done by"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    budget_sek = forms.IntegerField(
        label=_("Budget in kronor"),
        help_text=_("Leave it empty when the measure has no money of its own. It is public."),
        min_value=0,
        max_value=SEK_MOST,
        required=False,
    )

    def __init__(self, *args: Any, decisions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = decisions


class ReportForm(Form):
    status = forms.ChoiceField(
        label=_("How far has it come?"),
        choices=lambda: explained({each.value: STATUSES[each][:2] for each in MeasureStatus}),
        widget=forms.RadioSelect,
    )
    note = LocalTextField(
        _("Note"), rows=3, required=False, help_text=_("What has happened. Needed when it is delayed or dropped.")
    )
    spent_sek = forms.IntegerField(
        label=_("Spent so far in kronor"),
        help_text=_("All in all since the beginning, not since the last report."),
        min_value=0,
        max_value=SEK_MOST,
        required=False,
    )


class CloseForm(Form):
    lessons = LocalTextField(
        _("What did we learn?"),
        rows=6,
        required=False,
        help_text=_("For the next dialogue: what went well, what you would do otherwise. It is public."),
    )
