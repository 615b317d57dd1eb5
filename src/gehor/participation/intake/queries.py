"""What the working pages of participation show."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from gehor.ground import catalogue, clock
from gehor.ground.errors import WrongMoment
from gehor.ground.organisations.models import Account
from gehor.ground.sentences import refusal_text
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.method import Method
from gehor.process.words import Channel

from .. import queries as participation
from ..ballots.models import Ballot
from ..ballots.queries import COUNTING
from ..identity.queries import DEMANDS
from ..models import Contribution, Import, Opening, WaitingFile, Wording

LAST_TYPED = 10
WAITING_SHOWN = dt.timedelta(days=3)


@dataclass(frozen=True)
class Place:
    """One activity as staff see it: how far it is, and how much has come by each channel."""

    activity: Activity
    method: Method
    opening: Opening | None
    per_channel: tuple[tuple[str, int], ...]
    proof: Any = None  # the form with what is demanded of people, where a page shows it

    @property
    def name(self) -> str:
        """What its way of taking part is called."""
        return str(catalogue.words(self.activity.method).name)

    @property
    def lacks(self) -> str:
        """What it lacks before it can open, as its method says; empty when nothing does. Some methods ask a query."""
        if self.opening is not None:
            return ""
        try:
            self.method.may_open(self.activity)
        except WrongMoment as refusal:
            return str(refusal_text(refusal))
        return ""

    @property
    def is_open(self) -> bool:
        return self.opening is not None and self.opening.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.opening is not None and self.opening.closed_at is not None

    @property
    def wants_codes(self) -> bool:
        """Whether codes for letters can be of use: it is not closed, and such codes are demanded or may yet be."""
        asks = self.proof is not None and bool(self.proof.doings)
        return asks and not self.is_closed and (self.opening is None or self.proof.now.takes_codes)

    @property
    def count(self) -> int:
        return sum(count for _, count in self.per_channel)

    @property
    def is_on_web(self) -> bool:
        return Channel.WEB in self.method.channels

    @property
    def has_outcome(self) -> bool:
        return self.method.outcome is not None

    @property
    def takes_support(self) -> bool:
        """Whether people support here what others have said, so that lists of them can be typed in."""
        return self.method.supports is not None and self.method.counts(self.activity.setup)

    @property
    def takes_files(self) -> bool:
        return Channel.IMPORT in self.method.channels


def places(dialogue: Dialogue) -> list[Place]:
    """All activities of a dialogue in their order: three queries, and one more where something is counted."""
    openings = {each.activity_id: each for each in Opening.objects.filter(activity__dialogue=dialogue)}
    counts: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = Contribution.objects.filter(dialogue=dialogue).order_by().values("activity", "channel")
    for row in rows.annotate(count=Count("pk")):
        counts[row["activity"]].append((row["channel"], row["count"]))
    activities = list(planning.activities(dialogue).annotate(**DEMANDS))
    for each in activities:
        each.dialogue = dialogue
    counted = [each.pk for each in activities if catalogue.methods()[each.method].is_only_counted]
    if counted:  # what is answered there in people's own words is part of a ballot
        counts |= _ballots(counted)
    return [
        Place(
            activity,
            catalogue.methods()[activity.method],
            openings.get(activity.pk),
            tuple(sorted(counts[activity.pk], key=lambda pair: (-pair[1], pair[0]))),
        )
        for activity in activities
    ]


def _ballots(activities: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """By activity how many ballots count, by the way in which they came."""
    counts: dict[int, list[tuple[str, int]]] = {pk: [] for pk in activities}
    rows = COUNTING.filter(activity__in=activities).order_by().values("activity", "channel")
    for row in rows.annotate(count=Count("pk")):
        counts[row["activity"]].append((row["channel"], row["count"]))
    return counts


def place(activity: Activity) -> Place:
    """Raises Http404 for an activity that has been taken out of the plan."""
    for each in places(activity.dialogue):
        if each.activity.pk == activity.pk:
            each.activity.dialogue = activity.dialogue
            return each
    raise Http404


def last_typed(activity: Activity, account: Account, *, most: int = LAST_TYPED) -> list[Wording]:
    """What this person typed in last, as it is shown now, each wording with its contribution and participant."""
    mine = Contribution.objects.filter(activity=activity, entered_by=account, imported_in__isnull=True)
    ids = list(mine.order_by("-pk").values_list("pk", flat=True)[:most])
    latest = Wording.objects.filter(contribution=OuterRef("contribution")).order_by("-number").values("number")[:1]
    rows = Wording.objects.filter(contribution__in=ids, number=Subquery(latest))
    return list(rows.select_related("contribution__participant").order_by("-contribution_id"))


def typed_in(activity: Activity, reference: str) -> Contribution:
    """A contribution of this activity that somebody typed in. Else 404: the receipts of others are not ours to see."""
    typed = Contribution.objects.filter(activity=activity, entered_by__isnull=False, imported_in__isnull=True)
    contribution = typed.select_related("participant").filter(reference=reference).first()
    if contribution is None:
        raise Http404
    contribution.activity, contribution.dialogue = activity, activity.dialogue
    return contribution


def import_of(dialogue: Dialogue, pk: int) -> Import:
    """The one door to an import. Else 404."""
    found = Import.objects.filter(activity__dialogue=dialogue, pk=pk).select_related("activity", "imported_by").first()
    if found is None:
        raise Http404
    found.activity.dialogue = dialogue
    return found


def waiting_file(dialogue: Dialogue, pk: int) -> WaitingFile:
    """The one door to a file that was handed over. Else 404."""
    rows = WaitingFile.objects.filter(activity__dialogue=dialogue, pk=pk)
    found = rows.select_related("activity", "by", "imported").first()
    if found is None:
        raise Http404
    found.activity.dialogue = dialogue
    return found


def waiting_already(activity: Activity, file_hash: str) -> WaitingFile | None:
    """The same file, where it was handed over and is not in yet."""
    return WaitingFile.objects.filter(activity=activity, file_hash=file_hash, done_at__isnull=True).first()


def waiting_files(dialogue: Dialogue) -> list[WaitingFile]:
    """Files that wait, and those of the last days of which nothing could come in, the latest first."""
    lately = clock.now() - WAITING_SHOWN
    rows = WaitingFile.objects.filter(activity__dialogue=dialogue, imported__isnull=True)
    return list(rows.filter(Q(done_at__isnull=True) | Q(done_at__gt=lately)).select_related("activity", "by"))


def imports_with_counts(dialogue: Dialogue) -> list[Import]:
    """All files of a dialogue, the latest first, each with the `contributions` and `ballots` that came with it."""
    columns = {"contributions": Contribution.objects.all(), "ballots": Ballot.objects.all()}
    counts = {name: planning.counted(rows, by="imported_in") for name, rows in columns.items()}
    return list(participation.imports(dialogue).annotate(**counts))


def brought_in(imported: Import) -> QuerySet[Contribution]:
    return Contribution.objects.filter(imported_in=imported)


def ballots_in(imported: Import) -> QuerySet[Ballot]:
    return Ballot.objects.filter(imported_in=imported)
