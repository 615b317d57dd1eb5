"""What the lead settles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground import catalogue
from gehor.ground.forms import FreshForm, LocalTextField, explained
from gehor.ground.languages import said
from gehor.participation.ballots.fields import drawn_by_lot
from gehor.planning.queries import activities

from .rules import LEAST, LIMITED, MOST, MOST_IN_PAIRS, OPTION_MOST, POINTED, POINTS_MOST, Way, lines
from .texts import WAYS


class SetupForm(FreshForm):
    way = forms.ChoiceField(
        label=_("How people say what matters most"),
        choices=lambda: explained({way.value: words for way, words in WAYS.items()}),
        widget=forms.RadioSelect,
        initial=Way.RANK.value,
    )
    options = LocalTextField(
        _("What is chosen among"),
        rows=8,
        required=False,
        longest=MOST * (OPTION_MOST + 1),
        help_text=_(
            "One on each line, at least two. Leave it empty where you choose the categories of an activity below."
        ),
    )
    earlier = forms.TypedChoiceField(
        label=_("Or the categories of an activity in this dialogue"),
        required=False,
        coerce=int,
        empty_value=0,
        choices=[("", _("No, those written above"))],
        help_text=_("As they stand when this activity opens. They do not change after that."),
    )
    points = forms.IntegerField(
        label=_("Points or dots for each person"), min_value=1, max_value=POINTS_MOST, required=False, initial=10
    )
    most = forms.IntegerField(
        label=_("At most so many may be ranked or chosen"),
        min_value=0,
        max_value=MOST,
        required=False,
        help_text=_("Leave it empty if any number may."),
    )
    drawn = drawn_by_lot()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "most": self.initial.get("most") or ""}

    def know(self, dialogue: Any) -> None:
        """Which activities have categories."""
        source, methods = dialogue.source_language, catalogue.methods()
        found = [
            (each.number, f"{each.number}. {said(each.title, source, source)[0]}")
            for each in activities(dialogue)
            if each.method in methods and len(methods[each.method].categories(each.setup)) >= LEAST
        ]
        self.fields["earlier"].choices = [*self.fields["earlier"].choices[:1], *found]

    def clean_options(self) -> dict[str, str]:
        tidied = {language: lines(text) for language, text in self.cleaned_data["options"].items()}
        if len({len(names) for names in tidied.values() if names}) > 1:
            raise forms.ValidationError(
                _("Write equally many lines in every language, in the same order."), code="uneven"
            )
        for names in tidied.values():
            if len(names) > MOST:
                raise forms.ValidationError(_("At most %(most)d lines."), code="too_many", params={"most": MOST})
            long = [name for name in names if len(name) > OPTION_MOST]
            if long:
                raise forms.ValidationError(
                    _("“%(name)s” has more than %(limit)d characters."),
                    code="too_long",
                    params={"name": long[0][:60], "limit": OPTION_MOST},
                )
            twice = [name for name in names if [other.casefold() for other in names].count(name.casefold()) > 1]
            if twice:
                raise forms.ValidationError(
                    _("“%(name)s” stands there more than once."), code="twice", params={"name": twice[0]}
                )
        return {language: "\n".join(names) for language, names in tidied.items() if names}

    def clean_points(self) -> int:
        return self.cleaned_data["points"] or 10

    def clean_most(self) -> int:
        return self.cleaned_data["most"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        written = max((len(lines(text)) for text in cleaned["options"].values()), default=0)
        if cleaned["earlier"] and written:
            self.add_error("earlier", _("Either write what is chosen among, or choose an activity: not both."))
        elif not cleaned["earlier"] and written < LEAST:
            self.add_error("options", _("Write at least two to choose among, or choose an activity."))
        elif cleaned["way"] == Way.PAIRWISE and written > MOST_IN_PAIRS:
            words = _("Two at a time, at most %(most)d can be compared: it becomes too many questions.")
            self.add_error("options", forms.ValidationError(words, code="pairs", params={"most": MOST_IN_PAIRS}))
        elif written and cleaned["way"] in LIMITED and cleaned["most"] > written:
            words = _("There are %(written)d to choose among. Write a smaller number, or leave it empty.")
            self.add_error("most", forms.ValidationError(words, code="most", params={"written": written}))
        if cleaned["way"] not in POINTED:
            cleaned["points"] = 10
        return cleaned
