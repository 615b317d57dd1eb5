"""A file of contributions with what was chosen for its columns: what every row would become. Nothing is stored."""

from dataclasses import dataclass
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
class Seen:
    """What a look at the file gave. checked: None where the columns are not settled yet."""

    table: Table
    form: MappingForm
    checked: Checked | None


def read_as(activity: Activity, upload: Upload, given: Any) -> Seen:
    table = read_table(upload.data, upload.name, sheet=given.get("sheet", ""))
    is_chosen = "text" in given
    data = given if is_chosen else suggested(table, activity=activity)
    form = MappingForm(data, table=table, activity=activity)
    if not form.is_valid():
        return Seen(table, form, None)
    try:
        return Seen(table, form, look(activity, table, form.wanted))
    except WrongInput as refusal:
        if is_chosen or refusal.code != "text_column_missing":
            field = "text" if refusal.code == "text_column_missing" else None
            form.add_error(field, sentence(refusal.code, refusal.params))
        return Seen(table, form, None)
