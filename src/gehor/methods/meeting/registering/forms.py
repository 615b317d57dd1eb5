"""What is asked of those who mean to come, and of those who come in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form
from gehor.ground.people import receipt
from gehor.ground.people.keeping import EMAIL_MOST, NewContact
from gehor.ground.people.models import Participant
from gehor.participation.fields import ReceiptField, SubmissionField
from gehor.participation.forms import Unseen
from gehor.participation.identity import children
from gehor.participation.intake.forms import OfSomebodyKnown, known_participant
from gehor.planning.models import Activity

from . import rules
from .keys import LENGTH, opens

_TYPED_CODE = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}


class RegisterForm(OfSomebodyKnown, Unseen, Form):
    """How many come, what they need, and where the confirmation goes. No name."""

    people = forms.IntegerField(
        label=_("How many are you?"),
        initial=1,
        min_value=1,
        max_value=rules.PARTY_MOST,
        error_messages={
            "min_value": _("Write how many you are: at least %(limit_value)s."),
            "max_value": _("At most %(limit_value)s at a time. If you are more, register once more."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Yourself and those who come with you. Children count."),
    )
    needs = forms.CharField(
        label=_("Do you need something to be able to take part?"),
        required=False,
        max_length=rules.NEEDS_MOST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_(
            "An interpreter, a place for a wheelchair, food that you can eat … Only those who prepare the meeting read "
            "it, and it is thrown away two weeks after the meeting. Leave it empty if you like."
        ),
    )
    email = forms.EmailField(
        label=_("E-mail for confirmation and reminder"),
        required=False,
        max_length=EMAIL_MOST,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "Not needed: you get a code that opens your registration. Without an address we cannot remind you."
        ),
    )
    receipt = ReceiptField(
        label=_("Receipt code from before"),
        required=False,
        help_text=_("If you have taken part in this dialogue before: with the code, all of it has one page."),
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if words := children.refused(cleaned):
            self.add_error("email", words)
        return cleaned

    @property
    def contact(self) -> NewContact | None:
        address = self.cleaned_data.get("email")
        return NewContact(address, language=self.language) if address else None


class ComeForm(Form):
    """Somebody at the door. Staff read a code from a telephone or a printed receipt, or choose from the list."""

    code = forms.CharField(
        label=_("Receipt code"),
        max_length=200,  # a reader of QR codes types the whole address
        widget=forms.TextInput(attrs={**_TYPED_CODE, "autofocus": True}),
        help_text=_("Typed in, or read by a reader for QR codes. Enter, and the next one."),
    )

    def clean_code(self) -> str:
        return code_in(self.cleaned_data["code"])


class HereForm(Form):
    """Whoever comes in on their own telephone. `fresh` is the receipt they get, unless they have one."""

    key = forms.CharField(label=_("Code of the room"), max_length=20, widget=forms.TextInput(attrs=_TYPED_CODE))
    table = forms.IntegerField(
        label=_("Number of your table"),
        min_value=1,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("It stands on the table. Leave it empty, and we choose one with room."),
    )
    receipt = ReceiptField(
        label=_("Your code, if you have registered or taken part before"),
        required=False,
        max_length=200,
    )
    fresh = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["key"].help_text = _("%(count)d characters: they stand on the screen and at the door.") % {
            "count": LENGTH
        }

    def clean_key(self) -> str:
        if not opens(self.activity, self.cleaned_data["key"]):
            raise ValidationError(_("That is not the code of this room. Look at the screen again."), code="wrong")
        return str(self.cleaned_data["key"])

    def clean_receipt(self) -> Participant | None:
        typed = self.cleaned_data["receipt"]
        return known_participant(code_in(typed), self.activity) if typed.strip() else None


def code_in(typed: str) -> str:
    """The receipt code in what was typed, which may be the whole address of a receipt page. Raises ValidationError."""
    code = receipt.normalise(typed.rstrip("/").rpartition("/")[2])
    if not receipt.is_valid(code):
        raise ValidationError(
            _("Nobody has that code. Read it once more: it has ten characters, never 0, O, 1, I, L or U."),
            code="unknown",
        )
    return code
