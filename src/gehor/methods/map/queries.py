"""The marks that everybody may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gehor.ground.pages import remembered
from gehor.participation.models import Contribution
from gehor.participation.queries import Narrowed, published
from gehor.planning.models import Activity

from . import rules


@dataclass(frozen=True)
class Placed:
    """One mark, without its text."""

    pk: int
    reference: str
    values: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.values.get("category", ""))


def marks(activity: Activity) -> list[Placed]:
    """The newest first. One query, or none while nothing changes."""
    return remembered(("marks", activity.pk), lambda: _marks(activity))


def _marks(activity: Activity) -> list[Placed]:
    rows = published(activity.dialogue, activity=activity)
    return [Placed(*row) for row in rows.values_list("pk", "reference", "values")]


def narrowed(activity: Activity, *, kind: str = "", words: str = "") -> list[Placed]:
    """The marks of one kind, or in which all the words stand. One query more for words."""
    found = [each for each in marks(activity) if not kind or each.kind == kind]
    if not words:
        return found
    said = set(published(activity.dialogue, Narrowed(words=words), activity=activity).values_list("pk", flat=True))
    where = words.casefold().split()
    return [each for each in found if each.pk in said or _told_at(each, where)]


def _told_at(mark: Placed, words: Sequence[str]) -> bool:
    place = str(mark.values.get("where", "")).casefold()
    return bool(place) and all(word in place for word in words)


def kinds_of(activity: Activity) -> dict[str, rules.Kind]:
    return {kind.key: kind for kind in rules.kinds(activity.setup)}


def count(activity: Activity) -> int:
    """How many marks everybody may see."""
    return Contribution.objects.filter(activity=activity, published_at__isnull=False).count()
