"""What a contribution to a text is about: a paragraph that stands in a version. Called inside the action."""

from collections.abc import Mapping, Sequence
from typing import Any

from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from . import queries
from .models import Paragraph
from .rules import checked, spoken


def must_have_a_text(activity: Activity) -> None:
    """Before an activity opens: there is something to say something about."""
    if not queries.versions(activity):
        raise WrongMoment("no_text_to_hear")


def keep(contribution: Contribution, values: Mapping[str, Any]) -> None:
    """See that the paragraph stands in the version; without a version it is the latest, and that is kept with it."""
    asked = values.get("version")
    version = queries.version_numbered(contribution.activity, asked)
    if version is None:
        if asked:
            raise _no_version(asked)
        return
    number = values.get("paragraph")
    if number and not Paragraph.objects.filter(version=version, number=number).exists():
        raise _no_paragraph(number, version.number)
    if not asked:
        contribution.values = {**contribution.values, "version": version.number}
        contribution.save(update_fields=["values"])


def misfits(activity: Activity, rows: Sequence[Any]) -> dict[int, WrongInput]:
    """Rows of a file about a version or a paragraph that the text does not have. One query."""
    known = queries.numbers_by_version(activity)
    found = {}
    for row in rows:
        values = checked({}, row.values)
        version, number = values.get("version") or max(known, default=0), values.get("paragraph")
        if values.get("version") and version not in known:
            found[row.number] = _no_version(version)
        elif number and known and number not in known[version]:
            found[row.number] = _no_paragraph(number, version)
    return found


def _no_version(asked: int) -> WrongInput:
    return WrongInput("unknown_version", field="version", word=str(asked))


def _no_paragraph(number: str, version: int) -> WrongInput:
    return WrongInput("no_such_paragraph", field="paragraph", word=spoken(number), version=version)
