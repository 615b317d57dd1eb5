"""Which entries of the journal one looks for, and the head of the chain that was kept elsewhere."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gehor.ground.act import RESIDENT
from gehor.ground.organisations.models import Account, Organisation

from . import texts
from .models import Entry
from .naming import Named

BY_ITSELF = "machine"
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2999, 12, 31)  # days beyond them cannot all be counted with
OUTSIDE = _("Choose a day between 2000 and 2999.")


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        within = [each(day, OUTSIDE) for each, day in ((MinValueValidator, FIRST), (MaxValueValidator, LAST))]
        super().__init__(required=False, widget=widget, validators=within, **kwargs)


class SoughtForm(forms.Form):
    """Narrows the journal. Sent by GET, so the address of what was found can be kept and passed on."""

    step = forms.ChoiceField(label=_("Step"), required=False)
    who = forms.ChoiceField(label=_("By whom"), required=False)
    dialogue = forms.TypedChoiceField(label=_("Dialogue"), required=False, coerce=int, empty_value=None)
    since = Day(label=_("From"))
    until = Day(label=_("To"))

    def __init__(self, asked: Any, *, organisation: Organisation, named: dict[int, Named]) -> None:
        super().__init__(asked)
        self._offer("step", _("All steps"), [(heading, _keys(by_step)) for heading, by_step in texts.STAGES])
        people = Account.objects.filter(memberships__organisation=organisation).distinct().order_by("name", "pk")
        colleagues = [(f"account:{pk}", name) for pk, name in people.values_list("pk", "name")]
        others = [(RESIDENT.key, _("A resident")), (BY_ITSELF, _("By itself"))]
        self._offer("who", _("Everybody"), [*colleagues, *others])
        self._offer("dialogue", _("All dialogues"), [(str(pk), each.title) for pk, each in named.items()])

    def _offer(self, name: str, everything: Any, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first. Let it be the same day or a later one."))
        return asked

    def among(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """Those asked for. Where something asked for is no choice, none."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        found = Q()
        if asked["step"]:
            found &= Q(step=asked["step"])
        if asked["who"]:
            found &= Q(actor__startswith="machine:") if asked["who"] == BY_ITSELF else Q(actor=asked["who"])
        if asked["dialogue"]:
            found &= Q(dialogue_id=asked["dialogue"])
        if asked["since"]:
            found &= Q(at__gte=_begins(asked["since"]))
        if asked["until"]:
            found &= Q(at__lt=_begins(asked["until"] + dt.timedelta(days=1)))
        return rows.filter(found)


class HeadForm(forms.Form):
    head = forms.RegexField(
        label=_("Head that you have kept"),
        required=False,
        regex=r"^\s*\d{1,18}:[0-9a-f]{64}\s*$",
        help_text=_("Without one, a chain that was cut off at its end cannot be told from one that ends there."),
        error_messages={
            "invalid": _("A head is a number, a colon and 64 signs. Copy all of it from where you kept it.")
        },
    )

    @property
    def kept(self) -> tuple[int, str] | None:
        number, _colon, digest = self.cleaned_data["head"].strip().partition(":")
        return (int(number), digest) if digest else None


def _begins(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _keys(by_step: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(step.key, words) for step, words in by_step.items()]
