"""A file of ballots with what was chosen for rows that do not say: what every row would become."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form
from gehor.ground.reading import Table, read_table
from gehor.participation.fields import LANGUAGES
from gehor.participation.intake.forms import SheetOfBook, import_channels
from gehor.participation.intake.texts import sentence
from gehor.participation.intake.uploads import Upload
from gehor.participation.reading import Checked
from gehor.planning.models import Activity
from gehor.process.words import Channel

from . import looking
from .looking import Found


class Otherwise(Form):
    """What holds for rows that do not say."""

    all_channel = forms.ChoiceField(label=gettext_lazy("How rows came that do not say"))
    all_language = forms.ChoiceField(label=gettext_lazy("Language of rows that do not say"), choices=LANGUAGES)
    sheet = SheetOfBook()

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["all_channel"].choices = import_channels(activity)


@dataclass(frozen=True)
class Glance:
    """What a look at the file gave. data: what holds for rows that do not say, as chosen or as usual.

    checked, known: None where it cannot be read so; refused: code and parameters of why not.
    """

    table: Table
    data: Mapping[str, str]
    checked: Checked | None = None
    known: Found | None = None
    refused: tuple[str, Mapping[str, Any]] | None = None


def look_at(activity: Activity, upload: Upload, given: Mapping[str, str]) -> Glance:
    table = read_table(upload.data, upload.name, sheet=given.get("sheet", ""))
    usual = {"all_channel": Channel.IMPORT.value, "all_language": activity.dialogue.source_language}
    usual["sheet"] = table.sheet or ""
    data = given if "all_channel" in given else usual
    form = Otherwise(data, activity=activity)
    if not form.is_valid():
        return Glance(table, data)
    chosen = form.cleaned_data
    try:
        known = looking.found(activity, table)
        checked = looking.look(activity, table, known, channel=chosen["all_channel"], language=chosen["all_language"])
    except WrongInput as refusal:
        return Glance(table, data, refused=(refusal.code, refusal.params))
    return Glance(table, data, checked, known)


def form_of(activity: Activity, glance: Glance) -> Otherwise:
    form = Otherwise(glance.data, activity=activity)
    if form.is_valid() and glance.refused:
        form.add_error(None, sentence(*glance.refused))
    return form
