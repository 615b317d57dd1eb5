"""What was found, and how many stand behind it: contributions, participants, people, and by which channels.

A participant is one receipt: a person, or a table that speaks with one voice. `people` counts everyone at such a table.
"""

from collections.abc import Iterable

from django.db.models import Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gehor.ground.people.models import Participant
from gehor.ground.people.queries import one_by_one
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.words import Channel

from ..counted.models import Counted
from ..models import Finding, Rest, SignOff

ByChannel = dict[str, int]


def findings(dialogue: Dialogue) -> list[Finding]:
    """All findings in order, each with `contributions`, `participants`, `people` and `by_channel`: two queries."""
    found = list(counted(Finding.objects.filter(dialogue=dialogue)))
    channels = _by_channel(Rest.objects.filter(finding__dialogue=dialogue))
    for finding in found:
        finding.by_channel = channels.get(finding.pk, {})
    return found


def finding(dialogue: Dialogue, number: int) -> Finding | None:
    """As findings, for one."""
    found = counted(Finding.objects.filter(dialogue=dialogue, number=number)).first()
    if found is not None:
        found.by_channel = _by_channel(Rest.objects.filter(finding=found)).get(found.pk, {})
    return found


def plain_findings(dialogue: Dialogue) -> QuerySet[Finding]:
    """All findings with `contributions` only: what an analyst needs to tick them."""
    return Finding.objects.filter(dialogue=dialogue).annotate(contributions=_count("pk")).order_by("number")


def resting_on(finding: Finding) -> QuerySet[Contribution]:
    """What the finding rests on, in the order received."""
    rests = Rest.objects.filter(finding=finding).values("contribution")
    return Contribution.objects.filter(pk__in=rests).order_by("received_at", "pk")


def sign_off_of(dialogue: Dialogue) -> SignOff | None:
    return SignOff.objects.filter(dialogue=dialogue).select_related("signed_by").first()


def summed(rows: Iterable[ByChannel]) -> ByChannel:
    """The counts added up, channel by channel, in the order of Channel."""
    rows = list(rows)
    totals = {channel.value: sum(row.get(channel.value, 0) for row in rows) for channel in Channel}
    return {channel: count for channel, count in totals.items() if count}


def counted(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings in order, with `contributions`, `participants` and `people`, and the source they rest on, if any.

    `lines`: on how many tables of what was counted, or lines of them, each rests.
    """
    return (
        rows.select_related("sourced__source")
        .annotate(
            contributions=_count("pk"),
            participants=_count("contribution__participant"),
            people=_people(),
            lines=lines(),
        )
        .order_by("number")
    )


def lines() -> Coalesce:
    """As a column of a finding: on how much of what was counted it rests."""
    rows = Counted.objects.filter(finding=OuterRef("pk")).order_by().values("finding")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _count(what: str) -> Coalesce:
    rests = Rest.objects.filter(finding=OuterRef("pk")).order_by().values("finding")
    return Coalesce(Subquery(rests.annotate(n=Count(what, distinct=True)).values("n")), 0)


def _people() -> Coalesce:
    rests = Rest.objects.filter(finding=OuterRef(OuterRef("pk")))
    return Coalesce(Subquery(people_sum(one_by_one(rests, "contribution__participant"))), 0)


def people_sum(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """One row with how many people the participants are, to stand as a column of another query."""
    total = Func(F("people"), function="SUM", output_field=IntegerField())
    return participants.order_by().annotate(total=total).values("total")


def _by_channel(rests: QuerySet[Rest]) -> dict[int, ByChannel]:
    """Finding id → channel → contributions, in the order of Channel."""
    counts: dict[int, ByChannel] = {}
    rows = rests.order_by().values_list("finding_id", "contribution__channel").annotate(n=Count("pk"))
    for finding_id, channel, count in rows:
        counts.setdefault(finding_id, {})[channel] = count
    return {finding_id: summed([row]) for finding_id, row in counts.items()}
