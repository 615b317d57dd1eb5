"""The code of a sheet, typed or read by a scanner that types for one; and whether it is one that may be typed in."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gehor.ground.languages import said
from gehor.ground.people.receipt import shown
from gehor.planning.models import Activity

from . import queries
from .models import Sheet
from .texts import WHY_INVALID

SAID_OF_CODES = gettext_lazy("Type it, or point a scanner at the square. Leave it empty for a form without a code.")


class SheetField(forms.CharField):
    """First of all, so that a scanner can be pointed at the square before anything is typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=kwargs.pop("label", gettext_lazy("The code of the form")),
            required=kwargs.pop("required", False),
            max_length=300,
            help_text=kwargs.pop("help_text", SAID_OF_CODES),
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "dir": "ltr"}
            ),
            **kwargs,
        )


def known_sheet(typed: str, activity: Activity, *, submission: str = "") -> str:
    """The code of a sheet of this activity that nobody has typed in yet; "" for none. Raises ValidationError.

    submission: the form's own key, by which one that is sent twice is known again.
    """
    if not typed.strip():
        return ""
    sheet = one_of(typed, activity)
    taken = queries.typed_in(sheet)
    if taken and submission not in taken.submissions:
        raise forms.ValidationError(taken_words(sheet, taken), code="typed_before")
    if kept := queries.is_invalid(sheet):
        words = _("The form %(code)s is kept as an invalid ballot: %(why)s. Take that back first if it can be counted.")
        raise forms.ValidationError(
            words % {"code": shown(sheet.code), "why": WHY_INVALID[kept.reason]}, code="invalid"
        )
    return sheet.code


def one_of(typed: str, activity: Activity, *, page: str = "participation:enter") -> Sheet:
    """The sheet of this activity with this code. Raises ValidationError that says what the code is instead.

    page: where codes like it are typed in, for the link to the activity that it belongs to. Whoever may type in here
    may do so in all of the organisation.
    """
    sheet = queries.sheet_by(typed)
    if sheet is None:
        raise forms.ValidationError(
            _("No form has the code %(code)s. Read it once more: it has ten characters, never 0, O, 1, I, L or U.")
            % {"code": queries.code_in(typed)[:20]},
            code="unknown",
        )
    if sheet.run.activity.dialogue.organisation_id != activity.dialogue.organisation_id:
        raise forms.ValidationError(_("That form belongs to somebody else’s dialogue."), code="elsewhere")
    if sheet.run.activity_id != activity.pk:
        raise _elsewhere(sheet, page)
    sheet.run.activity = activity
    return sheet


def _elsewhere(sheet: Sheet, page: str) -> forms.ValidationError:
    """With the link to where it is typed in: see design/field.html."""
    activity = sheet.run.activity
    page = page if queries.is_counted(activity) or page != "paper:again" else "participation:enter"
    title, _language = said(activity.title, activity.dialogue.source_language, get_language() or "sv")
    address = reverse(page, args=[activity.dialogue.slug, activity.number])
    leads_to = f"{address}?{urlencode({'sheet': sheet.code})}"
    words = _("That form belongs to another activity: “%(title)s”.")
    return forms.ValidationError(
        words, code="elsewhere", params={"title": title, "leads_to": leads_to, "link": _("Type it in there")}
    )


def taken_words(sheet: Sheet, taken: queries.TypedIn) -> str:
    return _("The form %(code)s has been typed in already, by %(name)s on %(day)s.") % {
        "code": shown(sheet.code),
        "name": taken.by,
        "day": date_format(timezone.localtime(taken.at), "DATETIME_FORMAT"),
    }


def old_words(sheet: Sheet) -> str:
    """Said of a sheet on which something else is asked than now; "" for one that is as it should be."""
    if not queries.is_old(sheet.run):
        return ""
    return _(
        "What is asked has been changed since this form was printed. Look that the answers belong to the questions."
    )
