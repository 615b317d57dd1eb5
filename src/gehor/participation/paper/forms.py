"""What staff fill in: how many sheets, how many are typed twice, files from a scanner, and a sheet's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form
from gehor.ground.people.models import Contact, Participant
from gehor.ground.sentences import refusal_text
from gehor.participation.ballots.forms import BallotForm, ballot_form
from gehor.participation.ballots.rules import rows_of
from gehor.participation.reached import address_field, email_field, name_field
from gehor.planning.models import Activity
from gehor.process.asking import OPEN, Kind, Question

from . import queries, rules
from .fields import SheetField, one_of
from .lists import Listed
from .models import Sheet
from .printing import Layout
from .texts import SIZES

SCAN_MB = 24
SCAN_ENDINGS = ".pdf,.jpg,.jpeg,.png,.tif,.tiff"
_BEGINNINGS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


class PrintForm(Form):
    sheets = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=rules.SHEETS_MOST,
        initial=50,
        help_text=_("Each has a code of its own, so do not copy them: print as many as you need."),
    )
    language = forms.ChoiceField(label=_("Language"))
    size = forms.ChoiceField(label=_("Print"), choices=list(SIZES.items()))
    both_sides = forms.BooleanField(
        label=_("I print on both sides of the paper"),
        required=False,
        help_text=_("Then the part to cut off comes on a paper of its own."),
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, settings.LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES]
        self.fields["language"].initial = activity.dialogue.source_language


@dataclass(frozen=True)
class Length:
    """How much paper the forms will be that somebody is about to make. things: what is asked on each."""

    found: Layout
    things: int
    chosen: Mapping[str, Any]

    @property
    def paper(self) -> int:
        return rules.paper_of(self.found.pages, both_sides=self.chosen["both_sides"])

    @property
    def together(self) -> int:
        return self.paper * int(self.chosen["sheets"])

    @property
    def is_long(self) -> bool:
        return self.paper > rules.LONG

    @property
    def on_both_sides(self) -> int | None:
        """How much it would be on both sides, where that is not chosen."""
        return None if self.chosen["both_sides"] else rules.paper_of(self.found.pages, both_sides=True)


class ShareForm(Form):
    percent = forms.IntegerField(
        label=_("Of a hundred forms or lists, so many are typed in a second time"),
        min_value=0,
        max_value=100,
        help_text=_("Which ones is settled by their codes, so nobody can pick the easy ones."),
    )


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [self._one(super(FilesField, self).clean(each, initial)) for each in given]

    def _one(self, file: Any) -> Any:
        name = file.name[:80]
        if file.size > SCAN_MB * 1024 * 1024:
            raise forms.ValidationError(refusal_text(WrongInput("scan_too_big", word=name, limit_mb=SCAN_MB)))
        beginning = file.read(16)
        file.seek(0)
        if not beginning.startswith(_BEGINNINGS):
            raise forms.ValidationError(refusal_text(WrongInput("scan_type_unknown", word=name)))
        return file


class ScanForm(Form):
    files = FilesField(
        label=_("Files from the scanner"),
        help_text=_("PDF or pictures (JPEG, PNG, TIFF), several at a time, at most 24 MB together."),
        widget=Files(attrs={"accept": SCAN_ENDINGS, "multiple": True}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another.")},
    )


class SecondTime(Form):
    """Before the questions of a sheet: which sheet it is."""

    sheet = SheetField(required=True)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["sheet"].help_text = _("Type it, or point a scanner at the square.")
        self.fields["sheet"].widget.attrs["autofocus"] = not self.is_bound

    def clean_sheet(self) -> Sheet:
        return one_of(self.cleaned_data["sheet"], self.activity, page="paper:again")


class ListForm(Form):
    """Which rows of a list are filled in, as a second person reads it."""

    listed = forms.ChoiceField(label=_("Which list"), help_text=_("What it supports, and the code of the list."))
    rows = forms.CharField(
        label=_("Rows that are filled in"),
        required=False,
        max_length=2000,
        help_text=_("Their numbers on the list, such as 1-24, 27. Leave it empty if no row is filled in."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, due: Sequence[Listed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listed"].choices = [(each.key, f"{each.about} · {each.code}") for each in due]
        self.fields["listed"].widget.attrs["autofocus"] = not self.is_bound

    def clean_rows(self) -> tuple[int, ...]:
        typed = self.cleaned_data["rows"].strip()
        try:
            return rows_of(typed) if typed else ()
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None


class ListRowsForm(Form):
    """Which of the rows that two people read differently are filled in."""

    rows = forms.TypedMultipleChoiceField(
        label=_("Rows that are filled in on the paper"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, differ: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [(row, row) for row in differ]


class AddressForm(Form):
    """What stands on the part that was cut off, typed in by itself: the answers are not seen here."""

    sheet = SheetField(required=True)
    name, email, address = name_field(), email_field(), address_field()

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["sheet"].help_text = _("It stands at the foot of the part with the address.")
        self.fields["sheet"].widget.attrs["autofocus"] = not self.is_bound

    def clean_sheet(self) -> Participant:
        sheet = one_of(self.cleaned_data["sheet"], self.activity, page="paper:addresses")
        holder = queries.holder(sheet)
        if holder is None:
            raise forms.ValidationError(
                _("Type in the answers of this form first, then its address."), code="not_typed_in_yet"
            )
        return holder

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("email")) == bool(cleaned.get("address")) and not self.errors:
            self.add_error("email", _("Give an e-mail or a postal address: the answer goes one way."))
        return cleaned

    @property
    def contact(self) -> dict[str, str]:
        kind = Contact.Kind.EMAIL if self.cleaned_data["email"] else Contact.Kind.LETTER
        address = self.cleaned_data["email"] or self.cleaned_data["address"]
        return {"kind": kind.value, "address": address, "name": self.cleaned_data["name"]}


def counted_form(questions: tuple[Question, ...], source: str, *, base: type[forms.Form] = Form) -> type[BallotForm]:
    """A form that asks what is counted of these questions."""
    counted = tuple(each for each in questions if each.kind not in OPEN)
    kept = tuple(each for each in counted if each.kind is not Kind.SECTION or len(counted) > 1)
    return ballot_form(kept, get_language() or "sv", source, base=base, is_whole=False)
