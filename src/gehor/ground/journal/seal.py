"""The chain: sealing entries, and finding out whether somebody has changed, removed or slipped in one."""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count

from .models import Entry, Seal

SEAL_LOCK = 0x6765686F72  # "gehor": the advisory lock of whoever seals on PostgreSQL
START = "0" * 64
MARK, CHANCE = 32, 10  # signs of a mark, and how many of them are drawn
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def digest(before: str, entry: Entry) -> str:
    """SHA-256 over the hash before and the entry in one canonical form."""
    return hashlib.sha256(f"{before}\n{_canonical([entry.pk, *_told(entry)])}".encode()).hexdigest()


def marked(entry: Entry) -> Entry:
    """The entry with its mark, before it is stored: a code over what it tells, under a key that the database lacks.

    It begins with signs of chance: what is done twice in one moment has two marks, and what is copied has one.
    """
    entry.mark = _mark(settings.SECRET_KEY, secrets.token_hex(CHANCE // 2), entry)
    return entry


def is_ours(entry: Entry) -> bool:
    """Whether an action of this installation wrote it, as it stands. Its number is not in the mark, but in the seal."""
    keys = (settings.SECRET_KEY, *settings.FORMER_KEYS)
    return entry.mark in [_mark(key, entry.mark[:CHANCE], entry) for key in keys]


def _mark(key: str, chance: str, entry: Entry) -> str:
    told = _canonical([chance, *_told(entry)]).encode()
    return chance + hmac.digest(_journal_key(key), told, "sha256").hex()[: MARK - CHANCE]


@cache
def _journal_key(key: str) -> bytes:
    return hmac.digest(key.encode(), b"gehor.journal.mark", "sha256")


def _told(entry: Entry) -> list[object]:
    return [
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.organisation_id,
        entry.dialogue_id,
        entry.step,
        entry.actor,
        entry.subject_kind,
        entry.subject_id,
        entry.codes,
    ]


@transaction.atomic
def seal_new(*, most: int = 1000) -> list[Entry]:
    """Seal up to `most` unsealed entries and return them, oldest first.

    Entries are found by having no seal, not by a highest id: a slow transaction may commit a lower id later.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
    entries = list(
        Entry.objects.extra(
            where=["NOT EXISTS (SELECT 1 FROM journal_seal s WHERE s.entry_id = journal_entry.id)"]
        ).order_by("id")[:most]
    )
    last = Seal.objects.order_by("-id").first()
    number, before = (last.pk, last.hash) if last else (0, START)
    seals = []
    for entry in entries:
        number, before = number + 1, digest(before, entry)
        seals.append(Seal(pk=number, entry_id=entry.pk, hash=before))
    Seal.objects.bulk_create(seals)
    return entries


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the journal: by seal number, entry, or both.

    code: changed, missing, seal_missing, head_differs say that the chain does not hold. slipped_in: no action wrote
    the entries from entry_id to `last`, at least not under a key that is known here. copied: as one before it.
    """

    code: str
    number: int | None
    entry_id: int | None
    last: int | None = None


@dataclass(frozen=True)
class Verdict:
    sealed: int
    unsealed: int
    faults: tuple[Fault, ...]
    head: str  # write it down elsewhere: a chain that is cut at its end shows only against a kept head

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def holds(self) -> bool:
        """Whether all that is wrong, if anything, is that entries have no mark of a known key."""
        return all(fault.code == "slipped_in" for fault in self.faults)


def verify(*, kept_head: tuple[int, str] | None = None) -> Verdict:
    """Walk the whole journal. kept_head (number, hash), noted earlier elsewhere, also reveals a cut-off end.

    After a changed entry the walk goes on from the stored hash, so each fault is named once. What is not sealed yet is
    looked at too: an entry that was slipped in has no mark of ours, or the mark of another.
    """
    walk = _Walk()
    for seal, entry in _pairs():
        walk.over(seal, entry)
    unsealed = 0
    for entry in Entry.objects.exclude(pk__in=Seal.objects.values("entry_id")).order_by("pk").iterator(chunk_size=2000):
        walk.past(entry)
        unsealed += 1
    if kept_head is not None:
        kept = Seal.objects.filter(pk=kept_head[0]).first()
        if kept is None or kept.hash != kept_head[1]:
            walk.faults.append(Fault("head_differs", kept_head[0], None))
    return Verdict(Seal.objects.count(), unsealed, tuple(walk.faults), walk.before)


class _Walk:
    """Along the chain, with what has been found wrong so far."""

    def __init__(self) -> None:
        marks = Entry.objects.values("mark").annotate(times=Count("pk")).filter(times__gt=1)
        self.repeated = dict.fromkeys(marks.values_list("mark", flat=True), False)  # mark → whether it was passed
        self.faults: list[Fault] = []
        self.number, self.before = 0, START
        self.passed = 0  # the entry before this one

    def over(self, seal: Seal, entry: Entry | None) -> None:
        self.faults += [Fault("seal_missing", number, None) for number in range(self.number + 1, seal.pk)]
        if entry is None:
            self.faults.append(Fault("missing", seal.pk, seal.entry_id))
        elif digest(self.before, entry) != seal.hash:
            self.faults.append(Fault("changed", seal.pk, entry.pk))
        else:
            self.past(entry)
        self.number, self.before = seal.pk, seal.hash

    def past(self, entry: Entry) -> None:
        if not is_ours(entry):
            self._slipped_in(entry.pk)
        elif self.repeated.get(entry.mark):
            self.faults.append(Fault("copied", None, entry.pk))
        elif entry.mark in self.repeated:
            self.repeated[entry.mark] = True
        self.passed = entry.pk

    def _slipped_in(self, pk: int) -> None:
        """Those that stand next to each other are named together: all may be of a key that was there before."""
        latest = self.faults[-1] if self.faults else None
        if latest and latest.code == "slipped_in" and latest.last == self.passed:
            self.faults[-1] = replace(latest, last=pk)
        else:
            self.faults.append(Fault("slipped_in", None, pk, pk))


def _pairs(step: int = 2000) -> Iterator[tuple[Seal, Entry | None]]:
    after = 0
    while seals := list(Seal.objects.filter(pk__gt=after).order_by("pk")[:step]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield seal, entries.get(seal.entry_id)
        after = seals[-1].pk
