"""One meeting, and a file of many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, FreshForm
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import bodies

from .proposals import CASE_NUMBER, NOTE, PLACE
from .reading import FILE_MOST_BYTES


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class MeetingForm(FreshForm):
    held_on = Day(label=_("Day"))
    starts_at = forms.TimeField(
        label=_("Begins at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("For example 18:00. Leave it empty if it is not settled."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=PLACE)
    agenda_deadline = Day(
        label=_("Last day for documents"),
        required=False,
        help_text=_(
            "By then the decision basis must be ready, so that members have time to read it. "
            "Empty means ten days before the meeting."
        ),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("This is public, for example that the meeting is broadcast."),
    )


class NewMeetingForm(MeetingForm):
    body = forms.ModelChoiceField(label=_("Body"), queryset=None, empty_label=_("Choose a body"))
    field_order = ("body",)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies(organisation)


class MatterForm(Form):
    case_number = forms.CharField(
        label=_("Case number"),
        max_length=CASE_NUMBER,
        help_text=_("As in your register. A dialogue whose plan has the same number is shown beside the matter."),
    )
    title = forms.CharField(label=_("What the matter is about"), max_length=PLACE)


class FileForm(Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.txt,.xlsx,text/calendar,text/csv"}),
        help_text=_("A calendar (.ics) or a table (CSV or Excel), at most 2 MB and 500 meetings."),
    )
    body = forms.ModelChoiceField(
        label=_("Whose meetings"),
        queryset=None,
        required=False,
        empty_label=_("As the file says, in each row or event"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies(organisation)

    def clean_file(self) -> bytes:
        return self.cleaned_data["file"].read(FILE_MOST_BYTES + 1)
