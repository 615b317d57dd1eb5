"""The forms of joint work. What they refuse stands in rules.py and actions.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, explained
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import bodies

from . import queries
from .texts import ANSWERS, WAYS


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class RuleForm(Form):
    """Who approves plans in one organisation."""

    is_demanded = forms.BooleanField(
        label=_("Nothing opens before its plan is approved"),
        required=False,
        help_text=_("Dialogues that are open already go on."),
    )
    way = forms.ChoiceField(label=_("Who approves"), widget=forms.RadioSelect, choices=lambda: explained(WAYS))
    approvers = forms.ModelMultipleChoiceField(
        label=_("Persons who approve"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    body = forms.ModelChoiceField(
        label=_("Political body that approves"),
        queryset=None,
        required=False,
        empty_label=_("The body that decides in each dialogue"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approvers"].queryset = queries.colleagues(organisation)
        self.fields["body"].queryset = bodies(organisation)


class AskForm(Form):
    note = forms.CharField(
        label=_("To those who are asked"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example what you most want to have their view on, and by when."),
    )


class VerdictForm(Form):
    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect, choices=lambda: explained(ANSWERS))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who works with dialogues here can read it."),
    )


class BodyVerdictForm(VerdictForm):
    decided_on = Day(label=_("Day of the meeting"))
    section = forms.CharField(label=_("Section (§)"), max_length=20)
    field_order = ("answer", "decided_on", "section", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("What the body decided")


class CommentForm(Form):
    text = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(Form):
    what = forms.CharField(label=_("What is to be done"), max_length=200)
    to = forms.ModelChoiceField(label=_("Who does it"), queryset=None, empty_label=_("Choose somebody"))
    due_on = Day(label=_("Done by"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.colleagues(organisation)


class MinutesForm(Form):
    held_on = Day(label=_("Day of the meeting"))
    present = forms.CharField(
        label=_("Who was there"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, with party or function."),
    )
    decided = forms.CharField(label=_("What was decided"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    then = forms.CharField(
        label=_("Next steps"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectionForm(MinutesForm):
    why = forms.CharField(label=_("What was wrong"), max_length=200)
