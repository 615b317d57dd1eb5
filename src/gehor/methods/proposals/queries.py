"""Proposals with their support, what was merged, and what the organisation has said about them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import JSONField, OuterRef, Q, Subquery
from django.http import Http404

from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.participation.ballots.support import supported_at
from gehor.participation.models import Contribution, Wording
from gehor.participation.queries import shown_wordings
from gehor.planning.models import Activity, Dialogue

from . import amendments, rules
from .models import Amendment, Merging, OfficialComment


def standing(ids: Iterable[int]) -> list[Merging]:
    """The mergings in which one of these stands on either side, and which nobody has undone."""
    some = list(ids)
    rows = Merging.objects.filter(Q(merged__in=some) | Q(into__in=some), undone_at__isnull=True)
    return list(rows.select_related("merged", "into").order_by("pk"))


def in_force(ids: Iterable[int]) -> list[Merging]:
    """The same, of which others see both sides: while one is hidden, the other is followed by itself."""
    return [each for each in standing(ids) if each.merged.published_at and each.into.published_at]


def is_merged(one: Contribution) -> bool:
    """Whether it is followed together with another, which is the one that people support and change."""
    return any(each.merged_id == one.pk for each in in_force([one.pk]))


def comments(ids: Iterable[int]) -> dict[int, list[OfficialComment]]:
    """Contribution → what the organisation has said about it, the first first."""
    found: defaultdict[int, list[OfficialComment]] = defaultdict(list)
    for row in OfficialComment.objects.filter(contribution__in=list(ids)).order_by("contribution", "number"):
        found[row.contribution_id].append(row)
    return dict(found)


def supported(activity: Activity, reference: str, _day: dt.date) -> Contribution:
    """To which proposal support of this one goes: that which it is merged into, else itself. Raises WrongInput."""
    rows = Contribution.objects.filter(activity=activity, published_at__isnull=False).exclude(
        values__has_key=rules.AMENDS
    )
    one = rows.filter(reference=reference.strip().upper()).first()
    if one is None:
        raise WrongInput("unknown_to_support", field="about", word=reference.strip()[:20])
    return next((each.into for each in in_force([one.pk]) if each.merged_id == one.pk), one)


def _latest_comment(contribution: str) -> Subquery:
    """What the organisation says about it by now. contribution: the way to it from the row."""
    said = OfficialComment.objects.filter(contribution=OuterRef(contribution)).order_by("-number")
    return Subquery(said.values("text")[:1], output_field=JSONField())


def proposal(dialogue: Dialogue, number: int, reference: str) -> Contribution:
    """One proposal of an activity by its reference, with what the organisation says about it. Raises Http404."""
    found = Contribution.objects.filter(
        dialogue=dialogue, activity__number=number, activity__method=rules.KEY, reference=reference.upper()
    )
    found = found.select_related("activity__dialogue__organisation")
    one = found.annotate(official_comment=_latest_comment("pk")).first()
    if one is None:
        raise Http404
    one.dialogue = one.activity.dialogue = dialogue
    return one


def waiting(activity: Activity) -> set[str]:
    """The references of proposals with a suggested change that nobody has answered."""
    rows = Amendment.objects.filter(
        of__activity=activity, contribution__published_at__isnull=False, verdict__isnull=True
    )
    return set(rows.values_list("of__reference", flat=True))


@dataclass(frozen=True)
class Support:
    """Of one proposal, with what was merged into it. since: how many since it was changed, None where it was not."""

    count: int
    into: Merging | None
    merged: tuple[Merging, ...]
    since: int | None

    @property
    def before(self) -> int:
        return self.count - (self.since or 0)


def support_of(one: Contribution, changed_at: dt.datetime | None) -> Support:
    """Two queries."""
    mergings = in_force([one.pk])
    merged = tuple(each for each in mergings if each.into_id == one.pk)
    into = {each.merged.reference: one.reference for each in merged}
    given = supported_at(one.activity, [one.reference, *into])
    return Support(
        rules.supported(given, into).get(one.reference, 0),
        next((each for each in mergings if each.merged_id == one.pk), None),
        merged,
        None if changed_at is None else rules.since(given.get(one.reference, {}), changed_at),
    )


# The list


@dataclass(frozen=True)
class Listed:
    """One proposal in the list."""

    wording: Wording
    support: int
    merged: tuple[str, ...]  # references of those merged into it
    comment: LocalText | None = None  # what the organisation says about it
    changes: tuple[Amendment, ...] = ()  # suggested ones that are shown
    agreed_since: int | None = None  # of the supporters, since its wording was changed; None: it was not changed

    @property
    def contribution(self) -> Contribution:
        return self.wording.contribution

    @property
    def agreed_before(self) -> int:
        return self.support - (self.agreed_since or 0)

    @property
    def waiting(self) -> int:
        """How many suggested changes nobody has answered."""
        return sum(not hasattr(each, "verdict") for each in self.changes)


@dataclass(frozen=True)
class Ranked:
    """All published proposals by reference, the newest first; those that are merged into another stand with that."""

    newest: tuple[str, ...]
    ids: Mapping[str, int]
    support: Mapping[str, int]
    given: Mapping[str, Mapping[int, dt.datetime]]  # reference → who supports it, and since when
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)  # of those that have one, also of those that are merged


def ranked(activity: Activity) -> Ranked:
    """Two queries."""
    standing_merge = Merging.objects.filter(merged=OuterRef("pk"), undone_at__isnull=True)
    rows = Contribution.objects.filter(activity=activity, published_at__isnull=False).exclude(
        values__has_key=rules.AMENDS
    )
    rows = rows.annotate(target=Subquery(standing_merge.values("into__reference")[:1])).order_by("-received_at", "-pk")
    found = list(rows.values_list("reference", "pk", "target", "values__places"))
    known = {reference: pk for reference, pk, *_ in found}
    into = {reference: target for reference, _, target, _ in found if target in known}
    given = supported_at(activity)
    return Ranked(
        tuple(reference for reference in known if reference not in into),
        known,
        rules.supported(given, into),
        given,
        rules.gathered(into),
        {reference: places for reference, _, _, places in found if places},
    )


def listed(activity: Activity, found: Ranked, references: Iterable[str]) -> list[Listed]:
    """What the list shows of these: one query, and one more for suggested changes."""
    some = [found.ids[reference] for reference in references]
    worded = shown_wordings(some, official_comment=_latest_comment("contribution"))
    changes = amendments.states(some) if rules.takes_amendments(activity.setup) else {}
    changed_at = _changed_at(changes)
    return [
        Listed(
            worded[pk],
            found.support.get(worded[pk].contribution.reference, 0),
            found.merged.get(worded[pk].contribution.reference, ()),
            worded[pk].official_comment,
            tuple(changes.get(pk, ())),
            _agreed_since(found, worded[pk].contribution.reference, changed_at.get(pk)),
        )
        for pk in some
        if pk in worded
    ]


def _agreed_since(found: Ranked, reference: str, moment: dt.datetime | None) -> int | None:
    return None if moment is None else rules.since(found.given.get(reference, {}), moment)


def _changed_at(changes: Mapping[int, Iterable[Amendment]]) -> dict[int, dt.datetime]:
    """Proposal → when a suggested change of it was accepted last."""
    found: dict[int, dt.datetime] = {}
    for pk, some in changes.items():
        settled = [each.verdict for each in some if hasattr(each, "verdict")]
        if at := [each.at for each in settled if each.outcome == rules.Settled.ACCEPTED]:
            found[pk] = max(at)
    return found
