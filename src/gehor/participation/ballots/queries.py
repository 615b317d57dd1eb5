"""What was asked, what was said, and whose it is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet

from gehor.ground import catalogue
from gehor.ground.organisations.models import Account
from gehor.ground.pages import Shelf
from gehor.ground.people.models import Participant
from gehor.ground.weight import weight
from gehor.participation.models import Contribution, Opening
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process import asking
from gehor.process.asking import Question
from gehor.process.method import Cast, Item, Said
from gehor.process.words import Channel

from . import rules
from .models import Ballot, FormVersion, Voter

COLUMNS = {"ballots": planning.counted(Voter.objects.all(), by="activity__dialogue")}

COUNTING = Ballot.objects.filter(aside=False, replaced_by__isnull=True)
KEPT_MOST_BYTES = 2 * 1024 * 1024
LAST_TYPED = 10

# Activity → its latest version. It never changes, so it is understood once
_kept: Shelf[FormVersion] = Shelf(KEPT_MOST_BYTES)

# Asked for each vote of many, so they are written out: putting a question together takes longer than the answer
LATEST = "SELECT id, sha256 FROM ballots_formversion WHERE activity_id = %s ORDER BY number DESC LIMIT 1"
STANDING = """
SELECT v.pseudonym, v.id, v.participant_id, v.proof, b.id FROM ballots_voter v LEFT JOIN ballots_ballot b
    ON b.voter_id = v.id AND NOT b.aside AND b.item IN (%s)
    AND NOT EXISTS (SELECT 1 FROM ballots_ballot later WHERE later.replaces_id = b.id)
