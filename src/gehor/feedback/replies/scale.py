"""Questions that are answered on a scale, none of which has to be: of an answer, and of a whole dialogue."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from gehor.ground.forms import Form


class ScaleForm(Form):
    """A row of radio buttons for each question."""

    questions: tuple[str, ...] = ()

    def ask(self, questions: Iterable[str], *, words: Mapping[str, Any], scale: Mapping[int, Any]) -> None:
        """words: question → how it is put · scale: number → what it is called."""
        self.questions = tuple(questions)
        for question in self.questions:
            self.fields[question] = forms.TypedChoiceField(
                label=words[question],
                choices=list(scale.items()),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "scale"}),
            )

    @property
    def ratings(self) -> dict[str, int]:
        """Only what was answered."""
        given = ((question, self.cleaned_data[question]) for question in self.questions)
        return {question: rating for question, rating in given if rating is not None}
