"""Where what is missing is mended, by which step, and by whom: one table for the to-do lists of all stages.

Pages of later stages are named by their addresses; nothing of theirs is imported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gehor.ground.act import Actor
from gehor.ground.organisations.texts import doers
from gehor.ground.sentences import need_text
from gehor.process import steps
from gehor.process.facts import Facts
from gehor.process.step import Need, Step

from .models import Dialogue


@dataclass(frozen=True)
class Mended:
    """Where a need is mended, and by which step."""

    url_name: str
    step: Step


# Need code → where and by which step it is mended: what the plan itself says, and all that a dialogue may lack
OF_THE_PLAN: dict[str, Mended] = {
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
}
MENDED: dict[str, Mended] = {
    **OF_THE_PLAN,
    "not_assessed_yet": Mended("planning:assess", steps.ASSESS),
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
    "summary_given": Mended("feedback:stages", steps.EXPLAIN_STAGE),
    "corrections_answered": Mended("replies:worklist", steps.ANSWER_CORRECTION),
    "second_tries_done": Mended("replies:worklist", steps.TRY_AGAIN),
}
OPEN_TO_ALL = {"approved"}  # who may not ask for it reads there how it stands


def mended_at(code: str, dialogue: Dialogue, actor: Actor) -> str:
    """The page where this person can see to it that the plan says what it must; "" where there is none."""
    mended = OF_THE_PLAN.get(code)
    if mended is None or not (code in OPEN_TO_ALL or actor.may(mended.step, dialogue.organisation_id)):
        return ""
    return reverse(mended.url_name, args=[dialogue.slug])


def todos(needs: Iterable[Need], dialogue: Dialogue, facts: Facts, actor: Actor) -> list[dict[str, Any]]:
    """Lines of design/todo.html."""
    return [todo(need, dialogue, facts, actor) for need in needs]


def todo(need: Need, dialogue: Dialogue, facts: Facts, actor: Actor) -> dict[str, Any]:
    """One line: mended by whoever reads it, or by those whom it names.

    What is in place is changed only as long as its step may be taken; what is missing may have to wait for its turn.
    """
    mended, done, url, why = MENDED.get(need.code), need.holds(facts), "", ""
    if mended is not None and not (done and mended.step.missing(facts)):
        if actor.may(mended.step, dialogue.organisation_id):
            url = reverse(mended.url_name, args=[dialogue.slug])
        elif not done:
            why = _("Done by: %(roles)s") % {"roles": doers(mended.step)}
    return {"text": need_text(need.code), "done": done, "url": url, "why": why}
