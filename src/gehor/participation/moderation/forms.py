"""What anybody reports, and what staff do about it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form
from gehor.participation.fields import SubmissionField
from gehor.participation.forms import Unseen

from . import network, rules
from .texts import CROWDS, REASONS, RULINGS, TO_REPORT


class ReportForm(Unseen, Form):
    """What is wrong with a text. No name, no address."""

    reason = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect, choices=list(TO_REPORT.items()))
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=rules.TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Where in the text it stands, for example. Name nobody. Only those who look at reports read this, and it "
            "is taken away when it has been dealt with."
        ),
    )
    submission = SubmissionField()


class LimitForm(Form):
    """How much may come from one network in a minute."""

    crowd = forms.ChoiceField(label=_("In a minute"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, now: rules.Crowd) -> None:
        super().__init__(data, initial={"crowd": now.value})
        self.fields["crowd"].choices = [(crowd.value, _choice(crowd)) for crowd in rules.Crowd]


def _choice(crowd: rules.Crowd) -> Any:
    name, hint = CROWDS[crowd]
    numbers = gettext("At most %(texts)d texts and %(votes)d votes.") % {
        "texts": network.a_minute("contribute", crowd),
        "votes": network.a_minute("vote", crowd),
    }
    return format_html('<span><b>{}</b><br><span class="small soft">{} {}</span></span>', name, numbers, hint)


class ShowWaitingForm(Form):
    """Nothing to fill in: how far whoever presses the button has seen what waits."""

    until = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class RuleForm(Form):
    """Hide, show again, or leave as it is."""

    kind = forms.ChoiceField(label=_("What is to be done?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why it is hidden"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(code, words) for code, (words, _public) in REASONS.items()],
        help_text=_("Stands in public where the text stood. Sharp criticism is no reason."),
    )
    note = forms.CharField(
        label=_("Public note"),
        required=False,
        max_length=rules.NOTE_MOST,
        help_text=_("A sentence to whoever wrote it. Everybody may read it; do not repeat what you hide."),
    )

    def __init__(self, *args: Any, kinds: Iterable[rules.Ruling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, RULINGS[kind.value]) for kind in kinds]
        if not set(rules.HIDDEN) & set(kinds):
            del self.fields["reason"]
