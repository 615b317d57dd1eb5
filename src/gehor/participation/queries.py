"""Openings and contributions, and the facts so far."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Count, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from gehor.ground import catalogue, clock
from gehor.ground.prepared import Prepared
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.facts import Facts
from gehor.process.method import Method, Occasion
from gehor.process.words import Channel, Doing
from gehor.recruitment import queries as recruitment

from . import rules
from .ballots.queries import COLUMNS as BALLOTS
from .identity.models import Demand
from .identity.queries import DEMANDS, of_row, read_by_few
from .identity.rules import Demands
from .models import Attachment, Contribution, Import, Opening, Wording

PER_PAGE = 50

OPENED = Opening.objects.filter(opened_at__isnull=False)  # without what was called off before it opened

COLUMNS = {
    **recruitment.COLUMNS,
    "openings": planning.counted(OPENED, by="activity__dialogue"),
    "open_now": planning.counted(Opening.objects.filter(closed_at__isnull=True), by="activity__dialogue"),
    "contributions": planning.counted(Contribution.objects.all()),
    **BALLOTS,
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]


def opening_facts(dialogue: Dialogue) -> Facts:
    """Only what mass input asks: is anything open? Counting contributions would cost more with each of them.

    Asked for each contribution, so it is written out: putting the question together takes longer than the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(opened_at), COUNT(*) - COUNT(closed_at) FROM participation_opening WHERE activity_id IN "
            "(SELECT id FROM planning_activity WHERE dialogue_id = %s)",
            [dialogue.pk],
        )
        openings, open_now = cursor.fetchone()
    return Facts(openings=openings, open_now=open_now)


def hold(dialogue: Dialogue) -> None:
    """Let nobody answer until the transaction ends, and wait for those who are about to: each shares their opening."""
    rows = Opening.objects.filter(activity__dialogue=dialogue, closed_at__isnull=True).order_by("pk")
    list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))


def is_open(activity: Activity) -> bool:
    return Opening.objects.filter(activity=activity, closed_at__isnull=True).exists()


def opened_among(activities: Collection[int]) -> set[int]:
    """Which of these activities are open or have been, or were called off: what they ask of people stands fast."""
    return set(Opening.objects.filter(activity__in=activities).values_list("activity", flat=True))


def gatherings(dialogues: Collection[int], *, day: dt.date) -> list[tuple[Activity, Occasion]]:
    """Where people come together on that day, in what is open there: the first hour first. One query."""
    rows = Activity.objects.filter(
        Exists(Opening.objects.filter(activity=OuterRef("pk"), closed_at__isnull=True)),
        dialogue__in=dialogues,
        begins_on__lte=day,
        ends_on__gte=day,
    )
    held = ((row, catalogue.methods()[row.method].occasion(row.setup)) for row in rows)
    return sorted(
        ((row, occasion) for row, occasion in held if occasion and occasion.day == day),
        key=lambda pair: (pair[1].begins_at, pair[0].pk),
    )


def closes_early(activity: Activity) -> bool:
    """Whether closing it now is before what people have been told: its last day, or the hour at which they meet."""
    if held := catalogue.methods()[activity.method].occasion(activity.setup):
        return held.is_called_off(timezone.localtime(clock.now()))
    return activity.ends_on > clock.today()


def has_closed(activity: Activity) -> bool:
    return Opening.objects.filter(activity=activity, closed_at__isnull=False).exists()


def imports(dialogue: Dialogue) -> QuerySet[Import]:
    """All imports of a dialogue, the latest first."""
    return Import.objects.filter(activity__dialogue=dialogue).select_related("activity", "imported_by")


# The ways in


@dataclass(frozen=True)
class Entrance:
    """One activity as a resident meets it today."""

    activity: Activity
    method: Method
    state: rules.State
    demands: Demands = field(default_factory=Demands)  # how surely one must show who one is
    others: "list[Entrance]" = field(default_factory=list, compare=False)  # the dialogue's other ways in

    @property
    def is_on_web(self) -> bool:
        return Channel.WEB in self.method.channels

    @property
    def is_open(self) -> bool:
        return self.state is rules.State.OPEN

    @property
    def last_day(self) -> dt.date:
        """The day after which nothing was let in: it may close before the last day of the plan."""
        closed_at = getattr(self.activity, "closed_at", None)
        return min(self.activity.ends_on, timezone.localdate(closed_at) if closed_at else clock.today())

    @property
    def is_called_off(self) -> bool:
        """People were to come together, and it closed before they could."""
        held, closed_at = self.method.occasion(self.activity.setup), self.activity.closed_at
        return bool(held and closed_at and held.is_called_off(timezone.localtime(closed_at)))


