"""What staff fill in: how long stages may take, a promised day, what is told, and the moment at which it leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, FreshForm, LocalTextField, VersionedForm

from .actions import DECISION_MOST, MOST_DAYS, MOST_MONTHS, SHORT_MOST
from .rules import Stage


class TermsForm(FreshForm):
    summary_days = forms.IntegerField(
        label=_("What we heard: days after the last day to take part"), min_value=1, max_value=MOST_DAYS
    )
    decision_days = forms.IntegerField(
        label=_("The answers: days after the decision"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Suggested where the day of the answer is promised; what is promised there holds."),
    )
    first_months = forms.IntegerField(
        label=_("First follow-up: months after the decision"), min_value=1, max_value=MOST_MONTHS
    )
    second_months = forms.IntegerField(
        label=_("Second follow-up: months after the decision"), min_value=1, max_value=MOST_MONTHS
    )


class PromiseForm(Form):
    due_on = forms.DateField(label=_("Promised day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = LocalTextField(
        _("Reason"),
        rows=3,
        required=False,
        help_text=_("Needed when people have been promised an earlier day. It is public."),
    )


class AbsenceForm(Form):
    reason = LocalTextField(
        _("Why was no summary given?"),
        rows=4,
        help_text=_("Public, where the summary was promised. It cannot be changed."),
    )


class StageForm(VersionedForm):
    text = LocalTextField(_("Text"), rows=10)
    easy = LocalTextField(
        _("Easy to read"),
        rows=6,
        required=False,
        help_text=_(
            "The same in short: one thing in each sentence, a sentence to a line, no words that need explaining."
        ),
    )
    short = LocalTextField(
        _("Text message"),
        required=False,
        longest=SHORT_MOST,
        help_text=_(
            "One sentence. Our name comes before it and the address of their own page after it. Empty: we write it."
        ),
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = HELP[stage]
        if stage is Stage.DECISION:
            self.fields["text"].longest = DECISION_MOST


class MomentForm(Form):
    leaves_at = forms.DateTimeField(
        label=_("Moment"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("For example when the minutes are adjusted, or when the local paper is out."),
    )


HELP = {
    Stage.SUMMARY: _(
        "How it went, how many took part and how, what was said most, what few said, what was passed on and where. "
        "What happens next, and when."
    ),
    Stage.DECISION: _(
        "Opens every message and every sheet: what was decided on the whole. Each answer stands below it."
    ),
    Stage.FIRST_FOLLOW_UP: _("What has been done, what has not and why, and when the rest comes. Who is responsible."),
    Stage.SECOND_FOLLOW_UP: _("What it has led to for those who live here, what is left, and what you have learnt."),
}
