"""What waits to be looked at, and what was done with a contribution."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from gehor.ground import clock
from gehor.participation.models import Contribution, Wording
from gehor.participation.queries import shown_wordings
from gehor.planning.models import Activity, Dialogue

from . import rules
from .models import Report, ReportText, Ruling

PER_PAGE = 50
VIEWS = ("waiting", "reported", "hidden")


def _latest(name: str, contribution: str) -> Subquery:
    return Subquery(Ruling.objects.filter(contribution=OuterRef(contribution)).order_by("-pk").values(name)[:1])


def latest_kind(contribution: Contribution) -> str:
    """The kind of the latest ruling, "" when there is none."""
    kinds = Ruling.objects.filter(contribution=contribution).order_by("-pk").values_list("kind", flat=True)
    return kinds.first() or ""


def ruled() -> dict[str, Any]:
    """Asked with contributions: `last_ruling`, as latest_kind says, and `is_set_apart`, as is_apart says."""
    rows = Ruling.objects.filter(contribution=OuterRef("pk"))
    last = Subquery(rows.order_by("-pk").values("kind")[:1])
    return {
        "last_ruling": Coalesce(last, Value("")),
        "is_set_apart": Exists(rows.filter(kind=rules.Ruling.APART.value)),
    }


def hidden_in(activity: Activity) -> set[int]:
    """Ids of the contributions to one activity that a ruling hides, has set apart or withholds. One query."""
    kinds = [kind.value for kind in (*rules.HIDDEN, rules.Ruling.WITHHOLD)]
    rows = Contribution.objects.filter(activity=activity, published_at=None).annotate(**ruled())
    return set(rows.filter(last_ruling__in=kinds).values_list("pk", flat=True))


def is_hidden(contribution: Contribution) -> bool:
    """Whether a ruling hides it. Asks nothing of what is shown."""
    return contribution.published_at is None and latest_kind(contribution) in rules.HIDDEN


def is_apart(contribution: Contribution) -> bool:
    """Whether its text is read by few. Nothing is ruled of it after that."""
    return Ruling.objects.filter(contribution=contribution, kind=rules.Ruling.APART.value).exists()


def open_reports(contribution: Contribution) -> list[Report]:
    """The reports that nobody has looked at yet, oldest first."""
    return list(OPEN_REPORTS.filter(contribution=contribution).select_related("written").order_by("pk"))


OPEN_REPORTS = Report.objects.filter(
    ~Exists(Ruling.objects.filter(contribution=OuterRef("contribution"), settles__gte=OuterRef("pk")))
)


def outlived(now: dt.datetime) -> QuerySet[ReportText]:
    """What was written in reports and has had its time."""
    settled = Ruling.objects.filter(contribution=OuterRef("report__contribution"), settles__gte=OuterRef("report"))
    seen_before, sent_before = now - dt.timedelta(days=rules.TEXT_DAYS), now - dt.timedelta(days=rules.UNSEEN_DAYS)
    return ReportText.objects.filter(Exists(settled.filter(at__lt=seen_before)) | Q(report__at__lt=sent_before))


# In the thread


@dataclass(frozen=True)
class Hidden:
    """Why everybody reads something else than the text."""

    reason: str
    note: str
    at: dt.datetime
    is_apart: bool  # read by few of those who work here, too


RULING_COLUMNS = {f"ruled_{name}": _latest(name, "contribution") for name in ("kind", "reason", "note", "at")}


def hidden(row: Any) -> Hidden | None:
    """row: a wording with RULING_COLUMNS."""
    if row.ruled_kind not in rules.HIDDEN:
        return None
    is_apart = row.ruled_kind == rules.Ruling.APART
    return Hidden(row.ruled_reason, row.ruled_note, row.ruled_at, is_apart)


# The queue


@dataclass(frozen=True)
class Line:
    """One contribution in the queue."""

    contribution: Contribution
    wording: Wording
    since: dt.datetime
    reports: int

    @property
    def title(self) -> str:
        return self.wording.title

    @property
    def text(self) -> str:
        return self.wording.text

    @property
    def days(self) -> int:
        return max(0, (clock.now() - self.since).days)


def views_of(dialogue: Dialogue) -> dict[str, QuerySet[Contribution]]:
    """View → its contributions with `since`, those first that have waited longest.

    What came in a file waits since then, however long ago it was said.
    """
    rows = Contribution.objects.filter(dialogue=dialogue).annotate(ruled=_latest("kind", "pk"))
    reported = OPEN_REPORTS.filter(contribution=OuterRef("pk")).order_by("pk")
    came = Coalesce("imported_in__imported_at", "received_at")
    is_waiting = Q(ruled__isnull=True) | Q(ruled__in=[rules.Ruling.KEEP.value, rules.Ruling.RESTORE.value])
    found = {
        "waiting": rows.filter(is_waiting, published_at__isnull=True).annotate(since=came),
        "reported": rows.filter(Exists(reported)).annotate(since=Subquery(reported.values("at")[:1])),
        "hidden": rows.filter(ruled__in=[kind.value for kind in rules.HIDDEN]).annotate(since=_latest("at", "pk")),
    }
    return {name: found[name].order_by("since", "pk") for name in VIEWS}


def reported(dialogue: Dialogue) -> int:
    """How many contributions somebody has reported and nobody has looked at."""
    return OPEN_REPORTS.filter(contribution__dialogue=dialogue).values("contribution").distinct().order_by().count()


@dataclass(frozen=True)
class Unseen:
    """What somebody has reported in one dialogue and nobody has looked at. latest: number of the newest report."""

    dialogue: int
    texts: int
    since: dt.datetime
    latest: int


def unseen(dialogues: Iterable[int]) -> list[Unseen]:
    """For each of the dialogues that has some: one query."""
    rows = OPEN_REPORTS.filter(contribution__dialogue__in=list(dialogues)).order_by().values("contribution__dialogue")
    counted = rows.annotate(texts=Count("contribution", distinct=True), since=Min("at"), latest=Max("pk"))
    return [Unseen(row["contribution__dialogue"], row["texts"], row["since"], row["latest"]) for row in counted]


def page_of(rows: QuerySet[Contribution], number: Any) -> Page:
    return Paginator(rows, PER_PAGE).get_page(number)


def lines(rows: list[Contribution]) -> list[Line]:
    """What the queue shows of these contributions: two queries."""
    ids = [row.pk for row in rows]
    worded = shown_wordings(ids)
    counted = OPEN_REPORTS.filter(contribution__in=ids).values_list("contribution").annotate(n=Count("pk"))
    reports = dict(counted.order_by())
    return [Line(row, worded[row.pk], row.since, reports.get(row.pk, 0)) for row in rows]


def one(dialogue: Dialogue, reference: str) -> Contribution:
    """One contribution of a dialogue by its reference. Raises Http404."""
    rows = Contribution.objects.filter(dialogue=dialogue, reference=reference.upper())
    found = rows.select_related("activity").first()
    if found is None:
        raise Http404
    found.dialogue = found.activity.dialogue = dialogue
    return found


def rulings(contribution: Contribution) -> QuerySet[Ruling]:
    """All that was done with it, the latest first."""
    return Ruling.objects.filter(contribution=contribution).select_related("by").order_by("-pk")
