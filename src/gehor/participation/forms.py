"""The form of the one page for all methods: a method's own fields, and what is asked the same everywhere."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground import catalogue, pace
from gehor.ground.maps.fields import show_map_on
from gehor.ground.people.keeping import EMAIL_MOST, NewContact
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import participant_by_receipt
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing

from . import rules
from .ballots.models import Voter
from .fields import LANGUAGES, ReceiptField, SubmissionField
from .identity import children
from .models import Contribution
from .queries import Entrance, Narrowed
from .texts import CHANNELS

LEAVE_EMPTY = "leave_empty"


class Unseen(forms.Form):
    """A field that people do not see; programs that fill in every field of every form do, and at once."""

    leave_empty = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.pop(LEAVE_EMPTY, ""):
            self.data = self.data.copy()
            self.data[LEAVE_EMPTY] = ""  # whose browser filled it in gets through by sending again
            raise forms.ValidationError(
                _("Something was filled in that people do not see. Press send once more."), code="machine"
            )
        if "submission" in self.fields and pace.is_too_quick(self.data.get(pace.FIELD, "")):
            quick = _("That went quicker than anybody can read. Press send once more.")
            self.add_error(None, forms.ValidationError(quick, code="quick"))  # beside all else that is to be mended
        return cleaned


class AskedEverywhere(Unseen):
    """Language, how to be answered, and a receipt from before. None of it has to be given."""

    language = forms.ChoiceField(label=_("I have written in"), choices=LANGUAGES, required=False)
    email = forms.EmailField(
        label=_("E-mail for the answer"),
        required=False,
        max_length=EMAIL_MOST,
        help_text=_(
            "Not needed. We use the address only for this dialogue: the receipt, the answer, what happens afterwards, "
            "and some questions about how it was. It is kept apart from what you write, is never shown, and you can "
            "erase it yourself."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    receipt = ReceiptField(
        label=_("Receipt code from before"),
        required=False,
        help_text=_("If you have sent something in this dialogue before: with the code, all of it has one page."),
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or self.fields["language"].initial or self.dialogue.source_language

    def clean_receipt(self) -> Participant | None:
        typed = self.cleaned_data["receipt"].strip()
        if not typed:
            return None
        participant = participant_by_receipt(typed)
        if participant is None or not _took_part(participant, self.dialogue):
            raise forms.ValidationError(
                _("No one in this dialogue has that code. Look at it again, or leave the field empty."), code="unknown"
            )
        return participant

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if words := children.refused(cleaned):
            self.add_error("email", words)
        participant = cleaned.get("receipt")
        if participant and participant.erased_at and cleaned.get("email"):
            self.add_error("email", _("The person behind that receipt code has been erased. Leave one of them empty."))
        return cleaned

    def full_clean(self) -> None:
        """As always; and when something must be mended, a chosen file has to be chosen again: browsers see to that."""
        super().full_clean()
        if self.is_bound and self.errors:
            self.ask_for_files_again()

    def ask_for_files_again(self) -> None:
        for name, file in self.files.items():
            if name in self.fields and name not in self.errors:
                words = _("Choose the file “%(name)s” again: a form that comes back cannot keep it.")
                self.add_error(name, forms.ValidationError(words, code="again", params={"name": file.name}))

    @property
    def contact(self) -> NewContact | None:
        address = self.cleaned_data.get("email")
        return NewContact(address, language=self.fields["language"].initial or "sv") if address else None


def _took_part(participant: Participant, dialogue: Dialogue) -> bool:
    said = Contribution.objects.filter(participant=participant, dialogue=dialogue)
    return said.exists() or Voter.objects.filter(participant=participant, activity__dialogue=dialogue).exists()


@cache
def form_class(asked: type[forms.Form]) -> type[forms.Form]:
    """A method's form with what is asked everywhere: one form, one list of errors."""
    return type("TakePartForm", (AskedEverywhere, asked), {})


def take_part_form(
    activity: Activity, language: str, *args: Any, asked: type[forms.Form] | None = None, **more: Any
) -> forms.Form:
    """The form of one activity. args: the data and files that were sent, or none. asked: another than the method's."""
    form = form_class(asked or catalogue.methods()[activity.method].form)(
        *args,
        **more,
        setup=activity.setup,
        language=language,
        source=activity.dialogue.source_language,
        dialogue=activity.dialogue,
    )
    children.ask(form, activity)
    return prepared(form, language)


def web_form(entrance: Entrance, *sent: Any, asked: type[forms.Form] | None = None) -> forms.Form:
    """The form of one activity on the web. What one must have shown before one sends it is not asked too."""
    form = take_part_form(entrance.activity, get_language() or "sv", *sent, asked=asked)
    if hasattr(form, "already_shown"):
        form.already_shown(entrance.demands.of(Doing.COMMENT))
    return form


def prepared(form: forms.Form, language: str) -> Any:
    """A form with what is asked everywhere, for a reader of this language."""
    show_map_on(form, form.dialogue.organisation)
    form.fields["language"].initial = language
    return form


class NarrowForm(forms.Form):
    """Which contributions somebody wants to see. Whatever cannot be meant is taken as nothing."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    category = forms.ChoiceField(label=_("Category"), required=False)
    channel = forms.ChoiceField(label=_("Came by"), required=False)

    def __init__(self, data: Any, *, channels: Iterable[str], categories: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["category"].choices = [("", _("All")), *categories.items()]
        self.fields["channel"].choices = [("", _("All ways")), *((code, CHANNELS[code]) for code in channels)]
        if not categories:
            del self.fields["category"]
        if len(self.fields["channel"].choices) < 3:
            del self.fields["channel"]
        self.is_valid()

    @property
    def narrowed(self) -> Narrowed:
        cleaned = self.cleaned_data
        return Narrowed(
            category=cleaned.get("category", ""),
            channel=cleaned.get("channel", ""),
            words=rules.tidy_line(cleaned.get("q", "")),
        )
