"""On paper and by telephone: where a code from a letter is demanded, it is typed in like the rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.participation.ballots.rules import Held
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import codes, queries

FIELD = "letter_code"


def ask_for_code(form: forms.Form, activity: Activity) -> None:
    """Give a form of staff the field for the code, where one is demanded of those who vote."""
    if queries.demanded(activity, Doing.VOTE) is Proof.CODE:
        form.fields[FIELD] = forms.CharField(
            label=_("Code from the letter"),
            max_length=64,
            help_text=_("Each code counts once, whether the answer comes on the web, on paper or by telephone."),
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )


def held(activity: Activity, cleaned: dict[str, Any]) -> Held | None:
    """Who gave the code, where one was asked for. Raises WrongInput."""
    if FIELD not in cleaned:
        return None
    found = codes.holder(activity, cleaned[FIELD], field=FIELD)
    codes.use(activity, cleaned[FIELD])
    return found
