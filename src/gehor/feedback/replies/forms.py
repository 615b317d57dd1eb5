"""What participants and staff fill in about answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.feedback.models import Answer
from gehor.ground.design.texts import CHANNELS
from gehor.ground.forms import Form, LocalTextField, VersionedForm
from gehor.ground.languages import LocalText, said
from gehor.participation.fields import LANGUAGES, TextField
from gehor.planning.models import Dialogue
from gehor.process.ratings import OF_ANSWERS

from . import rules
from .models import Round
from .scale import ScaleForm
from .texts import KINDS, QUESTIONS, SCALE


def local(text: LocalText, dialogue: Dialogue) -> str:
    """The words as the reader of the form reads them."""
    return said(text, dialogue.source_language, get_language() or dialogue.source_language)[0]


def channel_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How it came"),
        widget=forms.RadioSelect,
        choices=[(channel.value, CHANNELS[channel.value]) for channel in rules.ENTERED_BY],
    )


class CorrectForm(Form):
    """What is wrong with an answer. `about` only where there are several to choose among."""

    about = forms.TypedChoiceField(label=_("Which answer is it about?"), coerce=int, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        choices=[(kind.value, words[0]) for kind, words in KINDS.items()],
    )
    text = TextField(
        label=_("Tell us what you meant, or what you want an answer to"),
        rows=5,
        longest=rules.CORRECTION_LONGEST,
        help_text=_("Name nobody: when we have read it, it may be shown to everybody, beside your contribution."),
    )

    def __init__(self, *args: Any, answers: Sequence[Answer], source: str, **kwargs: Any) -> None:
        super().__init__(*args, source=source, **kwargs)
        self.answers = {each.pk: each for each in answers}
        if len(answers) < 2:
            del self.fields["about"]
            return
        language = get_language() or source
        self.fields["about"].choices = [
            (each.pk, f"{each.decision.weighs.number}. {said(each.decision.weighs.statement, source, language)[0]}")
            for each in answers
        ]

    @property
    def given(self) -> dict[str, Any]:
        number = self.cleaned_data.get("about")
        answer = self.answers[number] if number else next(iter(self.answers.values()), None)
        return {"answer": answer, "kind": self.cleaned_data["kind"], "text": self.cleaned_data["text"]}


class EnterForm(Form):
    """A correction that came on paper, by phone or at a meeting."""

    channel = channel_field()
    reference = forms.CharField(
        label=_("Number of the contribution"),
        max_length=20,
        help_text=_("It stands on the answer sheet and beside the contribution. Do not ask for the receipt code."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    finding = forms.IntegerField(
        label=_("Number of the finding"),
        required=False,
        min_value=1,
        help_text=_("Only when the contribution has got several answers."),
    )
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        choices=[(kind.value, words[1]) for kind, words in KINDS.items()],
    )
    text = TextField(label=_("In their words"), rows=5, longest=rules.CORRECTION_LONGEST)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial=get_language)


def _shown() -> TextField:
    return TextField(
        label=_("The correction as everybody may read it"),
        required=False,
        rows=4,
        longest=rules.CORRECTION_LONGEST,
        help_text=_("Take away what names somebody or could harm somebody. Empty, and the text is not shown."),
    )


class ShowForm(Form):
    """Read it, and let everybody read it."""

    shown = _shown()


class ReplyForm(VersionedForm):
    """The reply to a correction, and perhaps a new answer."""

    shown = _shown()
    text = LocalTextField(
        _("Reply"),
        rows=5,
        longest=rules.REPLY_LONGEST,
        help_text=_("Say whether the answer changes, and if not, why. The participant and everybody may read it."),
    )
    anew = LocalTextField(
        _("The answer from now on"),
        rows=8,
        help_text=_(
            "Leave it as it is when the correction does not change it. If you change it, it sets out again to "
            "everybody whom it concerns, and the earlier one stays readable."
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, has_answer: bool, is_read: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_answer:
            del self.fields["anew"]
        if is_read:
            del self.fields["shown"]


class AnewForm(Form):
    anew = LocalTextField(
        _("The new answer"),
        rows=8,
        help_text=_("Say what was decided, what it means for those who asked, and why. Short sentences."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def given(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["anew"], "version": self.cleaned_data["version"]}


class ExplainForm(Form):
    why = LocalTextField(
        _("Why does the answer stand?"),
        rows=5,
        longest=rules.REPLY_LONGEST,
        help_text=_("Public, beside the answer."),
    )

    @property
    def given(self) -> dict[str, Any]:
        return {"why": self.cleaned_data["why"]}


class RateForm(ScaleForm):
    """Three short questions. None of them has to be answered, but one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(OF_ANSWERS, words=QUESTIONS, scale=SCALE)


class EnterRatingForm(RateForm):
    """One paper form, or what somebody said at a meeting or by phone, typed in by staff."""

    def __init__(self, *args: Any, rounds: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {each.answer.decision.weighs.number: each for each in rounds}
        about = forms.TypedChoiceField(
            label=_("Which answer is it about?"),
            coerce=int,
            choices=[
                (number, f"{number}. {local(each.answer.decision.weighs.statement, each.answer.dialogue)}")
                for number, each in self.rounds.items()
            ],
        )
        self.fields = {"about": about, "channel": channel_field(), **self.fields}

    @property
    def asked(self) -> Round:
        return self.rounds[self.cleaned_data["about"]]

    @property
    def given(self) -> dict[str, Any]:
        return {"channel": self.cleaned_data["channel"], "ratings": self.ratings}
