"""What may be asked of the register and of the programme."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.portal.texts import STAGES
from gehor.process.stages import Stage

from . import queries
from .queries import Entry
from .texts import STATUSES


class RegisterForm(forms.Form):
    """Which dialogues to show. Offers what there is."""

    q = forms.CharField(
        label=_("Word"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    year = forms.TypedChoiceField(
        label=_("Year"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("There is no dialogue from that year. Choose one of the years.")},
    )
    status = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the words for where a dialogue stands.")},
    )
    body = forms.TypedChoiceField(
        label=_("Responsible body"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("No dialogue belongs to that body. Choose one of the bodies.")},
    )

    def __init__(self, asked: Any, *, rows: Iterable[Entry]) -> None:
        super().__init__(asked)
        rows = list(rows)
        years = sorted({each.year for each in rows}, reverse=True)
        stages = {each.stage for each in rows}
        bodies = [body for body, _rows in queries.by_body(rows) if body is not None]
        self._offer("year", _("All years"), [(str(year), str(year)) for year in years])
        words = [(stage.value, STAGES[stage]) for stage in Stage if stage in stages]
        self._offer("status", _("All"), [*words, *STATUSES.items()])
        self._offer("body", _("All bodies"), [(str(body.pk), body.name) for body in bodies])

    def _offer(self, name: str, everything: Any, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]

    def rows(self, rows: Iterable[Entry]) -> list[Entry]:
        asked = self.cleaned_data
        return queries.asked_for(rows, year=asked["year"], status=asked["status"], body=asked["body"], word=asked["q"])

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as it stands in an address."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class YearForm(forms.Form):
    """Which year to show. Any year may be asked for; those with dialogues are offered."""

    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1900,
        max_value=2200,
        error_messages={
            name: _("That is not a year that can be shown. Choose one of the years.")
            for name in ("invalid", "min_value", "max_value")
        },
    )

    def __init__(self, asked: Any, *, years: Iterable[int], today: int) -> None:
        super().__init__(asked if asked.get("year") else {"year": today})
        self.today = today
        offered = {*years, today}
        if self.is_valid():
            offered.add(self.shown)
        self.fields["year"].widget = forms.Select(choices=[(year, str(year)) for year in sorted(offered)])

    @property
    def shown(self) -> int:
        """The year asked for, this year where none was."""
        return self.cleaned_data.get("year") or self.today
