"""What must hold before a step, as a to-do list: mended by who reads it, or by those whom it names."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gehor.ground.act import Actor
from gehor.ground.organisations.texts import doers
from gehor.ground.sentences import need_text
from gehor.planning.models import Dialogue
from gehor.process import steps
from gehor.process.facts import Facts
from gehor.process.needs import Need
from gehor.process.steps import Step

# Need code → the page where it is mended, and by which step
MENDED_AT: dict[str, tuple[str, Step]] = {
    "closed": ("participation:openings", steps.CLOSE_PARTICIPATION),
    "all_read": ("analysis:worklist", steps.READ),
    "signed_off": ("analysis:sign_off", steps.SIGN_OFF),
    "some_decided": ("decision:decide_list", steps.DECIDE),
    "all_decided": ("decision:decide_list", steps.DECIDE),
    "all_answered": ("feedback:write_list", steps.WRITE_ANSWER),
    "released": ("feedback:release", steps.RELEASE_ANSWERS),
    "all_delivered": ("feedback:deliveries", steps.HAND_OVER),
}


def todos(needs: Iterable[Need], dialogue: Dialogue, facts: Facts, actor: Actor) -> list[dict[str, Any]]:
    """Lines of design/todo.html. What is in place is changed only as long as its step may be taken."""
    return [_todo(need, dialogue, facts, actor) for need in needs]


def _todo(need: Need, dialogue: Dialogue, facts: Facts, actor: Actor) -> dict[str, Any]:
    line = {"text": need_text(need.code), "done": need.holds(facts)}
    where, step = MENDED_AT.get(need.code, ("", None))
    if step is None or (line["done"] and step.missing(facts)):
        return line
    if actor.may(step, dialogue.organisation_id):
        return {**line, "url": reverse(where, args=[dialogue.slug])}
    return line if line["done"] else {**line, "why": _("Done by: %(roles)s") % {"roles": doers(step)}}
