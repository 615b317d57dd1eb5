"""The form of a target group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import FreshForm, LocalTextField


class TargetGroupForm(FreshForm):
    name = LocalTextField(
        _("Who"), help_text=_("A group that the question concerns, for example: young people aged 15–29.")
    )
    why = LocalTextField(_("Why they must be reached"), rows=3, help_text=_("What do they know that others do not?"))
    known = LocalTextField(
        _("What is known of them"),
        required=False,
        rows=3,
        help_text=_("How many are they, women and men, ages, where do they live? Say where the figures come from."),
    )
    motive = LocalTextField(
        _("What makes it worth their time"), required=False, rows=3, help_text=_("Ask two or three of them.")
    )
    reached_by = LocalTextField(
        _("How you reach them"),
        rows=3,
        help_text=_(
            "Where are they, who do they trust, in which languages? Adverts and websites do not reach everybody."
        ),
    )
    seldom_heard = forms.BooleanField(
        label=_("Seldom heard"),
        required=False,
        help_text=_("They hardly ever take part unless somebody goes to them."),
    )
    reach_aim = forms.IntegerField(
        label=_("How many you set out to reach"), required=False, help_text=_("People. May be left empty.")
    )
