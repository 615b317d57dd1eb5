"""By what somebody who asks can be found, and how they are to be reached from now on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form
from gehor.ground.people.keeping import LETTER_MOST, NAME_MOST
from gehor.ground.people.models import Contact

from .texts import WAYS


class PersonForm(forms.Form):
    words = forms.CharField(
        label=_("Receipt code, e-mail address, mobile number or name"),
        min_length=3,
        max_length=254,
        help_text=_(
            "What the person has given you. Only those can be found who have a code or have said how to reach them."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class WayForm(Form):
    """One way to reach somebody; what stood there of the same kind is forgotten."""

    kind = forms.ChoiceField(label=_("How"), choices=list(WAYS.items()), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), required=False, max_length=NAME_MOST)
    address = forms.CharField(
        label=_("Address or number"),
        max_length=LETTER_MOST,
        help_text=_("An e-mail address, a mobile number, or a postal address in lines."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def shows(cls, ways: list[Contact]) -> dict[str, str]:
        """What stands there when the page is opened: the way that was given first."""
        return {"kind": ways[0].kind, "name": ways[0].name, "address": ways[0].address} if ways else {}
