"""The chain: sealing entries, and finding out whether somebody has changed, removed or slipped in one."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from .models import Entry, Seal

SEAL_LOCK = 0x6765686F72  # "gehor": the advisory lock of whoever seals on PostgreSQL
START = "0" * 64


def digest(before: str, entry: Entry) -> str:
    """SHA-256 over the hash before and the entry in one canonical form."""
    said = json.dumps(
        [
            entry.pk,
            entry.at.isoformat(timespec="microseconds"),
            entry.organisation_id,
            entry.dialogue_id,
            entry.step,
            entry.actor,
            entry.subject_kind,
            entry.subject_id,
            entry.codes,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()


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
    """One thing wrong with the chain. code: changed, missing, seal_missing; entry_id or seal number says which."""

    code: str
    number: int
    entry_id: int | None


@dataclass(frozen=True)
class Verdict:
    sealed: int
    unsealed: int
    faults: tuple[Fault, ...]
    head: str  # write it down elsewhere: a chain that is cut at its end shows only against a kept head

    @property
    def whole(self) -> bool:
        return not self.faults


def verify(*, kept_head: tuple[int, str] | None = None) -> Verdict:
    """Walk the whole chain. kept_head (number, hash), noted earlier elsewhere, also reveals a cut-off end.

    After a changed entry the walk goes on from the stored hash, so each fault is named once.
    An entry slipped in without a seal counts as unsealed; one slipped in with a seal breaks the hash there.
    """
    faults = []
    number, before = 0, START
    for seal, entry in _pairs():
        while number + 1 < seal.pk:
            number += 1
            faults.append(Fault("seal_missing", number, None))
        number = seal.pk
        if entry is None:
            faults.append(Fault("missing", seal.pk, seal.entry_id))
        elif digest(before, entry) != seal.hash:
            faults.append(Fault("changed", seal.pk, entry.pk))
        before = seal.hash
    if kept_head is not None:
        kept = Seal.objects.filter(pk=kept_head[0]).first()
        if kept is None or kept.hash != kept_head[1]:
            faults.append(Fault("head_differs", kept_head[0], None))
    sealed = Seal.objects.count()
    unsealed = Entry.objects.exclude(pk__in=Seal.objects.values("entry_id")).count()
    return Verdict(sealed, unsealed, tuple(faults), before)


def _pairs(step: int = 2000) -> Iterator[tuple[Seal, Entry | None]]:
    after = 0
    while seals := list(Seal.objects.filter(pk__gt=after).order_by("pk")[:step]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield seal, entries.get(seal.entry_id)
        after = seals[-1].pk
