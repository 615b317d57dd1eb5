"""Whom a working page lets in: what the workbench offers, and to whom."""

from gehor.ground.act import Actor
from gehor.process import steps
from gehor.process.step import Step

# Working page (of texts.PAGES) → the steps of which one opens its door. The other pages are open to all who work here.
DOORS: dict[str, tuple[Step, ...]] = {
    "earlier": (steps.PUT_RIGHT,),
    "sources": (steps.ADD_SOURCE, steps.BRING_FINDINGS),
    "change": (steps.PUBLISH_CHANGE,),
    "imports": (steps.IMPORT,),
    "worklist": (steps.READ, steps.MASK),
    "moderation": (steps.RULE,),
    "findings": (steps.READ, steps.MASK),
    "check": (steps.ANSWER_OBJECTION, steps.ENTER_RESPONSE),
    "write_basis": (steps.WRITE_BASIS, steps.FREEZE_BASIS),
    "deliveries": (steps.HAND_OVER, steps.SETTLE_DELIVERY),
    "example": (steps.MAKE_EXAMPLE,),
    "replies": (steps.ANSWER_CORRECTION, steps.ENTER_CORRECTION, steps.SHOW_CORRECTION, steps.HAND_OVER_REPLY),
}


def is_open(page: str, actor: Actor, organisation_id: int) -> bool:
    return page not in DOORS or any(actor.may(step, organisation_id) for step in DOORS[page])
