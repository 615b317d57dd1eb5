"""What nobody has read yet and may be shown all at once; and what somebody looks at by itself, one by one.

See docs/decisions/contributions-shown-at-once-or-when-read.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gehor.calc.text import personal
from gehor.participation.models import Contribution, Wording
from gehor.participation.queries import received_in
from gehor.participation.rules import LOOK_FIRST
from gehor.planning.models import Activity, Dialogue

from .models import Ruling

EXAMPLES = 20


@dataclass(frozen=True)
class Waiting:
    """What is not shown in one activity. wordings: of those that may be shown at once, the first received first."""

    wordings: Sequence[Wording]
    personal: int  # look as if they held personal data
    to_look_at: int  # the file says that they are not shown, or they repeat what was masked, or were ruled on

    @property
    def ready(self) -> int:
        return len(self.wordings)

    @property
    def left(self) -> int:
        return self.personal + self.to_look_at

    @property
    def until(self) -> int:
        """Number of the latest: what comes after it has not been seen by whoever looks now."""
        return max((each.contribution_id for each in self.wordings), default=0)

    @property
    def examples(self) -> Sequence[Wording]:
        return self.wordings[:EXAMPLES]


def waiting(activity: Activity) -> Waiting:
    """Three queries, however many wait."""
    rows = received_in(activity).filter(contribution__published_at__isnull=True).order_by("contribution_id")
    simple = list(rows.filter(contribution__in=_simple(Contribution.objects.filter(activity=activity))))
    ready = [each for each in simple if not personal.kinds(each.title, each.text)]
    return Waiting(ready, personal=len(simple) - len(ready), to_look_at=rows.count() - len(simple))


def activities(dialogue: Dialogue) -> list[tuple[Activity, int]]:
    """Where something waits that nobody has to look at by itself, and how much: one query."""
    rows = _simple(Contribution.objects.filter(activity=OuterRef("pk"))).order_by().values("activity")
    found = Activity.objects.filter(dialogue=dialogue).annotate(waits=rows.annotate(n=Count("pk")).values("n"))
    return [(each, each.waits) for each in found.filter(waits__isnull=False).order_by("number")]


def _simple(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    ruled = Exists(Ruling.objects.filter(contribution=OuterRef("pk")))
    return rows.filter(~ruled, ~Q(values__has_key=LOOK_FIRST), published_at__isnull=True)
