"""A file of contributions with what was chosen for its columns: what every row would become. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gehor.ground.errors import WrongInput
from gehor.ground.reading import Table, read_table
from gehor.planning.models import Activity

from ..reading import Checked
from .forms import MappingForm, suggested
from .looking import look
from .texts import sentence
from .uploads import Upload


@dataclass(frozen=True)
class Glance:
    """What a look at the file gave. data: what was chosen or guessed for its columns.

    checked: None where they are not settled yet; refused: field, code and parameters of why not.
    """

    table: Table
    data: Mapping[str, str]
    checked: Checked | None = None
    refused: tuple[str | None, str, Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Seen:
    """The same for a page: with the form that says what the columns hold."""

    table: Table
    form: MappingForm
    checked: Checked | None = field(default=None)


def look_at(activity: Activity, upload: Upload, given: Mapping[str, str]) -> Glance:
    table = read_table(upload.data, upload.name, sheet=given.get("sheet", ""))
    is_chosen = "text" in given
    data = given if is_chosen else suggested(table, activity=activity)
    form = MappingForm(data, table=table, activity=activity)
    if not form.is_valid():
        return Glance(table, data)
    try:
        return Glance(table, data, look(activity, table, form.wanted))
    except WrongInput as refusal:
        if not is_chosen and refusal.code == "text_column_missing":
            return Glance(table, data)
        wrong = "text" if refusal.code == "text_column_missing" else None
        return Glance(table, data, refused=(wrong, refusal.code, refusal.params))


def shown(activity: Activity, glance: Glance) -> Seen:
    form = MappingForm(glance.data, table=glance.table, activity=activity)
    if form.is_valid() and glance.refused:
        wrong, code, params = glance.refused
        form.add_error(wrong, sentence(code, params))
    return Seen(glance.table, form, glance.checked)


def read_as(activity: Activity, upload: Upload, given: Mapping[str, str]) -> Seen:
    return shown(activity, look_at(activity, upload, given))
