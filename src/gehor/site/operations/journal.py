"""`gehor journal verify`."""

from gehor.ground.journal.models import Entry
from gehor.ground.journal.seal import Fault
from gehor.ground.journal.seal import verify as walk

from . import CannotDo


def verify(head: str | None) -> int:
    """Print a verdict; 1 when the chain is not whole."""
    verdict = walk(kept_head=_kept(head) if head else None)
    for fault in verdict.faults:
        print(sentence(fault))
    print(f"{verdict.sealed} entries sealed, {verdict.unsealed} waiting for the worker to seal them.")
    if not verdict.whole:
        print("The journal is NOT whole.")
        return 1
    print("The journal is whole.")
    print(f"Head, to keep somewhere else: {verdict.sealed}:{verdict.head}")
    return 0


def sentence(fault: Fault) -> str:
    if fault.code == "changed":
        entry = Entry.objects.filter(pk=fault.entry_id).first()
        what = f" ({entry.step} of {entry.at:%Y-%m-%d %H:%M})" if entry else ""
        return f"Entry {fault.entry_id}{what}, seal {fault.number}: changed or inserted after it was sealed."
    if fault.code == "missing":
        return f"Entry {fault.entry_id}, seal {fault.number}: removed."
    if fault.code == "seal_missing":
        return f"Seal {fault.number}: removed."
    return f"The chain does not contain the head you kept (number {fault.number}): its end was cut off or rewritten."


def _kept(head: str) -> tuple[int, str]:
    number, _, digest = head.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise CannotDo("--head is written NUMBER:HASH, as `gehor journal verify` printed it.")
    return int(number), digest