_FIRST = (rules.State.OPEN, rules.State.COMING, rules.State.OVER)


def entrances(dialogue: Dialogue) -> list[Entrance]:
    """All activities of a dialogue, each knowing the others: those that are open first, then what comes. One query."""
    found = sorted(_entrances(_of_dialogue(dialogue.pk)), key=lambda each: _FIRST.index(each.state))
    for each in found:
        each.activity.dialogue = dialogue
    return [replace(each, others=[other for other in found if other is not each]) for each in found]


def entrance(dialogue: Dialogue, number: int) -> Entrance:
    """One activity by its number. Raises Http404."""
    for each in entrances(dialogue):
        if each.activity.number == number:
            return each
    raise Http404


def public_entrance(slug: str, number: int) -> Entrance:
    """As `entrance` for everybody, without the other ways in: one query. Raises Http404."""
    found = _entrances(_by_number(slug, number))
    if not found:
        raise Http404
    return found[0]


def _with_demands(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    opening = Opening.objects.filter(activity=OuterRef("pk"))
    return rows.annotate(
        opened_at=Subquery(opening.values("opened_at")),
        closed_at=Subquery(opening.values("closed_at")),
        closed_because=Subquery(opening.values("closed_because"), output_field=JSONField()),
        **DEMANDS,
    )


_of_dialogue = Prepared(lambda pk: _with_demands(Activity.objects.filter(dialogue=pk)), int)
_by_number = Prepared(
    lambda slug, number: _with_demands(planning.public_activities(slug).filter(number=number)), str, int
)


def _entrances(rows: Sequence[Activity]) -> list[Entrance]:
    known = [activity for activity in rows if activity.method in catalogue.methods()]
    return [_entrance(activity, of_row(activity)) for activity in known]


def _entrance(activity: Activity, demands: Demands) -> Entrance:
    state = rules.state(
        is_opened=activity.opened_at is not None,
        is_closed=activity.closed_at is not None,
        begins_on=activity.begins_on,
        ends_on=activity.ends_on,
        today=clock.today(),
    )
    return Entrance(activity, catalogue.methods()[activity.method], state, demands)


# What everybody may read


@dataclass(frozen=True)
class Narrowed:
    """Which of the published contributions somebody wants to see."""

    category: str = ""
    channel: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.category or self.channel or self.words)


@dataclass(frozen=True)
class Card:
    """One published contribution as a list shows it: what may change. The text is fetched when it is needed."""

    pk: int
    wording: int  # number of the latest wording
    attachments: tuple[Attachment, ...]  # those that are published


_READ_BY_FEW = Demand.objects.filter(doing=Doing.READ.value).values("activity")
LATEST = Subquery(Wording.objects.filter(contribution=OuterRef("pk")).order_by("-number").values("number")[:1])


def published(
    dialogue: Dialogue, narrowed: Narrowed = Narrowed(), *, activity: Activity | None = None
) -> QuerySet[Contribution]:
    """The published contributions, the newest first. Words are sought in what is shown now, not in what was masked.

    activity: only its own, for its own pages: they may lie behind a door. Without it, what everybody may read.
    """
    rows = Contribution.objects.filter(dialogue=dialogue, published_at__isnull=False).order_by("-received_at", "-id")
    rows = rows.filter(~Q(activity__in=_READ_BY_FEW)) if activity is None else rows.filter(activity=activity)
    if narrowed.channel:
        rows = rows.filter(channel=narrowed.channel)
    if narrowed.category:
        rows = rows.filter(values__category=narrowed.category)
    if narrowed.words:
        rows = rows.filter(Exists(_shown_wordings(dialogue).filter(_says(narrowed.words), contribution=OuterRef("pk"))))
    return rows


def _shown_wordings(dialogue: Dialogue) -> QuerySet[Wording]:
    later = Wording.objects.filter(contribution=OuterRef("contribution"), number__gt=OuterRef("number"))
    return Wording.objects.filter(~Exists(later), contribution__dialogue=dialogue)


def _says(words: str) -> Q:
    """Every word, in title or text, in any case. SQLite knows the case of A–Z alone, so Å, Ä, Ö are tried too."""
    found = Q()
    for word in words.split()[:8]:
        either = Q()
        for form in {word, word.lower(), word.upper(), word.capitalize()} if not word.isascii() else {word}:
            either |= Q(text__icontains=form) | Q(title__icontains=form)
        found &= either
    return found


