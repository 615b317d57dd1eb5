"""What staff fill in: one contribution that came on paper or by phone, a mended wording, a file and its columns."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from gehor.ground import catalogue, clock
from gehor.ground.forms import Form, LocalTextField
from gehor.ground.people.keeping import NewContact
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.queries import participant_by_receipt
from gehor.ground.reading import Table
from gehor.planning.models import Activity
from gehor.process.words import Channel

from .. import reading
from ..ballots import exchanging
from ..earlier import is_held
from ..fields import LANGUAGES, ReceiptField, SubmissionField, TextField, TitleField
from ..models import Contribution, Wording
from ..paper import queries as paper
from ..paper.fields import SheetField, known_sheet
from ..reached import address_field, email_field, name_field
from ..rules import CLOSING_MOST
from ..texts import CHANNELS
from .looking import PART_NAMES, Wanted, own_columns
from .texts import ABOUT, PARTS

FILE_ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm"
_SAMPLE = 40  # characters of a cell beside its column's name


class ClosingForm(Form):
    """Before its last day, for those who counted on it."""

    reason = LocalTextField(
        _("Why you close it early"),
        rows=3,
        longest=CLOSING_MOST,
        help_text=_("Stands on the page of the activity, for everybody to read."),
    )


class TypedIn(Form):
    """How it came, when, in which language, and how the answer reaches whoever said it."""

    sheet = SheetField()
    channel = forms.ChoiceField(label=_("How it came"))
    received_on = forms.DateField(label=_("Day received"), widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    receipt = ReceiptField(
        label=_("Receipt code from before"),
        required=False,
        help_text=_("If the person has said something here before and has the code at hand."),
    )
    name, email, address = name_field(), email_field(), address_field()
    submission = SubmissionField()

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["channel"].choices = [(code, CHANNELS[code]) for code in typed_channels(activity)]
        self.fields["received_on"].widget.attrs["max"] = clock.today().isoformat()
        first = "text"  # with scripts it is the first that the page shows: ballots/type.js
        if not paper.has_runs(activity):
            del self.fields["sheet"]
        elif not self.initial.get("sheet"):
            first = "sheet"
        if first in self.fields:
            self.fields[first].widget.attrs["autofocus"] = not self.is_bound
        self.fields.pop("attachment", None)  # what lies on the desk is not a file

    def clean_sheet(self) -> str:
        return known_sheet(self.cleaned_data["sheet"], self.activity, submission=self.data.get("submission", ""))

    def clean_received_on(self) -> dt.date:
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("It cannot have been received later than today."), code="future")
        return day

    def clean_receipt(self) -> Participant | None:
        return known_participant(self.cleaned_data["receipt"], self.activity)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("email") and cleaned.get("address"):
            self.add_error("address", _("Give an e-mail or a postal address, not both: the answer goes one way."))
        if cleaned.get("name") and not (cleaned.get("email") or cleaned.get("address") or self.errors):
            self.add_error("name", _("A name alone leads nowhere. Give an address too, or leave the name out."))
        participant = cleaned.get("receipt")
        if participant and cleaned.get("sheet"):
            self.add_error("receipt", _("The code of the form is its receipt. Leave this empty."))
        if participant and participant.erased_at and self.contact:
            self.add_error("receipt", _("The person behind that code has been erased, so no address can be kept."))
        return cleaned

    @property
    def contact(self) -> NewContact | None:
        cleaned, language = self.cleaned_data, self.cleaned_data.get("language", "sv")
        name = cleaned.get("name", "")
        if cleaned.get("email"):
            return NewContact(cleaned["email"], Contact.Kind.EMAIL, name, language)
        if cleaned.get("address"):
            return NewContact(cleaned["address"], Contact.Kind.LETTER, name, language)
        return None

    @property
    def received_at(self) -> dt.datetime | None:
        """None for today: it is received as it is typed in."""
        day = self.cleaned_data["received_on"]
        if day == clock.today():
            return None
        return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


class HeldNoteForm(Form):
    """What somebody said at an activity that was held earlier, as it stands in the notes of that time."""

    channel = forms.ChoiceField(label=_("How it came"))
    received_on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    text = TextField(label=_("What was said"), rows=5)
    submission = SubmissionField()

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(code, CHANNELS[code]) for code in typed_channels(activity)]
        first, last = activity.begins_on.isoformat(), activity.ends_on.isoformat()
        self.fields["received_on"].widget.attrs.update(min=first, max=last)
        self.fields["text"].widget.attrs["autofocus"] = not self.is_bound

    @property
    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            **{name: typed[name] for name in ("submission", "channel", "language", "text")},
            "received_at": timezone.make_aware(dt.datetime.combine(typed["received_on"], dt.time(12))),
        }


def typed_channels(activity: Activity) -> list[str]:
    """The ways in which something can come to this activity that somebody types in."""
    return [
        channel.value
        for channel in catalogue.methods()[activity.method].channels
        if channel not in (Channel.WEB, Channel.IMPORT)
    ]


def import_channels(activity: Activity) -> list[tuple[str, Any]]:
    """The ways in which a row of a file may have come, as choices."""
    channels = catalogue.methods()[activity.method].channels
    return [
        (code, CHANNELS[code]) for code in dict.fromkeys([Channel.IMPORT.value, *(each.value for each in channels)])
    ]


class OfSomebodyKnown(forms.Form):
    """A form with the field `receipt`, which becomes the participant who holds it."""

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity

    def clean_receipt(self) -> Participant | None:
        return known_participant(self.cleaned_data["receipt"], self.activity)


def known_participant(typed: str, activity: Activity) -> Participant | None:
    """Whoever holds the receipt code that was read aloud or stands on a form. Raises ValidationError."""
    if not typed.strip():
        return None
    participant = participant_by_receipt(typed)
    if participant is None or participant.organisation_id != activity.dialogue.organisation_id:
        raise forms.ValidationError(
            _("Nobody has that code. Read it once more: it has ten characters, never 0, O, 1, I, L or U."),
            code="unknown",
        )
    return participant


@cache
def _form_class(method_key: str) -> type[forms.Form]:
    method = catalogue.methods()[method_key]
    return type("EnterForm", (TypedIn, method.typed_form or method.form), {})


def enter_form(activity: Activity, language: str, *args: Any, **kwargs: Any) -> Any:
    """The method's form with what is asked of everything that is typed in: one form, one list of errors."""
    return _form_class(activity.method)(
        *args,
        activity=activity,
        setup=activity.setup,
        language=language,
        source=activity.dialogue.source_language,
        **kwargs,
    )


