"""What stands beside a proposal where it is followed: support, what it is merged with, and the official comment."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst

from gehor.ground.organisations.texts import ROLES
from gehor.participation.ballots.support import supporters
from gehor.participation.models import Contribution
from gehor.process.method import Beside

from . import queries, rules
from .models import Merging, OfficialComment


def has_something() -> Q:
    """Over wordings: whether there is anything to tell of the contribution."""
    about = OuterRef("contribution")
    merged = Merging.objects.filter(Q(merged=about) | Q(into=about), undone_at__isnull=True)
    said = OfficialComment.objects.filter(contribution=about)
    placed = Q(contribution__values__has_any_keys=["places", "where"])
    return Q(Exists(merged)) | Q(Exists(said)) | placed | Q(contribution__activity__setup__support=True)


def beside(contributions: Sequence[Contribution]) -> Mapping[int, Beside]:
    """By the id of the contribution. Two queries, and one for each activity in which there is support."""
    standing = queries.standing(each.pk for each in contributions)
    said = queries.comments(each.pk for each in contributions)
    support = _support(contributions, standing)
    found = {}
    for one in contributions:
        into = next((each for each in standing if each.merged_id == one.pk), None)
        merged = [each for each in standing if each.into_id == one.pk]
        count = support.get(one.reference)
        placed = one.values.get("places") or one.values.get("where")
        if into or merged or one.pk in said or count is not None or placed:
            found[one.pk] = _beside(one, into, merged, said.get(one.pk, []), count)
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
    }
    data = {
        "support": support,
        "merged_into": into.into.reference if into else None,
        "merged_because": into.reason if into else None,
        "merged_with_it": [each.merged.reference for each in merged],
        "official_comments": [{"text": each.text, "role": each.role, "at": each.at} for each in comments],
    }
    return Beside("proposals/_beside.html", context, data)
