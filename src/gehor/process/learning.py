"""What organisations do together so as to learn from each other: networks, and who is in them.

Steps, needs and facts as for a dialogue, on one page: nothing here is about one dialogue. The host of a network takes
the steps in its own organisation; it has no power over those who are invited.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .step import Need, Step
from .words import Role

HOST = frozenset({Role.NETWORK_HOST})


@dataclass(frozen=True)
class NetworkFacts:
    """What is true of one network right now."""

    started: bool = False  # a decision to try it has been taken
    ended: bool = False


def _network(code: str, holds: Callable[[NetworkFacts], bool]) -> Need:
    return Need(code, holds)


STARTED = _network("network_started", lambda f: f.started)
NOT_ENDED = _network("network_not_ended", lambda f: not f.ended)

# Whom the organisation knows of: the register of partners
REGISTER_PARTNER = Step("network.register_partner", by=HOST)
IMPORT_PARTNERS = Step("network.import_partners", by=HOST)
CHANGE_PARTNER = Step("network.change_partner", by=HOST)
MERGE_PARTNERS = Step("network.merge_partners", by=HOST)
ADD_CONTACT = Step("network.add_contact", by=HOST)
CHANGE_CONTACT = Step("network.change_contact", by=HOST)
FORGET_CONTACT = Step("network.forget_contact", by=HOST | {Role.MACHINE, Role.RESIDENT})

KEEP_CONTACT = Step("network.keep_contact", by=HOST | {Role.RESIDENT})
NOTE_TALK = Step("network.note_talk", by=HOST)
NOTE_EXCHANGE = Step("network.note_exchange", by=HOST)

# A network, and who is in it
PLAN_NETWORK = Step("network.plan", by=HOST)
CHANGE_NETWORK = Step("network.change", by=HOST, needs=(NOT_ENDED,))
DECIDE_ON_NETWORK = Step("network.decide", by=HOST, needs=(NOT_ENDED,))
JOIN_NETWORK = Step("network.join", by=HOST, needs=(STARTED, NOT_ENDED))
LEAVE_NETWORK = Step("network.leave", by=HOST, needs=(NOT_ENDED,))

NEEDS = {need.code: need for need in list(globals().values()) if isinstance(need, Need)}
STEPS = {step.key: step for step in list(globals().values()) if isinstance(step, Step)}
