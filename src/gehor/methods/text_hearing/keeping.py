"""What a contribution to a text is about: a paragraph that stands in a version. Called inside the action."""

from collections.abc import Mapping, Sequence, Set
from functools import partial
from typing import Any

from gehor.ground.aside import held
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from . import queries
from .models import Paragraph
from .rules import checked, spoken

Values = Mapping[str, Any]
Known = Mapping[int, Set[str]]  # version → the numbers of its paragraphs


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


def keep_rows(contributions: Sequence[Contribution], titles: Sequence[str]) -> None:
    """The same for all rows of a file. One query, and one more when they are stored."""
    activity = contributions[0].activity
    known = held(partial(_must_stand, activity, [each.values for each in contributions]))
    for each in contributions:
        if known:
            each.values = {**each.values, "version": each.values.get("version") or max(known)}


def _must_stand(activity: Activity, every: Sequence[Values]) -> Known:
    """Raises WrongInput for the first of these values that the text does not fit. Gives what stands in it."""
    known = queries.numbers_by_version(activity)
    about = {(values.get("version"), values.get("paragraph")): values for values in every}
    for misfit in (_misfit(values, known) for values in about.values()):
        if misfit:
            raise misfit
    return known


def misfits(activity: Activity, rows: Sequence[Any]) -> dict[int, WrongInput]:
    """Rows of a file about a version or a paragraph that the text does not have. One query."""
    known = queries.numbers_by_version(activity)
    found = {row.number: _misfit(checked({}, row.values), known) for row in rows}
    return {number: misfit for number, misfit in found.items() if misfit}


def _misfit(values: Values, known: Known) -> WrongInput | None:
    version, number = values.get("version") or max(known, default=0), values.get("paragraph")
    if values.get("version") and version not in known:
        return _no_version(version)
    if number and known and number not in known[version]:
        return _no_paragraph(number, version)
    return None


def _no_version(asked: int) -> WrongInput:
    return WrongInput("unknown_version", field="version", word=str(asked))


def _no_paragraph(number: str, version: int) -> WrongInput:
    return WrongInput("no_such_paragraph", field="paragraph", word=spoken(number), version=version)
