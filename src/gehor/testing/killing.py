"""Killing the server while many write, and finding out what became of what they had been promised."""

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field

from .resident import NotReceived, Resident
from .serving import Served


@dataclass
class Promised:
    """What the senders know: each key with the receipt they were given, or none when the answer never came."""

    receipts: dict[uuid.UUID, str | None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return sum(receipt is not None for receipt in self.receipts.values())


def write_and_kill(served: Served, promised: Promised, *, writers: int, after: float) -> None:
    """So many write as fast as they can. When `after` seconds are over, everything is killed in the middle of it."""
    residents = [Resident(served.address) for _ in range(writers)]
    threads = [threading.Thread(target=_write, args=(resident, promised)) for resident in residents]
    for thread in threads:
        thread.start()
    time.sleep(after)
    served.kill()
    for thread in threads:
        thread.join()


def _write(resident: Resident, promised: Promised) -> None:
    while True:
        key = uuid.uuid4()
        promised.receipts[key] = None
        try:
            promised.receipts[key] = resident.send(key, f"Mer ljus på gården, sade {key}.")
        except NotReceived as refusal:
            promised.refused.append(str(refusal))
        except (OSError, http.client.HTTPException):
            resident.leave()
            return


def faults(served: Served, promised: Promised) -> list[str]:
    """What is wrong after a restart. Whoever got no answer sends the same form once more; some others do too."""
    found = list(promised.refused)
    stock = json.loads(served.run("-m", "gehor.testing.stock"))
    for key, receipt in promised.receipts.items():
        if receipt is not None and stock["receipts"].get(str(key)) != receipt:
            found.append(f"{key} was acknowledged and is {'lost' if str(key) not in stock['receipts'] else 'another'}")
    resident = Resident(served.address)
    unsure = [key for key, receipt in promised.receipts.items() if receipt is None]
    for key in [*unsure, *list(promised.receipts)[-20:]]:
        receipt = resident.send(key, f"Mer ljus på gården, sade {key}.")
        before = promised.receipts[key] or stock["receipts"].get(str(key))
        if before not in (None, receipt):
            found.append(f"{key} was sent again and has another receipt")
        promised.receipts[key] = receipt
    resident.leave()
    return found + _unsound(json.loads(served.run("-m", "gehor.testing.stock")), promised)


def _unsound(stock: dict[str, object], promised: Promised) -> list[str]:
    found = [f"{what} is false" for what in ("each_noted_once", "each_worded_once") if not stock[what]]
    found += [f"the journal: {code}" for code in stock["journal_faults"]]
    if stock["database"] != "ok":
        found.append(f"the database: {stock['database']}")
    if stock["contributions"] != len(promised.receipts):
        found.append(f"{stock['contributions']} are stored, {len(promised.receipts)} were sent")
    return found
