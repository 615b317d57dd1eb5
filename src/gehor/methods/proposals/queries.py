"""Proposals with their support, what was merged, and what the organisation has said about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import Http404

from gehor.participation.ballots.support import supporters
from gehor.participation.models import Contribution, Wording
from gehor.participation.queries import shown_wordings
from gehor.planning.models import Activity, Dialogue

from . import rules
from .models import Merging, OfficialComment


def standing(ids: Iterable[int]) -> list[Merging]:
    """The mergings in which one of these stands on either side, and which nobody has undone."""
    some = list(ids)
    rows = Merging.objects.filter(Q(merged__in=some) | Q(into__in=some), undone_at__isnull=True)
    return list(rows.select_related("merged", "into").order_by("pk"))


def comments(ids: Iterable[int]) -> dict[int, list[OfficialComment]]:
    """Contribution → what the organisation has said about it, the first first."""
    found: defaultdict[int, list[OfficialComment]] = defaultdict(list)
    for row in OfficialComment.objects.filter(contribution__in=list(ids)).order_by("contribution", "number"):
        found[row.contribution_id].append(row)
    return dict(found)


def proposal(dialogue: Dialogue, number: int, reference: str) -> Contribution:
    """One proposal of an activity by its reference. Raises Http404."""
    found = Contribution.objects.filter(
        dialogue=dialogue, activity__number=number, activity__method=rules.KEY, reference=reference.upper()
    )
    one = found.select_related("activity__dialogue__organisation").first()
    if one is None:
        raise Http404
    one.dialogue = one.activity.dialogue = dialogue
    return one


def merges_of(activity: Activity) -> dict[str, str]:
    """Reference → the reference that it is merged into now."""
    rows = Merging.objects.filter(merged__activity=activity, undone_at__isnull=True)
    return dict(rows.values_list("merged__reference", "into__reference"))


# The list


@dataclass(frozen=True)
class Listed:
    """One proposal in the list."""

    wording: Wording
    support: int
    merged: tuple[str, ...]  # references of those merged into it
    comment: OfficialComment | None = None

    @property
    def contribution(self) -> Contribution:
        return self.wording.contribution


@dataclass(frozen=True)
class Ranked:
    """All published proposals by reference, the newest first; those that are merged into another stand with that."""

    newest: tuple[str, ...]
    ids: Mapping[str, int]
    support: Mapping[str, int]
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def ranked(activity: Activity) -> Ranked:
    """Three queries."""
    rows = Contribution.objects.filter(activity=activity, published_at__isnull=False)
    known = dict(rows.order_by("-received_at", "-pk").values_list("reference", "pk"))
    into = {merged: target for merged, target in merges_of(activity).items() if merged in known and target in known}
    support = rules.supported(supporters(activity), into)
    return Ranked(
        tuple(reference for reference in known if reference not in into),
        known,
        support,
        rules.gathered(into),
    )


def listed(found: Ranked, references: Iterable[str]) -> list[Listed]:
    """What the list shows of these: two queries."""
    some = [found.ids[reference] for reference in references]
    worded, said = shown_wordings(some), comments(some)
    return [
        Listed(
            worded[pk],
            found.support.get(worded[pk].contribution.reference, 0),
            found.merged.get(worded[pk].contribution.reference, ()),
            said[pk][-1] if pk in said else None,
        )
        for pk in some
        if pk in worded
    ]
