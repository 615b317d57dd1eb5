"""What the lead settles, and a resident's own statement."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.errors import WrongInput
from gehor.ground.forms import FreshForm, LocalTextField
from gehor.ground.sentences import refusal_text
from gehor.participation.ballots.fields import drawn_by_lot
from gehor.participation.fields import LANGUAGES, SubmissionField

from .rules import STATEMENT_LEAST, STATEMENT_MOST, STATEMENTS_MOST, lines, statement_of

LONGEST = STATEMENTS_MOST * (STATEMENT_MOST + 1)


class SetupForm(FreshForm):
    statements = LocalTextField(
        _("Statements to begin with"),
        rows=12,
        longest=LONGEST,
        help_text=_(
            "One on each line, in the voice of somebody who lives here: “There should be more trees by the square.” "
            "One thought in each, on several sides of the question. Ten to twenty are a good beginning."
        ),
    )
    own = forms.BooleanField(
        label=_("Those who take part may add statements"),
        required=False,
        initial=True,
        help_text=_("They are shown at once or when one of you has looked at them, as you choose for what comes in."),
    )
    others = forms.BooleanField(
        label=_("Show how others have voted, on what one has voted on oneself"),
        required=False,
        initial=True,
        help_text=_("Only when at least five have voted on the statement. Otherwise it is shown when all is closed."),
    )
    drawn = drawn_by_lot()

    def clean_statements(self) -> dict[str, str]:
        tidied = {language: lines(text) for language, text in self.cleaned_data["statements"].items()}
        if len({len(texts) for texts in tidied.values() if texts}) > 1:
            raise forms.ValidationError(
                _("Write equally many statements in every language, in the same order."), code="uneven"
            )
        for texts in tidied.values():
            _refuse_nonsense(texts)
        return {language: "\n".join(texts) for language, texts in tidied.items() if texts}


def _refuse_nonsense(texts: list[str]) -> None:
    if len(texts) > STATEMENTS_MOST:
        raise forms.ValidationError(
            _("At most %(limit)d statements; there are %(count)d."),
            code="too_many",
            params={"limit": STATEMENTS_MOST, "count": len(texts)},
        )
    for text in texts:
        if not STATEMENT_LEAST <= len(text) <= STATEMENT_MOST:
            raise forms.ValidationError(
                _("“%(text)s” has %(length)d characters; a statement has %(least)d to %(limit)d."),
                code="length",
                params={
                    "text": text[:60],
                    "length": len(text),
                    "least": STATEMENT_LEAST,
                    "limit": STATEMENT_MOST,
                },
            )
    twice = [text for text in texts if [other.casefold() for other in texts].count(text.casefold()) > 1]
    if twice:
        raise forms.ValidationError(
            _("“%(name)s” stands there more than once."), code="twice", params={"name": twice[0][:60]}
        )


class StatementForm(forms.Form):
    """A statement that somebody adds. known: what is voted on already, as rules.same_text gives it."""

    text = forms.CharField(
        label=_("Your statement"),
        help_text=_("One thought in one sentence, so that others can agree or disagree."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write something.")},
    )
    language = forms.ChoiceField(label=_("I have written in"), choices=LANGUAGES)
    # People do not see this field; programs that fill in every field of every form do.
    leave_empty = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    submission = SubmissionField()

    def __init__(self, data: Any = None, *, language: str, known: Mapping[str, str]) -> None:
        super().__init__(data, initial={"language": language})
        self.known = known

    def clean_text(self) -> str:
        try:
            text = statement_of(self.cleaned_data["text"])
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None
        if text.casefold() in self.known:
            raise forms.ValidationError(
                _("That statement is there already. Vote on it when it comes, or write another."), code="there"
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("leave_empty"):
            raise forms.ValidationError(
                _("Something was filled in that people do not see. Press send once more."), code="machine"
            )
        return cleaned
