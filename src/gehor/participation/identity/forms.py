"""What staff settle: how surely people must show who they are."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from gehor.ground import catalogue
from gehor.ground.forms import Form
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import rules
from .queries import is_for_children
from .rules import Demands
from .settling import ready
from .texts import DOINGS, PROOFS, PROOFS_TO_READ, READING_HINT


class DemandsForm(Form):
    """One choice for each thing that people can do in the activity. What is left out stays as it was."""

    def __init__(self, data: Any = None, *, activity: Activity, now: Demands | None = None) -> None:
        super().__init__(data, prefix="proof", auto_id=f"proof-{activity.number}-%s")
        method = catalogue.methods()[activity.method]
        self.now = now or rules.suggested(method, activity.setup)
        possible = set(ready(activity))
        for doing in rules.doings(method, activity.setup):
            said = PROOFS_TO_READ if doing is Doing.READ else PROOFS
            choices = [
                (
                    proof.value,
                    format_html('<span><b>{}</b><br><span class="small soft">{}</span></span>', *said[proof]),
                )
                for proof in rules.POSSIBLE[doing]
                if proof in possible
            ]
            self.fields[doing.value] = forms.ChoiceField(
                label=DOINGS[doing],
                choices=choices,
                initial=self.now.of(doing).value,
                required=False,
                widget=forms.RadioSelect,
                help_text=READING_HINT if doing is Doing.READ else "",
            )

        self.fields["children"] = forms.BooleanField(
            label=_("It turns to children"),
            required=False,
            initial=is_for_children(activity),
            help_text=_(
                "The page says in easy words what is asked and why, and asks the age before anything is sent. Whoever "
                "is younger than 13 leaves an e-mail address only when a grown-up who looks after them has said yes."
            ),
        )

    @property
    def for_children(self) -> bool:
        return bool(self.cleaned_data["children"])

    @property
    def doings(self) -> list[Doing]:
        return [Doing(name) for name in self.fields if name != "children"]

    @property
    def demands(self) -> dict[Doing, Proof]:
        """What is settled by it, once it is valid."""
        now = self.now
        return {doing: Proof(self.cleaned_data[doing.value] or now.of(doing).value) for doing in self.doings}

    @property
    def in_words(self) -> list[tuple[Any, Any]]:
        """What is settled now: what people do, and what it takes."""
        return [(DOINGS[doing], PROOFS[self.now.of(doing)][0]) for doing in self.doings]


class CodesForm(Form):
    """How many codes are to be made, and how they are to be printed, in which language."""

    many = forms.IntegerField(label=_("How many letters"), min_value=1, max_value=rules.CODES_MOST)
    shape = forms.ChoiceField(
        label=_("What you get"),
        choices=[
            ("letters", _("Letters to print: a PDF, one page for each code")),
            ("list", _("A list for the printing house: CSV with number, code and address")),
        ],
        initial="letters",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=lambda: [(code, settings.LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES],
        required=False,
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = activity.dialogue.source_language


class RevokeForm(Form):
    """Which codes are to open nothing any more."""

    letter = forms.RegexField(
        label=_("Letter number, or only the number of a batch"),
        regex=r"^\s*\d{1,4}(\s*[-–]\s*\d{1,5})?\s*$",
        max_length=20,
        help_text=_("2–37 stops one letter. 2 stops all letters of batch 2 that have not been used."),
        error_messages={"invalid": _("Write the number as it stands on the letter, such as 2–37.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def batch_and_letter(self) -> tuple[int, int | None]:
        first, _dash, second = self.cleaned_data["letter"].replace("–", "-").partition("-")
        return int(first), int(second) if second.strip() else None
