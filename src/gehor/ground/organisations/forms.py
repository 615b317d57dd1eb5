"""The organisation's own house: settings, who works here, political bodies."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gehor.ground import addresses, written
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField, WrittenField, explained

from .models import Body
from .queries import bodies
from .rules import LOGO_MOST_BYTES, NAME_MOST, PHONE_MOST, POSTAL_ADDRESS_MOST, is_colour
from .texts import BODY_KINDS, ROLES

NAME, PHONE = partial(written.line, longest=NAME_MOST), partial(written.line, longest=PHONE_MOST)
POSTAL_ADDRESS = partial(written.text, longest=POSTAL_ADDRESS_MOST)


class SettingsForm(FreshForm):
    name = WrittenField(NAME, label=_("Name"), help_text=_("As residents know it, for example Älvsala kommun."))
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_(
            "One colour of your graphic profile: # and six signs. "
            "Lighter and darker shades are worked out so that text can be read."
        ),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 2 MB. It is redrawn, without hidden information from the file."),
    )
    without_logo = forms.BooleanField(label=_("Show no logo"), required=False)
    introduction = LocalTextField(
        _("Introduction"),
        required=False,
        rows=4,
        help_text=_("Stands at the top of your page: what you hold dialogues about, and why it is worth taking part."),
    )
    contact_email = WrittenField(
        addresses.email,
        label=_("E-mail address for questions"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    contact_phone = WrittenField(PHONE, label=_("Phone number"), required=False)
    postal_address = WrittenField(
        POSTAL_ADDRESS,
        label=_("Postal address"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands on printed answers."),
    )
    requires_second_factor = forms.BooleanField(
        label=_("Everybody who works here signs in with a second factor"),
        required=False,
        help_text=_(
            "An app on the phone gives a code at every sign-in. Whoever has none yet, you too, is asked to set it up "
            "before the next page."
        ),
    )

    def clean_colour(self) -> str:
        colour = self.cleaned_data["colour"]
        if not is_colour(colour):
            self.refuse(WrongInput("not_a_colour", field="colour"))
        return colour

    def clean_logo(self) -> bytes | None:
        chosen = self.cleaned_data["logo"]
        return chosen.read(LOGO_MOST_BYTES + 1) if chosen else None


class MemberForm(Form):
    name = WrittenField(NAME, label=_("Name"), help_text=_("First name and surname."))
    email = WrittenField(
        addresses.email,
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("At work. The sign-in code is sent there."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        choices=lambda: explained({role: (capfirst(name), what) for role, (name, what) in ROLES.items()}),
    )
    language = forms.ChoiceField(label=_("Language of messages to this person"), choices=lambda: _languages())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class BodyForm(Form):
    name = forms.CharField(label=_("Name"), help_text=_("As in its minutes, for example Barn- och utbildningsnämnden."))
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(BODY_KINDS.items()))


class DissolveForm(Form):
    dissolved_on = forms.DateField(
        label=_("First day without it"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("What it decides until then is its own. Most often 1 January, when a new term begins."),
    )
    successor = forms.ModelChoiceField(
        label=_("Who takes over"),
        queryset=None,
        required=False,
        empty_label=_("Nobody: each dialogue chooses"),
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = bodies(body.organisation).exclude(pk=body.pk)


def _languages() -> list[tuple[str, str]]:
    return [(code, settings.LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES]
