"""What to share and with whom, whose feeds to listen to, and what to compare."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form

from . import texts
from .models import Source
from .rules import INDICATORS, SIZES, Audience, Part
from .shown import size

NOBODY = ""
FEW_TO_CHOOSE = 2  # of fewer there is nothing to choose


class ShareForm(Form):
    """One choice for each part."""

    inhabitants = forms.IntegerField(
        label=_("Inhabitants"),
        required=False,
        min_value=1,
        help_text=_("So that others can compare themselves with organisations of your size."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[part.value] = forms.ChoiceField(
                label=texts.PARTS[part][0],
                help_text=texts.PARTS[part][1],
                choices=[(NOBODY, _("Nobody")), *((each.value, texts.AUDIENCES[each]) for each in Audience)],
                required=False,
            )
        self.order_fields([*(part.value for part in Part), "inhabitants"])

    @property
    def parts(self) -> dict[Part, Audience]:
        return {part: Audience(self.cleaned_data[part.value]) for part in Part if self.cleaned_data[part.value]}


class ListenForm(Form):
    what = forms.ChoiceField(label=_("What you listen to"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("What you call it"), max_length=120, help_text=_("For example Bortby kommun."))
    address = forms.CharField(
        label=_("Address"),
        help_text=_(
            "Of an organisation: the link that you have been given, or the address of its page. Of a library: "
            "its address."
        ),
        widget=forms.URLInput(),
    )

    def __init__(self, *args: Any, may_library: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whats = [what for what in Source.What if may_library or what != Source.What.LIBRARY]
        self.fields["what"].choices = [(what.value, texts.WHATS[what]) for what in whats]
        self.initial.setdefault("what", Source.What.ORGANISATION.value)
        if len(whats) == 1:
            self.fields["what"].widget = forms.HiddenInput()


class CompareForm(Form):
    """Sent by GET, so that the address holds what is compared. What it does not know falls back."""

    show = forms.ChoiceField(label=_("Figure"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    size = forms.ChoiceField(label=_("Inhabitants"), required=False)
    others = forms.MultipleChoiceField(
        label=_("With whom"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: with all.")
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = [(code, texts.INDICATORS[code].name) for code in INDICATORS]
        self.fields["kind"].choices = [("", _("Any kind")), *texts.KINDS.items()]
        self.fields["size"].choices = [("", _("Any size")), *((str(n), size(n)) for n in range(len(SIZES) + 1))]
        self.fields["others"].choices = others
        if len(others) < FEW_TO_CHOOSE:
            del self.fields["others"]

    def chosen(self, name: str) -> str:
        """What is chosen, if it can be; else the first that can."""
        given, possible = str(self.data.get(name, "")), [code for code, _words in self.fields[name].choices]
        return given if given in possible else possible[0]

    @property
    def chosen_others(self) -> set[str]:
        possible = {key for key, _name in self.fields["others"].choices} if "others" in self.fields else set()
        return possible & set(self.data.getlist("others"))
