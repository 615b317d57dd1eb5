"""Every change of the register of partners and of the networks."""

from .contacts import add_contact, change_contact, forget, forget_due, keep_contact, send_link
from .networks import change_network, decide_on_network, join, leave, plan_network
from .partners import change_partner, import_partners, merge_partners, note_exchange, note_talk, register_partner

__all__ = [
    "add_contact",
    "change_contact",
    "change_network",
    "change_partner",
    "decide_on_network",
    "forget",
    "forget_due",
    "import_partners",
    "join",
    "keep_contact",
    "leave",
    "merge_partners",
    "note_exchange",
    "note_talk",
    "plan_network",
    "register_partner",
    "send_link",
]