def per_channel(dialogue: Dialogue) -> list[tuple[str, int]]:
    """How many published contributions came by each channel, the most first."""
    rows = published(dialogue).order_by().values("channel").annotate(count=Count("pk"))
    return sorted(((row["channel"], row["count"]) for row in rows), key=lambda row: (-row[1], row[0]))


class Counted(Sequence[int]):
    """The ids of a long list of contributions whose length is known already."""

    def __init__(self, rows: QuerySet[Contribution], count: int) -> None:
        self._ids, self._count = rows.values_list("pk", flat=True), count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: slice) -> list[int]:
        return list(self._ids[index])


def pages(dialogue: Dialogue, narrowed: Narrowed, *, total: int) -> Paginator:
    """Pages of contribution ids. total: of all published ones, so that an unnarrowed list need not be counted again."""
    rows = published(dialogue, narrowed)
    ids: Sequence[int] = list(rows.values_list("pk", flat=True)) if narrowed else Counted(rows, total)
    return Paginator(ids, PER_PAGE)


def cards(ids: Sequence[int]) -> list[Card]:
    """What names the present state of each contribution, in the order of the ids: two queries."""
    latest = dict(Contribution.objects.filter(pk__in=ids).values_list("pk", LATEST))
    attached: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(contribution__in=ids, published_at__isnull=False).order_by("pk"):
        attached.setdefault(attachment.contribution_id, []).append(attachment)
    return [Card(pk, latest[pk], tuple(attached.get(pk, ()))) for pk in ids if pk in latest]


def shown_wordings(ids: Iterable[int], **also: Any) -> dict[int, Wording]:
    """The latest wording of each contribution, with the contribution: one query. also: what is asked with it."""
    later = Wording.objects.filter(contribution=OuterRef("contribution"), number__gt=OuterRef("number"))
    rows = Wording.objects.filter(~Exists(later), contribution__in=list(ids)).annotate(**also)
    return {row.contribution_id: row for row in rows.select_related("contribution")}


def public_attachment(dialogue: Dialogue, pk: int) -> Attachment:
    """The one door for everybody to an attachment: published, with a published contribution. Raises Http404.

    Whether not everybody reads what it belongs to: `is_read_by_few`.
    """
    rows = Attachment.objects.filter(
        pk=pk,
        published_at__isnull=False,
        contribution__dialogue=dialogue,
        contribution__published_at__isnull=False,
    )
    attachment = rows.annotate(is_read_by_few=read_by_few("contribution__activity")).first()
    if attachment is None:
        raise Http404
    if attachment.is_read_by_few:
        attachment.contribution.activity.dialogue = dialogue
    return attachment


def categories(activities: Iterable[Activity]) -> dict[str, dict[str, str]]:
    """Key → name in languages of every category in these activities, in order."""
    named: dict[str, dict[str, str]] = {}
    for activity in activities:
        method = catalogue.methods().get(activity.method)
        for key, name in method.categories(activity.setup) if method else ():
            named.setdefault(key, dict(name))
    return named


def exported(dialogue: Dialogue, activities: Iterable[Activity]) -> QuerySet[Wording]:
    """The shown wording of every published contribution of these that everybody may read, the newest first."""
    return (
        _published_wordings(dialogue)
        .filter(~Q(contribution__activity__in=_READ_BY_FEW), contribution__activity__in=activities)
        .order_by(F("contribution__received_at").desc(), F("contribution_id").desc())
    )


def _published_wordings(dialogue: Dialogue) -> QuerySet[Wording]:
    rows = _shown_wordings(dialogue).filter(contribution__published_at__isnull=False)
    return rows.select_related("contribution")


def wordings_of(*activities: Activity) -> QuerySet[Wording]:
    """The shown wording of every published contribution to activities of one dialogue, by reference: for their own
    pages and staff.
    """
    return received_in(*activities).filter(contribution__published_at__isnull=False)


def received_in(*activities: Activity) -> QuerySet[Wording]:
    """The same of every contribution, published or not: for staff alone."""
    rows = _shown_wordings(activities[0].dialogue).filter(contribution__activity__in=activities)
    return rows.select_related("contribution").order_by("contribution__reference")


def unseen_in(activity: Activity) -> int:
    """How many contributions others do not see: not yet, or not any more."""
    return Contribution.objects.filter(activity=activity, published_at__isnull=True).count()


def closed_among(dialogue: Dialogue) -> set[int]:
    """The ids of its activities that were open and have closed: one query."""
    rows = OPENED.filter(activity__dialogue=dialogue, closed_at__isnull=False)
    return set(rows.values_list("activity", flat=True))
