"""What stands beside a proposal where it is followed: support, what it is merged with, the official comment, and which
changes were suggested; beside a suggested change what it changes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gehor.ground.organisations.texts import ROLES
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.support import SUPPORTS, supporters
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.method import Beside, VotedOn

from . import amendments, queries, rules
from .amendments import Change
from .models import Merging, OfficialComment


def has_something() -> Q:
    """Over wordings: whether there is anything to tell of the contribution."""
    about = OuterRef("contribution")
    merged = Merging.objects.filter(Q(merged=about) | Q(into=about), undone_at__isnull=True)
    said = OfficialComment.objects.filter(contribution=about)
    placed = Q(contribution__values__has_any_keys=["places", "where", rules.AMENDS])
    settled = Q(contribution__activity__setup__support=True) | Q(contribution__activity__setup__amendments=True)
    return Q(Exists(merged)) | Q(Exists(said)) | placed | settled


def beside(contributions: Sequence[Contribution]) -> Mapping[int, Beside]:
    """By the id of the contribution. Two queries, one for each activity in which there is support, and two to six where
    changes are suggested.
    """
    standing = queries.in_force(each.pk for each in contributions)
    said = queries.comments(each.pk for each in contributions)
    support = _support(contributions, standing)
    changing = [each for each in contributions if rules.takes_amendments(each.activity.setup)]
    proposals = [each for each in changing if rules.AMENDS not in each.values]
    changes = amendments.changes(proposals) if proposals else {}
    suggested = amendments.suggested(changing) if len(proposals) < len(changing) else {}
    found = {}
    for one in contributions:
        if rules.AMENDS in one.values:
            if change := suggested.get(one.pk):
                found[one.pk] = _beside_change(one, change)
            continue
        into = next((each for each in standing if each.merged_id == one.pk), None)
        merged = [each for each in standing if each.into_id == one.pk]
        count = support.get(one.reference)
        placed = one.values.get("places") or one.values.get("where")
        if into or merged or one.pk in said or count is not None or placed or one.pk in changes:
            found[one.pk] = _beside(one, into, merged, said.get(one.pk, []), count, changes.get(one.pk, []))
    return found


def beside_reading(contributions: Sequence[Contribution]) -> Mapping[int, Beside]:
    """Where a proposal is, and what a suggested change changes. One query, and only for changes."""
    changing = [each for each in contributions if rules.AMENDS in each.values]
    starts = amendments.starts(changing) if changing else {}
    found = {
        each.pk: Beside("proposals/_place.html", {"values": each.values}, {})
        for each in contributions
        if each.values.get("places") or each.values.get("where")
    }
    for each in changing:
        if start := starts.get(each.pk):
            context = {"reference": each.values[rules.AMENDS], "activity": each.activity.number, "change": start}
            found[each.pk] = Beside("proposals/_changes.html", context, {})
    return found


def _support(contributions: Sequence[Contribution], standing: Sequence[Merging]) -> dict[str, int]:
    """Reference → how many support it; none for those where nobody can."""
    counts: dict[str, int] = {}
    for activity in {each.activity for each in contributions if rules.takes_support(each.activity.setup)}:
        own = [each.reference for each in contributions if each.activity_id == activity.pk]
        into = {
            each.merged.reference: each.into.reference for each in standing if each.merged.activity_id == activity.pk
        }
        voters = supporters(activity, {*own, *into, *into.values()})
        together = rules.supported(voters, into)
        counts |= {reference: together.get(into.get(reference, reference), 0) for reference in own}
    return counts


def _beside(
    one: Contribution,
    into: Merging | None,
    merged: Sequence[Merging],
    comments: Sequence[OfficialComment],
    support: int | None,
    changes: Sequence[Change],
) -> Beside:
    context: dict[str, Any] = {
        "values": one.values,
        "support": support,
        "activity": one.activity.number,
        "into": into,
        "merged": merged,
        "comment": comments[-1] if comments else None,
        "role": capfirst(ROLES[comments[-1].role][0]) if comments else "",
        "earlier": list(reversed(comments[:-1])),
        "reference": one.reference,
        "changes": changes,
        "waiting": [each for each in changes if each.is_waiting],
        "accepted": [each for each in changes if each.is_accepted],
    }
    data = {
        "support": support,
        "merged_into": into.into.reference if into else None,
        "merged_because": into.reason if into else None,
        "merged_with_it": [each.merged.reference for each in merged],
        "official_comments": [{"text": each.text, "role": each.role, "at": each.at} for each in comments],
        "suggested_changes": [_as_data(each) for each in changes],
    }
    return Beside("proposals/_beside.html", context, data)


def _beside_change(one: Contribution, change: Change) -> Beside:
    """pieces: only where the text is shown, since they repeat it."""
    context = {"change": change, "is_shown": one.published_at is not None, "activity": one.activity.number}
    data = {**_as_data(change), "amends": change.amendment.of.reference, "from_wording": change.amendment.from_wording}
    return Beside("proposals/_beside_change.html", context, data)


def _as_data(change: Change) -> dict[str, Any]:
    verdict = change.verdict
    return {
        "reference": change.contribution.reference,
        "outcome": verdict.outcome if verdict else None,
        "because": verdict.reason if verdict and verdict.is_reason_shown else None,
        "settled_at": verdict.at if verdict else None,
        "by_the_author": verdict.by_id is None if verdict else None,
    }


def voted_on(activity: Activity, ballots: Sequence[Ballot]) -> list[VotedOn]:
    """What somebody agrees with, and whether it was changed since they did. Two queries."""
    agreed = {each.item: each.received_at for each in ballots if each.choice == SUPPORTS}
    rows = Contribution.objects.filter(activity=activity, reference__in=list(agreed), published_at__isnull=False)
    ids = {each.pk: each for each in rows.order_by("reference")}
    found = []
    for pk, worded in amendments.worded(ids).items():
        one, at = ids[pk], worded.changed_at
        is_changed = at is not None and at > agreed[one.reference]
        note = _("Its wording has been changed since you agreed.") if is_changed else ""
        address = reverse("proposals:proposal", args=[activity.dialogue.slug, activity.number, one.reference])
        found.append(VotedOn(worded.now.title or one.reference, address, note, one.reference))
    return found
