"""Where an activity turns to children: their age is asked before anything is stored, and is not stored itself.

From 13 years a child decides on their own address (prop. 2017/18:105); for a younger one somebody who looks after them
does. What is said needs nobody's leave: it is given without a name, as a public task, and counts like all other.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.planning.models import Activity

from . import queries
from .rules import Age, may_leave_address

AGES = {
    Age.UNDER_13: _("Younger than 13"),
    Age.TEENAGER: _("13 to 17 years"),
    Age.GROWN_UP: _("18 years or older"),
}


def ask(form: forms.Form, activity: Activity) -> None:
    """Give a public form the questions that come first where children are meant."""
    if queries.is_for_children(activity):
        ask_in(form)


def ask_in(form: forms.Form) -> None:
    form.fields["age"] = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[(age.value, words) for age, words in AGES.items()],
        widget=forms.RadioSelect,
        help_text=_("We do not save what you answer here."),
    )
    form.fields["guardian"] = forms.BooleanField(
        label=_("I am younger than 13, and a grown-up who looks after me says that you may write to me"),
        required=False,
    )


def refused(cleaned: dict[str, Any]) -> Any:
    """What is wrong with leaving an address or a number, or nothing."""
    age, ways = cleaned.get("age"), (cleaned.get("email"), cleaned.get("phone"))
    if not age or not any(ways) or may_leave_address(Age(age), guardian=bool(cleaned.get("guardian"))):
        return ""
    return _(
        "You are younger than 13, so ask a grown-up who looks after you. Tick the box when they have said yes. If you "
        "leave no address you can take part anyway."
    )
