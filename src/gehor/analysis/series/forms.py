"""Inviting, ticking who is there, the ballot, and one row of the action plan."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, LocalTextField, VersionedForm
from gehor.ground.people.keeping import LETTER_MOST, NAME_MOST, NewContact
from gehor.ground.people.models import Contact

from . import rules

KINDS = {
    "": _("No address: the person is known by a number"),
    Contact.Kind.EMAIL.value: _("E-mail"),
    Contact.Kind.LETTER.value: _("Letter"),
    Contact.Kind.SMS.value: _("Text message"),
}


class InviteForm(Form):
    kind = forms.ChoiceField(
        label=_("How the person is reached"), choices=list(KINDS.items()), required=False, widget=forms.RadioSelect
    )
    how_many = forms.IntegerField(
        label=_("How many without an address"), min_value=1, max_value=rules.INVITED_MOST, initial=1, required=False
    )
    address = forms.CharField(
        label=_("Address"),
        help_text=_("An e-mail address, a postal address in lines, or a phone number."),
        max_length=LETTER_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name or pseudonym"),
        help_text=_("Not needed. It is kept with the address, and erased with it."),
        max_length=NAME_MOST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    has_agreed = forms.BooleanField(label=_("The person knows that the address is kept, and agrees"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_address = bool(cleaned.get("address"))
        if cleaned.get("kind") and not has_address and "address" not in self.errors:
            self.add_error("address", _("Write the address, or choose that there is none."))
        if has_address and not cleaned.get("kind"):
            self.add_error("kind", _("Choose what kind of address it is."))
        if has_address and not cleaned.get("has_agreed"):
            self.add_error("has_agreed", _("Ask the person, and tick when they agree."))
        if cleaned.get("name") and not has_address:
            self.add_error("name", _("A name alone is not kept. Give an address too, or leave the name out."))
        return cleaned

    def contact(self, language: str) -> NewContact | None:
        cleaned = self.cleaned_data
        if not cleaned["kind"]:
            return None
        return NewContact(cleaned["address"], cleaned["kind"], cleaned["name"], language)


class AttendForm(Form):
    """Each person's table at one meeting."""

    def __init__(self, *args: Any, people: Mapping[int, str], tables: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (0, _("Not here")),
            *((number, _("Table %(number)d") % {"number": number}) for number in range(1, tables + 1)),
        ]
        for participant, name in people.items():
            self.fields[f"person_{participant}"] = forms.TypedChoiceField(
                label=name, choices=choices, coerce=int, required=False, empty_value=0
            )

    @property
    def tables(self) -> dict[int, int]:
        return {int(name.removeprefix("person_")): table for name, table in self.cleaned_data.items()}


class OpenForm(Form):
    activity = forms.TypedChoiceField(label=_("Meeting"), coerce=int)
    dots = forms.IntegerField(
        label=_("Dots for each participant"),
        help_text=_(
            "At most one on each category. Three to five are usual; fewer than a third of the categories is wise."
        ),
        min_value=1,
        max_value=rules.DOTS_MOST,
    )

    def __init__(self, *args: Any, meetings: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = list(meetings)


class MakeForm(Form):
    number = forms.IntegerField(label=_("How many ballots"), min_value=1, max_value=rules.BALLOTS_MOST)


class CodeForm(Form):
    code = forms.CharField(
        label=_("The code on the ballot"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )


class BallotForm(Form):
    """The categories, to tick. That there are too many is said by the action, so that nothing is lost."""

    dots = forms.TypedMultipleChoiceField(
        label=_("What matters most?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, options: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dots"].choices = list(options)


class EnterForm(BallotForm):
    """One ballot from paper."""

    code = CodeForm.base_fields["code"]
    field_order = ("code", "dots")


class ActionForm(VersionedForm):
    what = LocalTextField(
        _("What shall be done"),
        rows=4,
        longest=rules.ACTION_LONGEST,
        help_text=_("If nothing is to be done, say so here, and why."),
    )
    who = forms.CharField(label=_("Responsible"), max_length=rules.WHO_LONGEST, required=False)
    due_on = forms.DateField(
        label=_("Done by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    budget_sek = forms.IntegerField(
        label=_("Budget in kronor"),
        help_text=_("Leave it empty when it costs nothing extra, or nobody knows yet."),
        min_value=0,
        max_value=rules.SEK_MOST,
        required=False,
    )