WHERE v.activity_id = %%s AND v.pseudonym IN (%s)
"""
# Without its conditions it would find the same: with them there is an index that holds all of it
VOTED_ON = "SELECT %s FROM ballots_ballot WHERE voter_id IN (%s) AND NOT aside AND replaces_id IS NULL"
IN_ONE = {  # items have neither spaces nor commas
    "sqlite": "group_concat(voter_id || ' ' || item)",
    "postgresql": "string_agg(voter_id || ' ' || item, ',')",
}


def version(activity: Activity) -> FormVersion | None:
    """What is asked now, as it was frozen. None before the opening."""
    known = _kept.get(activity.pk)
    if known is not None:
        with connection.cursor() as cursor:
            cursor.execute(LATEST, [activity.pk])
            if cursor.fetchone() == (known.pk, known.sha256):
                return known
    latest = FormVersion.objects.filter(activity=activity).order_by("-number").first()
    if latest is not None:
        questions(latest)
        _kept.put(activity.pk, latest, weight(latest))
    return latest


def questions(frozen: FormVersion) -> tuple[Question, ...]:
    """The questions of a version, in the words in which they were asked."""
    if frozen.asked is None:
        frozen.asked = asking.from_json(frozen.questions)
    return frozen.asked


def versions(activities: Sequence[Activity]) -> dict[int, FormVersion]:
    """Activity id → its latest version, of those that have one: one query."""
    if len(activities) == 1:
        latest = version(activities[0])
        return {activities[0].pk: latest} if latest else {}
    rows = FormVersion.objects.filter(activity__in=activities).order_by("number")
    return {each.activity_id: each for each in rows}


def said(activity: Activity, *, only_shown: bool = False) -> Said:
    """All that was said in one activity and counts, as results see it: nothing about who. Two queries.

    only_shown: without the contributions that are not shown, or not yet.
    """
    return said_in([activity], only_shown={activity.pk} if only_shown else ())[activity.pk]


def said_in(activities: Sequence[Activity], *, only_shown: Container[int] = ()) -> dict[int, Said]:
    """Activity id → what was said there: two queries, however many. only_shown: ids of activities, as in `said`.

    The numbers of voters follow their pseudonyms, so they say nothing of who came first.
    """
    items: dict[int, list[Item]] = defaultdict(list)
    contributions = Contribution.objects.filter(activity__in=activities).order_by("reference")
    columns = ("activity", "published_at", "reference", "channel", "values")
    for activity, published_at, reference, channel, values in contributions.values_list(*columns):
        if published_at is not None or activity not in only_shown:
            items[activity].append(Item(reference, Channel(channel), values))
    counting: dict[int, list[Any]] = defaultdict(list)
    rows = COUNTING.filter(activity__in=activities)
    columns = ("activity", "voter__pseudonym", "item", "channel", "choice", "values")
    for activity, *ballot in rows.values_list(*columns).iterator(chunk_size=5000):
        counting[activity].append(ballot)
    return {each.pk: Said(tuple(items[each.pk]), _casts(counting[each.pk])) for each in activities}


def _casts(counting: Sequence[Any]) -> tuple[Cast, ...]:
    number = {pseudonym: place for place, pseudonym in enumerate(sorted({pseudonym for pseudonym, *_ in counting}))}
    casts = [
        Cast(number[pseudonym], item, Channel(channel), rules.put_together(choice, values))
        for pseudonym, item, channel, choice, values in counting
    ]
    return tuple(sorted(casts, key=lambda cast: (cast.item, cast.voter)))


def of(participant: Participant) -> list[Ballot]:
    """All ballots of one participant, the first received first, each with its version: for the receipt's holder.

    `is_open` says whether the activity takes any more.
    """
    still = Opening.objects.filter(activity=OuterRef("activity"), closed_at__isnull=True)
    rows = (
        Ballot.objects.annotate(is_open=Exists(still))
        .filter(voter__participant=participant)
        .order_by("received_at", "pk")
    )
    dialogue = "activity__dialogue"
    parts = (f"{dialogue}__organisation", f"{dialogue}__deciding_body", f"{dialogue}__earlier")
    return list(rows.select_related(*parts, "version", "replaced_by"))


def handed_in_again(activity: Activity) -> list[tuple[str, int]]:
    """By channel, how many ballots are kept and not counted, since the same person has another that is."""
    rows = Ballot.objects.filter(activity=activity).exclude(aside=False, replaced_by__isnull=True)
    return list(rows.order_by("channel").values_list("channel").annotate(count=Count("pk")))


def typed_in(activity: Activity) -> QuerySet[Ballot]:
    """What somebody has typed in, the latest first, each with its person: other receipts are not ours to see."""
    rows = Ballot.objects.filter(activity=activity, entered_by__isnull=False, imported_in__isnull=True)
    return rows.select_related("voter__participant", "version", "replaced_by").order_by("-pk")


def last_typed(activity: Activity, account: Account) -> list[Ballot]:
    """What this person typed in last; of a form about many things one ballot for all of them."""
    rows = typed_in(activity).filter(entered_by=account)
    if catalogue.methods()[activity.method].items is None:
        return list(rows[:LAST_TYPED])
    each = rows.order_by().values("voter").annotate(first=Min("pk"), last=Max("pk"), together=Count("pk"))
    forms = {row["first"]: row["together"] for row in each.order_by("-last")[:LAST_TYPED]}
    first = {row.pk: row for row in rows.filter(pk__in=forms)}
    for pk, together in forms.items():
        first[pk].together = together
    return [first[pk] for pk in forms]


def voters(dialogue: Dialogue) -> QuerySet[Voter]:
    """Everybody of whom a ballot has been received in the dialogue."""
    return Voter.objects.filter(activity__dialogue=dialogue)


def standing(
    activity: Activity, pseudonyms: Collection[str], items: Collection[str]
) -> tuple[dict[str, Voter], dict[tuple[int, str], Ballot]]:
    """Pseudonym → voter, and (voter, item) → the ballot that counts so far: one query, and one more where there is one.

    For a few: what does not stand in the question, as the participant, is fetched when it is asked for.
    """
    with connection.cursor() as cursor:
        cursor.execute(STANDING % (_holes(items), _holes(pseudonyms)), [*items, activity.pk, *pseudonyms])
        found = cursor.fetchall()
    voters, known = {}, []
    for pseudonym, *columns, ballot in found:
        voter = Voter.from_db(DEFAULT_DB_ALIAS, ("id", "participant_id", "proof"), columns)
        voter.pseudonym, voter.activity = pseudonym, activity
        voters[pseudonym] = voter
        known += [ballot] if ballot else []
    ballots = Ballot.objects.filter(pk__in=known) if known else ()
    return voters, {(row.voter_id, row.item): row for row in ballots}


def answered_at(activity: Activity, pseudonym: str) -> dt.datetime | None:
    """When the ballots of this voter came that count now, the first of them; None where there are none."""
    rows = Ballot.objects.filter(voter__activity=activity, voter__pseudonym=pseudonym, aside=False)
    return rows.filter(replaced_by__isnull=True).aggregate(first=Min("received_at"))["first"]


def voted_on(voters: Collection[int]) -> dict[int, frozenset[str]]:
    """Of each, by number, what they have voted on where ballots are about many things.

    One query with one row: each row more lets other threads come between (ground/rows.py).
    """
    with connection.cursor() as cursor:
        cursor.execute(VOTED_ON % (IN_ONE[connection.vendor], _holes(voters)), [*voters])
        (found,) = cursor.fetchone()
    items: dict[int, set[str]] = {voter: set() for voter in voters}
    for each in found.split(",") if found else ():
        voter, _, item = each.partition(" ")
        items[int(voter)].add(item)
    return {voter: frozenset(some - {""}) for voter, some in items.items()}


def _holes(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def counting(known: Iterable[Voter], items: Iterable[str]) -> QuerySet[Ballot]:
    """The ballots of these voters on these items that count now."""
    return COUNTING.filter(voter__in=list(known), item__in=list(items))
