"""`gehor journal verify`."""

from django.utils.translation import gettext as _

from gehor.ground.journal.models import Entry
from gehor.ground.journal.seal import Fault
from gehor.ground.journal.seal import verify as walk

from . import CannotDo


def verify(head: str | None) -> int:
    """Print a verdict; 1 when the chain is not whole."""
    verdict = walk(kept_head=_kept(head) if head else None)
    for fault in verdict.faults:
        print(sentence(fault))
    counted = _("Sealed entries: {sealed}; waiting for the worker to seal them: {unsealed}.")
    print(counted.format(sealed=verdict.sealed, unsealed=verdict.unsealed))
    if not verdict.whole:
        print(_("The journal is NOT whole."))
        return 1
    print(_("The journal is whole."))
    print(_("Head, to keep somewhere else: {head}").format(head=f"{verdict.sealed}:{verdict.head}"))
    return 0


def sentence(fault: Fault) -> str:
    if fault.code == "changed":
        entry = Entry.objects.filter(pk=fault.entry_id).first()
        what = f" ({entry.step}, {entry.at:%Y-%m-%d %H:%M})" if entry else ""
        said = _("Entry {entry}, seal {number}: changed or inserted after it was sealed.")
        return said.format(entry=f"{fault.entry_id}{what}", number=fault.number)
    if fault.code == "missing":
        return _("Entry {entry}, seal {number}: removed.").format(entry=fault.entry_id, number=fault.number)
    if fault.code == "seal_missing":
        return _("Seal {number}: removed.").format(number=fault.number)
    if fault.code == "copied":
        return _("Entry {entry}: a copy of another entry.").format(entry=fault.entry_id)
    if fault.code == "slipped_in":
        return _slipped_in(fault)
    said = _("The chain does not contain the head you kept (number {number}): its end was cut off or rewritten.")
    return said.format(number=fault.number)


def _slipped_in(fault: Fault) -> str:
    entries = str(fault.entry_id) if fault.entry_id == fault.last else f"{fault.entry_id}–{fault.last}"
    said = _(
        "Entry {entries}: put in or changed past Gehör, or written under another GEHOR_SECRET_KEY. "
        "If that was replaced, put the former one into GEHOR_FORMER_KEYS and verify again."
    )
    return said.format(entries=entries)


def _kept(head: str) -> tuple[int, str]:
    number, _colon, digest = head.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise CannotDo(_("--head is written NUMBER:HASH, as `gehor journal verify` printed it."))
    return int(number), digest
