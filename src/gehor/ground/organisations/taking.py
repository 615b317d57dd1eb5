"""A form of staff that is sent twice is taken once: pressed twice without JavaScript, or once more after going back.

The table says which forms were taken and where they led. It is asked by `begin`, in the transaction of the action
itself, so that of two at the same moment one waits for the other, and one that failed may be sent again.
"""

import hashlib
import time
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import HttpRequest

from gehor.ground import clock

from .models import TakenForm

KEPT = timedelta(days=1)
PATIENCE_SECONDS = 2.0  # between the change of the first and the address to which it leads


class TakenAlready(Exception):
    """The same form has been taken: what it changed is changed, and nothing more is."""


@dataclass
class Sending:
    """One sending of a form by a member of staff. `taken` is called by whoever begins a change."""

    account_id: int
    key: str
    number: UUID = field(default_factory=uuid4)
    is_taken: bool = False

    def taken(self) -> None:
        mine = {"number": self.number, "at": clock.now()}
        row, _is_new = TakenForm.objects.get_or_create(account_id=self.account_id, key=self.key, defaults=mine)
        if row.number != self.number:
            raise TakenAlready
        self.is_taken = True

    def led_to(self) -> str:
        """Where it led when it was taken, or nothing."""
        rows = TakenForm.objects.filter(account_id=self.account_id, key=self.key)
        return rows.values_list("leads_to", flat=True).first() or ""

    def soon_led_to(self) -> str:
        """As led_to, of a form that has been taken a moment ago and is still being answered."""
        patient_until = time.monotonic() + PATIENCE_SECONDS
        while not (found := self.led_to()) and time.monotonic() < patient_until:
            time.sleep(0.02)
        return found

    def leads_to(self, address: str) -> None:
        """Note where it leads. Nowhere: then it may be sent again, as when a file is fetched by a button."""
        if self.is_taken and address:
            self._row().update(leads_to=address)
        elif self.is_taken:
            self._row().delete()

    def _row(self) -> QuerySet[TakenForm]:
        return TakenForm.objects.filter(account_id=self.account_id, key=self.key, number=self.number)


def sending_of(request: HttpRequest, account_id: int) -> Sending | None:
    """By what is typed and the mark of the page on which it was: each page that is made has a token of its own."""
    token = request.POST.get("csrfmiddlewaretoken")
    if not token:
        return None
    said = [(name, value) for name, values in request.POST.lists() for value in values]
    key = hashlib.sha256(f"{request.get_full_path()}\n{urlencode(said)}".encode())
    for name, files in request.FILES.lists():
        for file in files:
            key.update(f"\n{name}\n{file.name}\n{file.size}\n".encode())
            for chunk in file.chunks():
                key.update(chunk)
            file.seek(0)
    return Sending(account_id, key.hexdigest())


def forget_old() -> int:
    gone, _of_each = TakenForm.objects.filter(at__lt=clock.now() - KEPT).delete()
    return gone
