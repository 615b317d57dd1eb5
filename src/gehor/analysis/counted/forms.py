"""Choosing the line that a finding rests on."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gehor.ground.forms import Form
from gehor.ground.languages import LocalText, said
from gehor.planning.models import Activity

from .queries import final_outcomes, table_can_carry

BETWEEN = "\x1f"  # in no key


class LineForm(Form):
    """All tables of what has closed, each with its lines. `chosen`: activity, table and line."""

    line = forms.ChoiceField(label=gettext_lazy("What it rests on"))

    def __init__(self, *args: Any, activities: list[Activity], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {each.number: each for each in activities}
        self.fields["line"].choices = [("", _("– choose –")), *_choices(activities, language)]

    @property
    def chosen(self) -> dict[str, Any]:
        number, table, line = self.cleaned_data["line"].split(BETWEEN)
        return {"activity": self.activities[int(number)], "table": table, "line": line}


def _choices(activities: list[Activity], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    groups = []
    outcomes, named = final_outcomes(activities)
    for activity in (each for each in activities if each.pk in outcomes):
        outcome = outcomes[activity.pk]
        source = activity.dialogue.source_language
        in_words = partial(_in_words, source=source, language=language)
        title = in_words(activity.title)
        for table in outcome.tables:
            at = f"{activity.number}{BETWEEN}{table.key}{BETWEEN}"
            lines = [
                (f"{at}{line.key}", in_words(line.label or named.get(line.key, {})) or line.key)
                for line in table.lines
                if table_can_carry(table, line.key)
            ]
            if table_can_carry(table):
                groups.append((f"{title}: {in_words(table.title)}", [(at, _("The whole table")), *lines]))
    return groups


def _in_words(text: LocalText, *, source: str, language: str) -> str:
    return said(text, source, language)[0]
