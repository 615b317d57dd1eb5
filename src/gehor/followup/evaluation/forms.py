"""The questionnaire, and what staff fill in about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.feedback.replies.scale import ScaleForm
from gehor.ground.forms import Form, LocalTextField, explained
from gehor.process.indicators import EFFECT_SCALE

from . import rules
from .actions import REMARK_MOST
from .texts import EFFECTS, GROUPS, QUESTIONS, SCALE


class QuestionnaireForm(ScaleForm):
    """One part's questions. None of them has to be answered."""

    def __init__(self, *args: Any, part: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(rules.QUESTIONS[part], words=QUESTIONS, scale=SCALE)
        self.fields["remark"] = forms.CharField(
            label=_("Do you want to add something?"),
            help_text=_("Those who held the dialogue read it, without knowing who wrote. Leave out names."),
            max_length=REMARK_MOST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    @property
    def remark(self) -> str:
        return str(self.cleaned_data["remark"])


class PaperForm(QuestionnaireForm):
    """One paper form, typed in by staff."""

    def __init__(self, *args: Any, part: str, **kwargs: Any) -> None:
        super().__init__(*args, part=part, **kwargs)
        group = forms.ChoiceField(label=_("Who answered"), choices=groups_of(part), widget=forms.RadioSelect)
        self.fields = {"group": group, **self.fields}

    @property
    def given(self) -> dict[str, Any]:
        return {"group": self.cleaned_data["group"], "ratings": self.ratings, "remark": self.remark}


def groups_of(part: str) -> list[tuple[str, Any]]:
    return [(group, GROUPS[group]) for group in rules.ASKED[part]]


class AskForm(Form):
    closes_on = forms.DateField(
        label=_("Last day to answer"),
        help_text=_("The result is shown the day after, to everybody at once."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class CodesForm(Form):
    group = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)
    number = forms.IntegerField(label=_("How many"), min_value=1, max_value=rules.MOST_CODES, initial=10)

    def __init__(self, *args: Any, part: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups_of(part)


class CodeForm(Form):
    code = forms.CharField(label=_("Your code"), max_length=40)


class JudgeForm(Form):
    effect = forms.ChoiceField(
        label=_("What does the decision owe to the finding?"),
        choices=lambda: explained({each.value: EFFECTS[each][:2] for each in EFFECT_SCALE}),
        widget=forms.RadioSelect,
    )
    reason = LocalTextField(_("How do you know?"), rows=4, help_text=_("Public, with your name."))


class ShowForm(Form):
    """Which indicator the picture of the comparison shows."""

    show = forms.ChoiceField(label=_("Compare by"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = choices

    @property
    def shown(self) -> str:
        """What was asked for, else the first."""
        codes = [code for code, _words in self.fields["show"].choices]
        asked = self.data.get("show", "")
        return asked if asked in codes else codes[0]
