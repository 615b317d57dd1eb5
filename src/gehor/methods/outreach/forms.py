"""What the lead settles, what was said in a talk, and the effort that it took."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.languages import said
from gehor.ground.sentences import refusal_text
from gehor.participation.fields import LANGUAGES, SubmissionField, TextField
from gehor.participation.paper.fields import SheetField, known_sheet
from gehor.planning.models import Activity
from gehor.recruitment.models import TargetGroup

from . import rules
from .texts import KINDS


class SetupForm(FreshForm):
    guide = LocalTextField(
        _("What you ask"),
        rows=5,
        required=False,
        help_text=_("It stands above the form, so that everybody who talks asks the same."),
    )
    places = forms.CharField(
        label=_("Places"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Where you mean to be, one on each line. Others can be written in too."),
    )

    def clean_places(self) -> str:
        listed = rules.places({"places": self.cleaned_data["places"]})
        try:
            if len(listed) > rules.PLACES_MOST:
                raise WrongInput("too_many_places", most=rules.PLACES_MOST)
            for each in listed:
                rules.checked({}, {"place": each})
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None
        return "\n".join(listed)


class NoteForm(forms.Form):
    """What somebody said, as any method's form: typed in afterwards, or on paper."""

    text = TextField(label=_("What was said"), rows=5)
    kind = forms.ChoiceField(label=_("Kind of talk"), choices=[("", _("Not said")), *KINDS.items()], required=False)
    place = forms.CharField(
        label=_("Where"),
        max_length=rules.PLACE_MOST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "places"}),
    )

    def __init__(
        self, *args: Any, setup: Mapping[str, Any], language: str = "sv", source: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)


class TalkForm(NoteForm, Form):
    """The same on the spot, on a phone: short, with the target group and the slip that was handed over."""

    group = forms.TypedChoiceField(
        label=_("Target group reached"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only if you know it. Do not guess from how somebody looks."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    slip = SheetField(label=_("The code of the slip that you handed over"))
    submission = SubmissionField()

    def __init__(self, *args: Any, activity: Activity, groups: list[TargetGroup], **kwargs: Any) -> None:
        super().__init__(*args, setup=activity.setup, **kwargs)
        self.activity = activity
        self.order_fields(["text", "kind", "place", "group", "slip", "language", "submission"])
        self.fields["kind"].choices = list(KINDS.items())
        self.fields["kind"].required = True
        self.fields["slip"].help_text = _(
            "With it the person finds the receipt and the answer. Leave it empty without one."
        )
        self.fields["group"].choices = [("", _("Not known")), *((str(each.pk), _named(each)) for each in groups)]
        if not groups:
            del self.fields["group"]

    def clean_slip(self) -> str:
        return known_sheet(self.cleaned_data["slip"], self.activity, submission=self.data.get("submission", ""))


class EffortForm(Form):
    """That somebody was there, also when nothing was said."""

    kind = forms.ChoiceField(label=_("Kind of talk"), choices=list(KINDS.items()))
    place = forms.CharField(
        label=_("Where"),
        max_length=rules.PLACE_MOST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "places"}),
    )
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    approached = forms.IntegerField(label=_("How many you approached"), min_value=0, max_value=rules.PEOPLE_MOST)
    spoke = forms.IntegerField(label=_("How many of them spoke with you"), min_value=0, max_value=rules.PEOPLE_MOST)
    submission = SubmissionField()

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, initial={"day": min(clock.today(), activity.ends_on)}, **kwargs)
        self.activity = activity

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        first, last = self.activity.begins_on, min(self.activity.ends_on, clock.today())
        if not first <= day <= last:
            refusal = WrongInput("effort_on_another_day", first=first, last=last)
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code)
        return day


def _named(group: TargetGroup) -> str:
    return said(group.name, group.dialogue.source_language, get_language() or "sv")[0]
