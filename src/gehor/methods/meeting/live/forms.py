"""What is asked from the floor, and what the room is asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, LocalTextField
from gehor.participation.fields import LANGUAGES, ReceiptField, SubmissionField, TextField
from gehor.participation.forms import Unseen
from gehor.participation.intake.forms import OfSomebodyKnown

from . import rules


class AskForm(OfSomebodyKnown, Unseen, Form):
    """A question from the floor."""

    text = TextField(label=_("Your question"), rows=3, longest=rules.ASKED_MOST)
    language = forms.ChoiceField(label=_("I have written in"), choices=LANGUAGES)
    receipt = ReceiptField(
        label=_("Your receipt code"),
        required=False,
        help_text=_("Not needed. With the code that you got at the door, all of it has one page."),
    )
    submission = SubmissionField()


class VoteForm(Form):
    """One of the answers."""

    option = forms.TypedChoiceField(
        label=_("Your vote"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers.")},
    )

    def __init__(self, *args: Any, options: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = list(enumerate(options))


class PollForm(Form):
    """What the room is asked: short, since it is read from a screen."""

    question = LocalTextField(_("What is voted on?"), help_text=_("One sentence. It stands on the screen."))
    options = LocalTextField(
        _("Answers"),
        rows=4,
        help_text=_("One on each line, two to eight. “Do not know” is an answer too."),
    )

    def clean_question(self) -> dict[str, str]:
        text: dict[str, str] = self.cleaned_data["question"]
        if any(len(words) > rules.QUESTION_MOST for words in text.values()):
            raise ValidationError(
                _("At most %(most)d characters: it is read from a screen."),
                code="too_long",
                params={"most": rules.QUESTION_MOST},
            )
        return text

    def clean_options(self) -> list[dict[str, str]]:
        lines = self.cleaned_data["options"]
        options = rules.options_of(lines)
        if any(len(option) != len(lines) for option in options):
            raise ValidationError(_("Write equally many lines in every language, in the same order."), code="uneven")
        return options
