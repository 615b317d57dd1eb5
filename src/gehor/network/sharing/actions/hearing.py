"""How a fetch ended, and what was heard of an organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.process.learning import HEAR

from .. import rules
from ..fetching import Stamp
from ..models import Fetch, Heard, HeardDialogue, HeardFigure, Source
from ..reading import Read, Refused

REFUSED_KEPT = 100
GONE = "feed_gone"


@dataclass(frozen=True)
class Ended:
    """How one fetch ended. fault: code of why nothing came, with what its sentence needs."""

    fault: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    unchanged: bool = False
    received: int = 0
    stamp: Stamp | None = None
    read: Read | None = None  # of an organisation
    counts: Mapping[str, int] = field(default_factory=dict)  # of a library, where it has been brought in already
    refused: Sequence[Refused] = ()


@transaction.atomic
def hear(fetch: Fetch, ended: Ended, *, actor: Actor) -> Fetch:
    """Note how it ended, and take in what an organisation tells. What it does not tell any more goes.

    A feed that is no longer listened to leaves nothing. Told a second time that it has ended, nothing is done.
    """
    act = begin(HEAR, fetch.source.organisation, actor=actor)
    source = Source.objects.select_for_update(no_key=True).get(pk=fetch.source_id)
    fetch = Fetch.objects.get(pk=fetch.pk)
    if fetch.ended_at is None:
        counts = dict(ended.counts)
        if source.ended_at is None and source.what == Source.What.ORGANISATION:
            counts |= _organisation(source, ended)
        _note(source, ended)
        _end(fetch, ended, counts)
    record(act, subject=fetch, fault=fetch.fault or None)
    return fetch


def _note(source: Source, ended: Ended) -> None:
    now = clock.now()
    source.failures = min(source.failures + 1, 1000) if ended.fault else 0
    source.due_at = rules.next_fetch(now, failures=source.failures)
    # What was fetched but not taken in is fetched whole the next time
    stamp = ended.stamp if not ended.fault and ended.stamp else Stamp()
    source.etag, source.modified = stamp.etag, stamp.modified
    source.save(update_fields=["failures", "due_at", "etag", "modified"])


def _end(fetch: Fetch, ended: Ended, counts: Mapping[str, int]) -> None:
    refused = [*ended.refused, *(ended.read.refused if ended.read else ())]
    fetch.ended_at = max(clock.now(), fetch.asked_at)  # a clock may have been put back
    fetch.began_at = fetch.began_at or fetch.ended_at
    fetch.fault, fetch.params, fetch.unchanged = ended.fault, dict(ended.params), ended.unchanged
    fetch.received = ended.received or fetch.received
    fetch.counts = {code: count for code, count in counts.items() if count}
    fetch.refused = [[name[:500], code, dict(params)] for name, code, params in refused[:REFUSED_KEPT]]
    fetch.refused_in_all = len(refused)
    fetch.save()


def _organisation(source: Source, ended: Ended) -> dict[str, int]:
    """Code → how many dialogues and figures."""
    if ended.fault == GONE:
        gone = HeardDialogue.objects.filter(heard__source=source).count()
        Heard.objects.filter(source=source).delete()
        return {"withdrawn": gone}
    if ended.unchanged:
        Heard.objects.filter(source=source).update(confirmed_at=clock.now())
    if ended.read is None:
        return {}
    read = ended.read
    heard, _made = Heard.objects.update_or_create(
        source=source,
        defaults={
            "name": read.name,
            "kind": read.kind,
            "url": read.url,
            "inhabitants": read.inhabitants,
            "public": read.public,
            "confirmed_at": clock.now(),
        },
    )
    return {**_dialogues(heard, read), "figures": _figures(heard, read)}


def _figures(heard: Heard, read: Read) -> int:
    heard.figures.all().delete()
    HeardFigure.objects.bulk_create(
        [HeardFigure(heard=heard, year=year, code=code, **asdict(cell)) for (year, code), cell in read.figures.items()],
        batch_size=500,
    )
    return len(read.figures)


def _dialogues(heard: Heard, read: Read) -> dict[str, int]:
    """New ones, changed ones, and those that are told of no more."""
    known = {row.url: row for row in heard.dialogues.all()}
    now = clock.now()
    new, changed, unchanged = [], [], 0
    for url, dialogue in read.dialogues.items():
        said, row = asdict(dialogue), known.get(url)
        if row is None:
            new.append(HeardDialogue(heard=heard, first_heard_at=now, changed_at=now, **said))
        elif any(getattr(row, name) != value for name, value in said.items()):
            vars(row).update(said, changed_at=now)
            changed.append(row)
        else:
            unchanged += 1
    gone = known.keys() - read.dialogues.keys()
    heard.dialogues.filter(pk__in=_ids(known[url] for url in gone)).delete()
    HeardDialogue.objects.bulk_create(new, batch_size=500)
    HeardDialogue.objects.bulk_update(changed, [*_SAID, "changed_at"], batch_size=200)
    return {"new": len(new), "changed": len(changed), "unchanged": unchanged, "withdrawn": len(gone)}


def _ids(rows: Iterable[HeardDialogue]) -> list[int]:
    return [row.pk for row in rows]


_SAID = [
    each.name for each in HeardDialogue._meta.fields if each.name not in ("id", "heard", "first_heard_at", "changed_at")
]
