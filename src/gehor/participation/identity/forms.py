"""What staff settle: how surely people must show who they are."""

from typing import Any

from django import forms
from django.utils.html import format_html

from gehor.ground import catalogue
from gehor.ground.forms import Form
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import rules
from .rules import Demands
from .settling import ready
from .texts import DOINGS, PROOFS


class DemandsForm(Form):
    """One choice for each thing that people can do in the activity. What is left out stays as it was."""

    def __init__(self, data: Any = None, *, activity: Activity, now: Demands | None = None) -> None:
        super().__init__(data, prefix="proof", auto_id=f"proof-{activity.number}-%s")
        method = catalogue.methods()[activity.method]
        self.now = now or rules.suggested(method)
        possible = set(ready(activity))
        for doing in rules.doings(method):
            choices = [
                (proof.value, format_html('<b>{}</b><span class="hint">{}</span>', *PROOFS[proof]))
                for proof in rules.POSSIBLE[doing]
                if proof in possible
            ]
            self.fields[doing.value] = forms.ChoiceField(
                label=DOINGS[doing],
                choices=choices,
                initial=self.now.of(doing).value,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def demands(self) -> dict[Doing, Proof]:
        """What is settled by it, once it is valid."""
        return {Doing(name): Proof(self.cleaned_data[name] or self.now.of(Doing(name)).value) for name in self.fields}

    @property
    def in_words(self) -> list[tuple[Any, Any]]:
        """What is settled now: what people do, and what it takes."""
        return [(field.label, PROOFS[self.now.of(Doing(name))][0]) for name, field in self.fields.items()]