class CorrectForm(Form):
    """What somebody typed wrongly, to be mended. What was first typed is kept, and not shown."""

    title = TitleField(label=_("Title"), required=False)
    text = TextField(label=_("Text"))

    def __init__(self, *args: Any, contribution: Contribution, shown: Wording, **kwargs: Any) -> None:
        super().__init__(*args, initial={"title": shown.title, "text": shown.text}, **kwargs)
        self.fields["text"].widget.attrs["autofocus"] = not self.is_bound
        if not shown.title and "title" not in catalogue.methods()[contribution.activity.method].form.base_fields:
            del self.fields["title"]


class UploadForm(Form):
    """A table with one contribution in each row; or a file of another programme, where the method reads such."""

    exchange = forms.ChoiceField(label=_("What kind of file it is"), required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), at most 20 MB and 50,000 rows. The first row says what the columns hold."),
        widget=forms.FileInput(attrs={"accept": FILE_ENDINGS}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another.")},
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formats = formats = exchanging.read_by(catalogue.methods()[activity.method])
        if not formats:
            del self.fields["exchange"]
            return
        self.fields["exchange"].choices = [
            ("", _("A table: CSV or Excel (.xlsx)")),
            *((each.key, words) for each, words in formats),
        ]
        endings = dict.fromkeys(ending for each, _words in formats for ending in each.endings)
        self.fields["file"].widget.attrs["accept"] = ",".join([FILE_ENDINGS, *endings])
        self.fields["file"].help_text = _("At most 20 MB. Several files can travel as one zip file.")

    def clean(self) -> dict[str, Any]:
        """Where nobody has said what kind of file it is, its name may: what is called .pb or .zip is no table."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ending = PurePath(cleaned["file"].name).suffix.lower() if cleaned.get("file") else ""
        if not cleaned.get("exchange") and ending and ending not in FILE_ENDINGS.split(","):
            cleaned["exchange"] = next((each.key for each, _words in self.formats if ending in each.endings), "")
        return cleaned


class SheetOfBook(forms.CharField):
    """Which sheet of a workbook is read: chosen by a link, as what was chosen for another does not hold for it."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)


class MappingForm(Form):
    """Which column holds what, and what holds for rows that do not say."""

    text = forms.ChoiceField(label=PARTS["text"], required=False)
    title = forms.ChoiceField(label=PARTS["title"], required=False)
    category = forms.ChoiceField(label=PARTS["category"], required=False)
    received = forms.ChoiceField(label=PARTS["received"], required=False)
    channel = forms.ChoiceField(label=PARTS["channel"], required=False)
    language = forms.ChoiceField(label=PARTS["language"], required=False)
    email = forms.ChoiceField(label=PARTS["email"], required=False)
    reference = forms.ChoiceField(label=PARTS["reference"], required=False)
    sheet = SheetOfBook()
    all_channel = forms.ChoiceField(label=_("How rows came that do not say"), required=False)
    all_language = forms.ChoiceField(label=_("Language of rows that do not say"), choices=LANGUAGES, required=False)

    def __init__(self, *args: Any, table: Table, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        columns = [(str(place), _label(table, place)) for place in range(len(table.columns))]
        for part in PART_NAMES:
            self.fields[part].choices = [("", _("– not in the file –")), *columns]
        method = catalogue.methods()[activity.method]
        if method.subjects(activity):
            self.fields["category"].label = ABOUT
        elif not method.categories(activity.setup):
            del self.fields["category"]
        if is_held(activity):
            del self.fields["email"]  # nobody there has asked for an answer here
        self.fields["all_channel"].choices = import_channels(activity)

    @property
    def wanted(self) -> Wanted:
        chosen = {
            part: self.table.columns[int(self.cleaned_data[part])] for part in PART_NAMES if self.cleaned_data.get(part)
        }
        return Wanted(
            reading.Mapping(**{"text": "", **chosen}),
            channel=self.cleaned_data.get("all_channel") or Channel.IMPORT.value,
            language=self.cleaned_data.get("all_language") or "",
        )


def suggested(table: Table, *, activity: Activity) -> Mapping[str, str]:
    """What the mapping form holds before anybody has chosen: a guess by the names of the columns."""
    typed = typed_channels(activity)
    places = {column: str(place) for place, column in enumerate(table.columns)}
    own = set(own_columns(activity, table).values())
    chosen = reading.suggest_mapping(table.columns, table.rows).chosen()
    guessed = {part: places[column] for part, column in chosen if column not in own}
    # What came to a meeting was said at it, also where the file does not say so
    channel = typed[0] if len(typed) == 1 else Channel.IMPORT.value
    usual = {"all_channel": channel, "all_language": activity.dialogue.source_language}
    return {**guessed, **usual, "sheet": table.sheet or ""}


def _label(table: Table, place: int) -> str:
    """The column's name and the first thing that stands in it."""
    first = next((row.cells[place].strip() for row in table.rows[:50] if row.cells[place].strip()), "")
    sample = Truncator(" ".join(first.split())).chars(_SAMPLE)
    name = Truncator(table.columns[place]).chars(60)
    return f"{name} ({sample})" if sample else name
