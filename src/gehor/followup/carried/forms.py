"""The rows of the plan, filled in from what was planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.followup.forms import PromiseForm
from gehor.ground.forms import Form
from gehor.ground.written import LINE

from . import rules
from .actions import Taken
from .queries import Row

PARTS = ("title", "owner", "due_on", "budget_sek")
MUST = ("title", "owner", "due_on")


@dataclass(frozen=True)
class Shown:
    row: Row
    take: forms.BoundField
    fields: tuple[forms.BoundField, ...]
    is_open: bool  # something in it is wrong or missing


class CarryForm(Form):
    """Which rows become measures, and what each is called. `rows`: those that wait."""

    def __init__(self, *args: Any, rows: Sequence[Row], source: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"take_{row.number}"] = forms.BooleanField(label=_("Promise this"), required=False)
            for part in PARTS:
                field = PromiseForm(source=source, decisions=[]).fields[part]
                field.required = field.widget.is_required = False
                self.fields[f"{part}_{row.number}"] = field
            self.initial |= _initial(row)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in self._ticked():
            for part in MUST:
                name = f"{part}_{row.number}"
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, forms.Field.default_error_messages["required"])
        return cleaned

    @property
    def taken(self) -> list[Taken]:
        cleaned = self.cleaned_data
        return [
            Taken(row.number, **{part: cleaned[f"{part}_{row.number}"] for part in PARTS}) for row in self._ticked()
        ]

    def shown(self) -> Iterator[Shown]:
        for row in self.rows:
            fields = tuple(self[f"{part}_{row.number}"] for part in PARTS)
            lacks = any(not self.initial.get(f"{part}_{row.number}") for part in MUST)
            yield Shown(row, self[f"take_{row.number}"], fields, lacks or any(field.errors for field in fields))

    def _ticked(self) -> list[Row]:
        return [row for row in self.rows if self.cleaned_data.get(f"take_{row.number}")]


def _initial(row: Row) -> dict[str, Any]:
    number, planned = row.number, row.action
    return {
        f"take_{number}": row.decision is not None and row.decision.outcome in rules.LEADS_SOMEWHERE,
        f"title_{number}": {language: rules.title_of(words, LINE) for language, words in planned.what.items()},
        f"owner_{number}": planned.who,
        f"due_on_{number}": planned.due_on,
        f"budget_sek_{number}": planned.budget_sek,
    }
