"""Whom a working page lets in, and who mends what is missing: what the workbench offers, and to whom."""

from dataclasses import dataclass

from django.urls import reverse

from gehor.ground.act import Actor
from gehor.ground.organisations.texts import doers
from gehor.process import steps
from gehor.process.steps import Step

from .queries import Standing

# Working page (of texts.PAGES) → the steps of which one opens its door. The other pages are open to all who work here.
DOORS: dict[str, tuple[Step, ...]] = {
    "earlier": (steps.PUT_RIGHT,),
    "sources": (steps.ADD_SOURCE, steps.BRING_FINDINGS),
    "change": (steps.PUBLISH_CHANGE,),
    "imports": (steps.IMPORT,),
    "worklist": (steps.READ, steps.MASK),
    "findings": (steps.READ, steps.MASK),
    "check": (steps.ANSWER_OBJECTION, steps.ENTER_RESPONSE),
    "write_basis": (steps.WRITE_BASIS, steps.FREEZE_BASIS),
    "deliveries": (steps.HAND_OVER, steps.SETTLE_DELIVERY),
    "replies": (steps.ANSWER_CORRECTION, steps.ENTER_CORRECTION, steps.SHOW_CORRECTION, steps.HAND_OVER_REPLY),
}


@dataclass(frozen=True)
class Mended:
    """Where a need is mended, and by which step."""

    url_name: str
    step: Step


# Need code → where and by which step it is mended
MENDED: dict[str, Mended] = {
    "not_assessed_yet": Mended("planning:assess", steps.ASSESS),
    "go": Mended("planning:assess", steps.ASSESS),
    "question": Mended("planning:purpose", steps.STATE_PURPOSE),
    "purpose": Mended("planning:purpose", steps.STATE_PURPOSE),
    "goal": Mended("planning:purpose", steps.STATE_PURPOSE),
    "influence": Mended("planning:influence", steps.STATE_INFLUENCE),
    "level": Mended("planning:influence", steps.STATE_INFLUENCE),
    "decision_maker": Mended("planning:decision_maker", steps.NAME_DECISION_MAKER),
    "answer_due": Mended("planning:answer_promise", steps.PROMISE_ANSWER),
    "method": Mended("planning:activities", steps.CHOOSE_METHOD),
    "approved": Mended("together:approval", steps.ASK_APPROVAL),
    "audience": Mended("recruitment:target_groups", steps.NAME_TARGET_GROUP),
    "opened": Mended("participation:openings", steps.OPEN_PARTICIPATION),
    "open": Mended("participation:openings", steps.OPEN_PARTICIPATION),
    "closed": Mended("participation:openings", steps.CLOSE_PARTICIPATION),
    "all_read": Mended("analysis:worklist", steps.READ),
    "finding": Mended("analysis:findings", steps.WRITE_FINDING),
    "grounded": Mended("analysis:findings", steps.WRITE_FINDING),
    "no_open_check": Mended("checking:overview", steps.CLOSE_CHECK),
    "objections_answered": Mended("checking:overview", steps.ANSWER_OBJECTION),
    "signed_off": Mended("analysis:sign_off", steps.SIGN_OFF),
    "some_decided": Mended("decision:decide_list", steps.DECIDE),
    "all_decided": Mended("decision:decide_list", steps.DECIDE),
    "all_answered": Mended("feedback:write_list", steps.WRITE_ANSWER),
    "released": Mended("feedback:release", steps.RELEASE_ANSWERS),
    "all_delivered": Mended("feedback:deliveries", steps.HAND_OVER),
    "corrections_answered": Mended("replies:worklist", steps.ANSWER_CORRECTION),
    "second_tries_done": Mended("replies:worklist", steps.TRY_AGAIN),
}


def is_open(page: str, actor: Actor, organisation_id: int) -> bool:
    return page not in DOORS or any(actor.may(step, organisation_id) for step in DOORS[page])


def mending(code: str, standing: Standing, actor: Actor, *, is_missing: bool) -> tuple[str, str]:
    """(where this actor mends it or "", who else does or "").

    What is in place is changed only as long as its step may be taken; what is missing may have to wait for its turn.
    """
    mended = MENDED.get(code)
    if mended is None or not (is_missing or not mended.step.missing(standing.facts)):
        return "", ""
    if actor.may(mended.step, standing.dialogue.organisation_id):
        return reverse(mended.url_name, args=[standing.dialogue.slug]), ""
    return "", doers(mended.step) if is_missing else ""
