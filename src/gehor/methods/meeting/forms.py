"""What the lead settles about a meeting, what is noted, and who was there."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.languages import said
from gehor.ground.people.keeping import EMAIL_MOST, LETTER_MOST, NAME_MOST, NewContact
from gehor.ground.people.models import Contact, Participant
from gehor.ground.sentences import refusal_text
from gehor.participation.fields import LANGUAGES, ReceiptField, SubmissionField, TextField
from gehor.participation.intake.forms import known_participant
from gehor.planning.models import Activity

from . import rules
from .models import Seat
from .moving import PARTS, REASON_MOST
from .registering.rules import CAPACITY_MOST
from .rules import Place, Room


class SetupForm(FreshForm):
    date = forms.DateField(label=_("Day of the meeting"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Ends at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    place = LocalTextField(_("Place"), help_text=_("House, room and street, as somebody who is new here would ask."))
    how_to_come = LocalTextField(
        _("How to come there, and what helps"),
        rows=4,
        required=False,
        help_text=_("Bus, parking, entrance without steps, hearing loop, interpreter, food, minding of children."),
    )
    agenda = LocalTextField(
        _("Agenda"),
        rows=5,
        required=False,
        help_text=_("One point on each line, with the time first if you like: “18.00 Welcome, and coffee”."),
    )
    registers = forms.BooleanField(
        label=_("People register beforehand"),
        required=False,
        help_text=_("Without an account and without a name. Whoever comes without having registered is welcome too."),
    )
    capacity = forms.IntegerField(
        label=_("Number of places"),
        min_value=1,
        max_value=CAPACITY_MOST,
        required=False,
        help_text=_("When all are taken, people come on a waiting list. Leave it empty if there is room for all."),
    )
    registers_until = forms.DateField(
        label=_("Last day to register"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty for the day of the meeting."),
    )
    tables = forms.IntegerField(
        label=_("Number of tables"),
        min_value=1,
        max_value=rules.TABLES_MOST,
        help_text=_("Six to eight people at each table, and one who takes notes, works well."),
    )
    questions = LocalTextField(
        _("Questions of the rounds"),
        rows=4,
        required=False,
        help_text=_("One on each line, or none. Each note then belongs to the round in which it was said."),
    )

    def clean_date(self) -> str:
        return str(self.cleaned_data["date"].isoformat())

    def clean_starts(self) -> str:
        return _clock_time(self.cleaned_data["starts"])

    def clean_ends(self) -> str:
        return _clock_time(self.cleaned_data["ends"])

    def clean_questions(self) -> dict[str, str]:
        return _lines(self.cleaned_data["questions"], most=rules.QUESTIONS_MOST)

    def clean_agenda(self) -> dict[str, str]:
        return _lines(self.cleaned_data["agenda"], most=rules.AGENDA_MOST)

    def clean_registers_until(self) -> str:
        day = self.cleaned_data["registers_until"]
        return str(day.isoformat()) if day else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", _("A meeting ends after it begins."))
        if cleaned.get("registers_until", "") > cleaned.get("date", "9999"):
            self.add_error("registers_until", _("The last day to register is the day of the meeting, or before it."))
        return cleaned


def _why() -> LocalTextField:
    return LocalTextField(
        _("Why"),
        rows=3,
        longest=REASON_MOST,
        help_text=_("Stands on the page of the meeting, and in the message to those who have registered."),
    )


class MoveForm(SetupForm):
    """When and where alone, and why, of a meeting that people may have registered for."""

    reason = _why()

    def __init__(self, *args: Any, setup: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial={name: setup.get(name, "") for name in PARTS}, **kwargs)
        for name in self.fields.keys() - {*PARTS, "reason", "seen"}:
            del self.fields[name]
        if not setup.get("registers"):
            del self.fields["registers_until"]

    @property
    def moved(self) -> dict[str, Any]:
        """What the action asks for: where to, and why."""
        to = dict(self.cleaned_data)
        return {"reason": to.pop("reason"), "to": to}


class CallOffForm(Form):
    """Beside the other on one page, so its fields have names of their own."""

    reason = _why()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="off", **kwargs)


def _lines(text: Mapping[str, str], *, most: int) -> dict[str, str]:
    """Lines, equally many in every language. Raises ValidationError."""
    written = {language: rules.lines_of(lines) for language, lines in text.items()}
    if len({len(lines) for lines in written.values()}) > 1:
        raise forms.ValidationError(_("Write equally many lines in every language, in the same order."), code="uneven")
    if any(len(lines) > most for lines in written.values()):
        raise forms.ValidationError(_("At most %(most)d lines."), code="too_many", params={"most": most})
    return {language: "\n".join(lines) for language, lines in written.items() if lines}


def _clock_time(time: dt.time | None) -> str:
    return time.strftime("%H:%M") if time else ""


class NoteForm(forms.Form):
    """One note, as any method's form: typed in afterwards from a table's sheet."""

    text = TextField(label=_("What was said"), rows=5)
    table = forms.IntegerField(label=_("Table"), min_value=1, required=False)
    person = forms.IntegerField(
        label=_("Person at the table"),
        min_value=1,
        max_value=rules.PEOPLE_MOST,
        required=False,
        help_text=_("Leave it empty for what the whole table says."),
    )
    round = forms.TypedChoiceField(label=_("Round"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, setup: Mapping[str, Any], language: str = "sv", source: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].max_value = rules.tables(setup)
        self.fields["table"].validators = forms.IntegerField(min_value=1, max_value=rules.tables(setup)).validators
        rounds = round_choices(setup, source=source, language=language)
        self.fields["round"].choices = [("", _("No round")), *rounds]
        if not rounds:
            del self.fields["round"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("person") and not cleaned.get("table") and "table" not in self.errors:
            self.add_error("table", refusal_text(WrongInput("person_without_table")))
        return cleaned


def round_choices(setup: Mapping[str, Any], *, source: str, language: str) -> list[tuple[str, str]]:
    asked = rules.questions(setup)
    return [(str(number), f"{number}. {said(text, source, language)[0]}") for number, text in enumerate(asked, 1)]


class LineForm(Form):
    """One line at the speed of talk. table and person: where the line before belonged."""

    line = forms.CharField(label=_("What was said"), strip=False, required=False)
    table = forms.IntegerField(required=False, widget=forms.HiddenInput)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    round = forms.TypedChoiceField(label=_("Round"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    submission = SubmissionField()

    def __init__(self, *args: Any, activity: Activity, room: Room, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity, self.room = activity, room
        self.fields["line"].widget.attrs.update(
            {"autofocus": True, "autocomplete": "off", "enterkeyhint": "send", "dir": "auto"}
        )
        rounds = round_choices(activity.setup, source=activity.dialogue.source_language, language=reader)
        self.fields["round"].choices = rounds
        if not rounds:
            del self.fields["round"]

    @property
    def before(self) -> Place | None:
        """Where the last note was taken, if it still can be."""
        table, person = self.cleaned_data.get("table"), self.cleaned_data.get("person")
        if not table:
            return None
        place = Place(table, person)
        try:
            rules.check_place(place, self.room)
        except WrongInput:
            return None
        return place


class PageForm(LineForm):
    """A whole page of notes, one on each line."""

    line = forms.CharField(
        label=_("Notes, one on each line"), strip=False, widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].widget.attrs.pop("enterkeyhint")


class CorrectForm(Form):
    """A note as it was typed, to be typed again."""

    line = forms.CharField(label=_("What was said"), strip=False, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].widget.attrs.update({"autofocus": not self.is_bound, "autocomplete": "off"})


class AttendanceForm(Form):
    """How many sit at each table; a table that is left empty has not been counted yet."""

    def __init__(self, *args: Any, tables: int, people: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, initial={f"table_{number}": count for number, count in people.items()}, **kwargs)
        for number in range(1, tables + 1):
            self.fields[f"table_{number}"] = forms.IntegerField(
                label=_("Table %(number)d") % {"number": number},
                min_value=0,
                max_value=rules.PEOPLE_MOST,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def people(self) -> dict[int, int]:
        """Only the tables whose number has changed."""
        counted = {int(name.partition("_")[2]): count for name, count in self.cleaned_data.items() if count is not None}
        return {number: count for number, count in counted.items() if self.initial.get(f"table_{number}") != count}


class SeatForm(Form):
    """Who sits there: somebody from before, and an address if the person wants the answer sent."""

    earlier = forms.ChoiceField(label=_("Sat at an earlier meeting"), required=False)
    receipt = ReceiptField(
        label=_("Or has a receipt code"),
        required=False,
    )
    name = forms.CharField(
        label=_("Name"), required=False, max_length=NAME_MOST, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=EMAIL_MOST, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    address = forms.CharField(
        label=_("Postal address"),
        required=False,
        max_length=LETTER_MOST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    has_agreed = forms.BooleanField(label=_("The person has heard this and agrees"), required=False)

    def __init__(
        self, *args: Any, activity: Activity, earlier: list[tuple[str, str]], may_give_contact: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["earlier"].choices = [("", _("No, or not known")), *earlier]
        if not earlier:
            del self.fields["earlier"]
        if not may_give_contact:
            for name in ("name", "email", "address", "has_agreed"):
                del self.fields[name]

    def clean_receipt(self) -> Participant | None:
        return known_participant(self.cleaned_data["receipt"], self.activity)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("earlier") and cleaned.get("receipt"):
            self.add_error("receipt", _("Choose a seat or write a code, not both."))
        if cleaned.get("email") and cleaned.get("address"):
            self.add_error("address", _("Give an e-mail or a postal address, not both: the answer goes one way."))
        if cleaned.get("name") and not (cleaned.get("email") or cleaned.get("address") or self.errors):
            self.add_error("name", _("A name alone leads nowhere. Give an address too, or leave the name out."))
        if (cleaned.get("email") or cleaned.get("address")) and not cleaned.get("has_agreed"):
            self.add_error("has_agreed", _("Read the sentence aloud, and tick when the person agrees."))
        return cleaned

    @property
    def contact(self) -> NewContact | None:
        cleaned, name = self.cleaned_data, self.cleaned_data.get("name", "")
        language = self.activity.dialogue.source_language
        if cleaned.get("email"):
            return NewContact(cleaned["email"], Contact.Kind.EMAIL, name, language)
        if cleaned.get("address"):
            return NewContact(cleaned["address"], Contact.Kind.LETTER, name, language)
        return None


def seat_choices(seats: list[Seat], source: str, reader: str) -> list[tuple[str, str]]:
    """Seats of earlier meetings, as somebody who was there would know them."""
    return [(str(seat.pk), _seat_label(seat, source, reader)) for seat in seats]


def _seat_label(seat: Seat, source: str, reader: str) -> str:
    meeting = said(seat.table.activity.title, source, reader)[0]
    names = [contact.name for contact in seat.participant.contacts.all() if contact.name]
    return ", ".join([f"{meeting}: {Place(seat.table.number, seat.number)}", *names[:1]])
