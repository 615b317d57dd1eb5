"""A file as an answer: looked at by its content as it comes, and kept for a day until the form has been sent."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.translation import gettext as _

from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput
from gehor.ground.sentences import refusal_text
from gehor.participation.attachments import BYTES, Clean, check_upload, type_of
from gehor.participation.intake import uploads
from gehor.planning.models import Activity

KEPT, AWAY = "kept", "away"  # after the name of the field: the key of a file that came before, a tick to take it away
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,application/pdf"


@dataclass(frozen=True)
class Chosen:
    """What came with the form: a file, the key of one that came before, and whether that one is to go."""

    upload: UploadedFile | None
    kept: str = ""
    away: bool = False

    def __str__(self) -> str:
        return (self.upload.name or "") if self.upload else ""


class FileWidget(forms.FileInput):
    template_name = "ballots/file.html"

    def __init__(self, activity: Activity) -> None:
        super().__init__(attrs={"accept": ACCEPT})
        self.activity = activity

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Chosen:
        return Chosen(files.get(name), data.get(f"{name}.{KEPT}", ""), bool(data.get(f"{name}.{AWAY}")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}.{KEPT}" not in data

    def format_value(self, value: Any) -> None:
        return None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        key = value.kept if isinstance(value, Chosen) and not value.away else ""
        found = find(key, self.activity)
        context["widget"]["kept"] = {"name": f"{name}.{KEPT}", "key": key, "file": found.name} if found else None
        context["widget"]["away"] = f"{name}.{AWAY}"
        return context


class FileAnswer(forms.Field):
    """Gives the file as it can be kept, or nothing. `required` is only shown, as of all answers."""

    def __init__(self, activity: Activity, **named: Any) -> None:
        super().__init__(widget=FileWidget(activity), **named)
        self.activity = activity

    def validate(self, value: Any) -> None:
        """asking.tried does it, for all questions together."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data and (data.upload or data.kept))

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data

    def to_python(self, value: Any) -> Clean | None:
        chosen = value if isinstance(value, Chosen) else Chosen(None)
        if chosen.upload is not None:
            return self._looked_at(chosen.upload)
        if not chosen.kept or chosen.away:
            return None
        if found := find(chosen.kept, self.activity):
            return found
        raise forms.ValidationError(
            _("The file is not kept any more. Choose it again, or send without it."), code="gone"
        )

    def _looked_at(self, upload: UploadedFile) -> Clean:
        try:
            return check_upload(upload.read(BYTES + 1), upload.name or "")
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None


def keep(clean: Clean, activity: Activity) -> str:
    """The key by which the next request finds the file again, for a day."""
    return uploads.keep(clean.data, clean.name, activity=activity, actor=RESIDENT)


def find(key: str, activity: Activity) -> Clean | None:
    """A file that came before, as it was kept."""
    try:
        found = uploads.find(key, activity=activity, actor=RESIDENT) if key else None
    except Http404:  # the key of something else: nobody's answers are lost for that
        return None
    return Clean(found.data, found.name, type_of(found.name)) if found else None
