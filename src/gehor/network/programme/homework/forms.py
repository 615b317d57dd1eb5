"""Forms of the host (steps, assignments, feedback, education, report) and of the members."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.governance.models import Component
from gehor.ground.languages import said
from gehor.network.forms import day
from gehor.network.programme import queries as programmes
from gehor.network.programme.forms import words
from gehor.network.programme.models import Application, Programme
from gehor.network.programme.rules import CALLED
from gehor.network.programme.texts import PARTS

from . import queries
from .texts import CASE, SCALE

FILE = {"accept": ".pdf,image/*"}


class StepForm(FreshForm):
    title = LocalTextField(_("Name"), longest=120)
    about = LocalTextField(_("What it is about"), required=False, rows=3)
    starts_on = day(_("First day"))
    due_on = day(_("To be done by"))
    meeting_on = day(_("All members meet on"), required=False)
    called = forms.MultipleChoiceField(
        label=_("Who is called in"),
        required=False,
        choices=lambda: [(part, PARTS[part]) for part in CALLED],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each member says who that is at home."),
    )


class AssignmentForm(Form):
    title = LocalTextField(_("Name"), longest=120)
    instructions = LocalTextField(_("What is to be done, and what is to be delivered"), rows=5)
    due_on = day(_("To be delivered by"))


class FeedbackForm(Form):
    text = words(_("Feedback"), rows=6, help_text=_("It is mailed to the member."))
    is_enough = forms.BooleanField(label=_("The assignment is done"), required=False)


class EducationForm(Form):
    """How many came, in two fields for each member."""

    title = LocalTextField(_("What it was about"), longest=120)
    held_on = day(_("Day"))
    hours = forms.DecimalField(label=_("Hours"), min_value=Decimal("0.5"), max_digits=4, decimal_places=1)
    lecturer = forms.CharField(
        label=_("Who held it"), required=False, help_text=_("It is forgotten two years after the programme.")
    )

    def __init__(self, *args: Any, members: list[tuple[Application, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member, called in members:
            for key, label in (("elected", _("%(name)s: elected")), ("officials", _("%(name)s: officials"))):
                self.fields[f"{key}_{member.pk}"] = forms.IntegerField(
                    label=label % {"name": called}, min_value=0, required=False
                )

    def folds(self) -> Any:
        names = [name for name in self.fields if name.startswith(("elected_", "officials_"))]
        return (self.fold(_("How many came, by member"), names, is_open=True),)

    @property
    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        came = {
            member: (data[f"elected_{member.pk}"] or 0, data[f"officials_{member.pk}"] or 0)
            for member, _called in self.members
        }
        return {**{name: data[name] for name in ("title", "held_on", "hours", "lecturer")}, "attended": came}


class ReportForm(FreshForm):
    foreword = LocalTextField(_("Foreword"), required=False, rows=4)
    method = LocalTextField(
        _("How the programme worked"), required=False, rows=6, help_text=_("So that others can do the same.")
    )
    lessons = LocalTextField(_("What we have learnt together"), required=False, rows=6)
    is_public = forms.BooleanField(
        label=_("Everybody may read it"),
        required=False,
        help_text=_("With the members’ cases. Agree on it with them first."),
    )


# Members


class VaryForm(FreshForm):
    done_on = day(_("Done on"), required=False)
    due_on = day(_("Our own last day"), required=False)
    note = words(_("How we do it"), rows=3, required=False)
    skipped_because = words(_("We leave this step out, because"), rows=2, required=False)


class OwnStepForm(Form):
    title = forms.CharField(label=_("Name"), max_length=120)
    about = words(_("What it is about"), rows=3, required=False)
    starts_on = day(_("First day"))
    due_on = day(_("To be done by"))


class DeliveryForm(Form):
    text = words(_("What you have done and found"), rows=6, required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs=FILE),
        help_text=_("A PDF or a picture, at most 10 MB."),
    )


class EncounterForm(Form):
    other = forms.ModelChoiceField(
        label=_("Another member"), queryset=None, required=False, empty_label=_("Nobody of them")
    )
    researcher = forms.ModelChoiceField(
        label=_("A researcher"), queryset=None, required=False, empty_label=_("Nobody of them")
    )
    held_on = day(_("Day"))
    about = words(_("What it was about"), rows=2)
    learnt = words(_("What it gave us"), rows=3, required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = application.programme
        self.fields["other"].queryset = programmes.members(programme).exclude(pk=application.pk)
        self.fields["researcher"].queryset = queries.researchers(programme)
        self.fields["researcher"].label_from_instance = lambda each: f"{each.name}, {each.partner.name}"


YES_OR_NO = [("", _("Nobody knows yet")), ("yes", _("Yes")), ("no", _("No"))]


class DialogueForm(FreshForm):
    title = forms.CharField(label=_("What the dialogue was about"))
    address = forms.CharField(label=_("Address on the web"), required=False)
    tied = forms.TypedChoiceField(
        label=_("Was it tied to a decision that it was to feed?"),
        choices=YES_OR_NO,
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    promised_on = day(_("Those who took part were promised an answer by"), required=False)
    answered_on = day(_("They were answered on"), required=False)
    evaluated = forms.TypedChoiceField(
        label=_("Have those who took part evaluated it?"),
        choices=YES_OR_NO,
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )


class LinkForm(Form):
    dialogues = forms.ModelMultipleChoiceField(
        label=_("Dialogues that belong to the programme"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their days, their decision and whether they were evaluated are then told by themselves."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        self.fields["dialogues"].queryset = queries.linkable(application)
        self.fields["dialogues"].label_from_instance = lambda each: said(each.title, each.source_language, language)[0]


class MapForm(Form):
    """A choice for each part of the map."""

    evidence = words(_("What shows it"), rows=3, required=False)

    def __init__(self, *args: Any, components: list[Component], source: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        evidence = self.fields.pop("evidence")
        language = get_language() or source
        for each in components:
            self.fields[f"part_{each.number}"] = forms.TypedChoiceField(
                label=said(each.name, source, language)[0],
                choices=[("", _("Not judged")), *SCALE.items()],
                required=False,
                coerce=int,
                empty_value=None,
            )
        self.fields["evidence"] = evidence

    @property
    def steps(self) -> dict[int, int | None]:
        given = self.cleaned_data.items()
        return {int(name.removeprefix("part_")): value for name, value in given if name.startswith("part_")}


class CaseForm(FreshForm):
    title = forms.CharField(label=_("Title"))
    background = words(CASE["background"], required=False)
    purpose = words(CASE["purpose"], required=False)
    process = words(CASE["process"], required=False)
    result = words(CASE["result"], required=False)
    lessons = words(CASE["lessons"], required=False)


def called_members(programme: Programme) -> list[tuple[Application, str]]:
    return [(each, programmes.called(each)) for each in programmes.members(programme)]
