"""What goes out of sight with a text: what stands beside it, and what others have written that says it once more.

Called inside the actions that mask or hide a text.
"""

from collections.abc import Iterable, Sequence

from gehor.ground import catalogue
from gehor.participation.models import Contribution
from gehor.participation.rules import LOOK_FIRST


def beside(contribution: Contribution) -> dict[str, str]:
    """Key → what stands beside the text and may point out a person, such as a place."""
    method = catalogue.methods().get(contribution.activity.method)
    keys = method.may_point_out if method else ()
    return {key: str(contribution.values[key]) for key in keys if contribution.values.get(key)}


def repeated_in(contribution: Contribution) -> list[Contribution]:
    """Those that are shown and say its words once more."""
    return [each for each in _repeats(contribution) if each.published_at is not None]


def _repeats(contribution: Contribution) -> list[Contribution]:
    method = catalogue.methods().get(contribution.activity.method)
    ids = list(method.repeated_in(contribution)) if method else []
    return list(Contribution.objects.filter(pk__in=ids).order_by("pk")) if ids else []


def cover_beside(contribution: Contribution, keys: Iterable[str]) -> list[str]:
    """Take these away from what is shown. What was received is kept. Returns those that there were."""
    wanted = set(keys)
    taken = [key for key in beside(contribution) if key in wanted]
    if taken:
        contribution.covered = {**contribution.covered, **{key: contribution.values[key] for key in taken}}
        contribution.values = {key: value for key, value in contribution.values.items() if key not in taken}
        contribution.save(update_fields=["values", "covered"])
    return taken


def cover_repeats(contribution: Contribution) -> list[int]:
    """Show those no longer that say the same, until somebody has looked at each. Returns the ids of those shown."""
    repeats = _repeats(contribution)
    shown = [each.pk for each in repeats if each.published_at is not None]
    for each in repeats:
        each.published_at, each.values = None, {**each.values, LOOK_FIRST: True}
    Contribution.objects.bulk_update(repeats, ["published_at", "values"])
    return shown


def told(taken: Sequence[str], ids: Sequence[int]) -> dict[str, list[str] | list[int]]:
    """The same as codes for the journal."""
    return {name: list(some) for name, some in (("beside", taken), ("also", ids)) if some}
