"""What an analyst reads from: the work list, one contribution with what is like it, and who has read how much."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Abs, Coalesce, Length
from django.http import Http404

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.participation.identity.queries import read_by_few
from gehor.participation.models import Contribution, Wording
from gehor.participation.moderation.queries import ruled
from gehor.planning.models import Dialogue
from gehor.planning.queries import dialogue_for
from gehor.process.steps import MASK, READ
from gehor.process.words import Channel

from .. import rules
from ..models import Reading, Rest
from . import UNREAD

STATES = ("unread", "read", "aside", "all")
MOST_CANDIDATES = 60  # texts that are compared with one another while somebody waits
MOST_ALIKE = 5
MOST_OTHERS = 10
JUST_NOW = dt.timedelta(minutes=30)


def reading_room(actor: Actor, slug: str) -> Dialogue:
    """The one door to what was received in its original wording: for those who read it or mask it."""
    return dialogue_for(actor, slug, READ, MASK)


# How far


@dataclass(frozen=True)
class Tally:
    """How much of what came by one channel, or by all, has been read."""

    channel: str
    unread: int
    read: int  # findings rest on it
    aside: int

    @property
    def all(self) -> int:
        return self.unread + self.read + self.aside

    @property
    def done(self) -> int:
        return self.read + self.aside


def tallies(dialogue: Dialogue) -> list[Tally]:
    """One for each channel by which something came, in the order of Channel: one query."""
    aside = Reading.objects.filter(contribution=OuterRef("pk")).values("aside")
    rows = (
        Contribution.objects.filter(dialogue=dialogue)
        .order_by()
        .annotate(aside=Subquery(aside))
        .values_list("channel", "aside")
        .annotate(n=Count("pk"))
    )
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"unread": 0, "read": 0, "aside": 0})
    for channel, reason, count in rows:
        counts[channel]["unread" if reason is None else "aside" if reason else "read"] += count
    return [Tally(channel.value, **counts[channel.value]) for channel in Channel if channel.value in counts]


def together(rows: Iterable[Tally]) -> Tally:
    """The tally of all channels."""
    rows = list(rows)
    return Tally("", sum(row.unread for row in rows), sum(row.read for row in rows), sum(row.aside for row in rows))


@dataclass(frozen=True)
class Reader:
    """A colleague who has read something here."""

    account_id: int
    name: str
    contributions: int
    latest: dt.datetime

    @property
    def is_reading(self) -> bool:
        return clock.now() - self.latest < JUST_NOW


def readers(dialogue: Dialogue) -> list[Reader]:
    """Who has read, how much and when last; the latest first."""
    rows = (
        Reading.objects.filter(dialogue=dialogue)
        .order_by()
        .values_list("read_by_id", "read_by__name")
        .annotate(n=Count("pk"), latest=Max("read_at"))
    )
    return sorted((Reader(*row) for row in rows), key=lambda reader: reader.latest, reverse=True)


# What to read


def worklist(
    dialogue: Dialogue, *, state: str = "unread", channel: str = "", search: str = "", finding: int | None = None
) -> QuerySet[Contribution]:
    """Contributions in the order received. search: every word must stand in a wording, or be the reference."""
    rows = Contribution.objects.filter(dialogue=dialogue).order_by("received_at", "pk")
    readings = Reading.objects.filter(contribution=OuterRef("pk"))
    if state == "unread":
        rows = rows.filter(~Exists(readings))
    elif state == "read":
        rows = rows.filter(Exists(readings.filter(aside="")))
    elif state == "aside":
        rows = rows.filter(Exists(readings.exclude(aside="")))
    if channel:
        rows = rows.filter(channel=channel)
    if finding is not None:
        rows = rows.filter(Exists(Rest.objects.filter(contribution=OuterRef("pk"), finding__number=finding)))
    for word in search.replace("\x00", "").split()[:10]:
        rows = rows.filter(Exists(Wording.objects.filter(_holds(word), contribution=OuterRef("pk"))))
    return rows


def _holds(word: str) -> Q:
    found = Q(contribution__reference=word.upper())
    for spelling in rules.spellings(word):
        found |= Q(title__icontains=spelling) | Q(text__icontains=spelling)
    return found


def next_unread(dialogue: Dialogue, *, after: Contribution | None = None, channel: str = "") -> str | None:
    """The reference of the next unread contribution, from the start again when the end is reached."""
    rows = _unread(channel).filter(dialogue=dialogue)
    if after is not None:
        found = rows.filter(_after(after.received_at, after.pk)).values_list("reference", flat=True).first()
        if found is not None:
            return str(found)
    return rows.values_list("reference", flat=True).first()


def first_unread(dialogue: Dialogue, *, unread: int, colleagues_reading: int) -> str | None:
    """Where to begin: at the first unread, or further on when colleagues are reading right now."""
    place = rules.begin_at(unread, colleagues_reading=colleagues_reading)
    return _unread().filter(dialogue=dialogue).values_list("reference", flat=True)[place : place + 1].first()


def _unread(channel: str = "") -> QuerySet[Contribution]:
    rows = UNREAD.order_by("received_at", "pk")
    return rows.filter(channel=channel) if channel else rows


def _after(received_at: object, pk: object) -> Q:
    return Q(received_at__gt=received_at) | Q(received_at=received_at, pk__gt=pk)


def contribution_for(dialogue: Dialogue, reference: str, *, channel: str = "") -> Contribution:
    """One contribution with `next_reference` (unread), `previous_reference` (of any state), `last_ruling` and
    `is_set_apart`, else 404.
    """
    here = Q(dialogue=OuterRef("dialogue"))
    unread = _unread(channel).filter(here).exclude(pk=OuterRef("pk"))
    before = Q(received_at__lt=OuterRef("received_at")) | Q(received_at=OuterRef("received_at"), pk__lt=OuterRef("pk"))
    previous = Contribution.objects.filter(here & before).order_by("-received_at", "-pk")
    if channel:
        previous = previous.filter(channel=channel)
    contribution = (
        Contribution.objects.filter(dialogue=dialogue, reference=reference.upper())
        .select_related("participant", "activity", "entered_by")
        .annotate(
            **ruled(),
            next_reference=Coalesce(
                Subquery(unread.filter(_after(OuterRef("received_at"), OuterRef("pk"))).values("reference")[:1]),
                Subquery(unread.values("reference")[:1]),
            ),
            previous_reference=Subquery(previous.values("reference")[:1]),
        )
        .first()
    )
    if contribution is None:
        raise Http404
    contribution.dialogue = dialogue
    return contribution


# Contributions as they stand in lists


@dataclass(frozen=True)
class Card:
    """A contribution as shown in a list: the wording that is shown to people, and what was read into it."""

    contribution: Contribution
    title: str
    text: str
    language: str
    is_masked: bool
    reading: Reading | None
    findings: tuple[int, ...]  # numbers


def cards(ids: Sequence[int]) -> dict[int, Card]:
    """Cards by contribution id, in the order of `ids`: three queries however many there are."""
    contributions = {row.pk: row for row in worded(Contribution.objects.filter(pk__in=ids))}
    readings = {
        row.contribution_id: row
        for row in Reading.objects.filter(contribution__in=ids).select_related("read_by", "duplicate_of")
    }
    numbers: dict[int, list[int]] = defaultdict(list)
    rests = Rest.objects.filter(contribution__in=ids).order_by("finding__number")
    for contribution_id, number in rests.values_list("contribution_id", "finding__number"):
        numbers[contribution_id].append(number)
    return {
        pk: Card(
            row,
            row.shown_title,
            row.shown_text,
            row.shown_language,
            row.shown_number > 1,
            readings.get(pk),
            tuple(numbers[pk]),
        )
        for pk in ids
        if (row := contributions.get(pk))
    }


def worded(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """With the wording that is shown (`shown_title`, `shown_text`, `shown_language` and `shown_number`), and whether
    only some may read it: `is_read_by_few`.
    """
    return rows.annotate(is_read_by_few=read_by_few(), **shown_wording("pk"))


SHOWN = ("shown_title", "shown_text", "shown_language", "shown_number")


def shown_wording(contribution: str) -> dict[str, Subquery]:
    """The columns SHOWN. contribution: the column that holds its id."""
    latest = Wording.objects.filter(contribution=OuterRef(contribution)).order_by("-number")
    return {name: Subquery(latest.values(name.removeprefix("shown_"))[:1]) for name in SHOWN}


def others_by(contribution: Contribution) -> list[int]:
    """Ids of other contributions of the same participant to this dialogue, oldest first, at most ten."""
    rows = Contribution.objects.filter(dialogue=contribution.dialogue_id, participant=contribution.participant_id)
    others = rows.exclude(pk=contribution.pk).order_by("received_at", "pk")
    return list(others.values_list("pk", flat=True)[:MOST_OTHERS])


def likely_copies(contribution: Contribution, text: str) -> list[int]:
    """Ids of contributions that repeat this text or that it repeats, at most five: the participant's own, then oldest.

    Cheap enough to be asked for every page: only texts of about the same length that share one of the longest words
    are compared. So a copy in which each of the three longest words was changed is not found.
    """
    words = rules.telling_words(text)
    if not words:
        return []
    holds = Q()
    for word in words:
        holds |= Q(text__contains=word)
    alike = (
        Wording.objects.filter(holds, contribution__dialogue=contribution.dialogue_id, number=1)
        .exclude(contribution=contribution.pk)
        .annotate(length=Length("text"))
        .filter(length__range=rules.lengths_alike(text))
        .order_by(Abs(F("length") - len(text)), "contribution")
        .values_list("contribution_id", "text", "contribution__received_at", "contribution__participant")
    )[:MOST_CANDIDATES]
    own = (contribution.pk, text, contribution.received_at, contribution.participant_id)
    in_order = sorted([*alike, own], key=lambda row: (row[2], row[0]))
    kin = rules.kin([(pk, received) for pk, received, _, _ in in_order], of=contribution.pk)
    same = {pk for pk, _, _, participant in in_order if participant == contribution.participant_id}
    return sorted(kin, key=lambda pk: pk not in same)[:MOST_ALIKE]
