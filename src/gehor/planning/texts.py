"""Code → text for everything that a plan says: for the lead who writes it and for the residents who read it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import LEVELS as LEVEL_NAMES
from gehor.process.words import Go, Level

from .models import Dialogue


@dataclass(frozen=True)
class LevelWords:
    """One level of participation: what it is called, what happens on it, and what it promises residents."""

    label: str | Promise
    meaning: str | Promise
    promise: str | Promise


LEVELS: dict[str, LevelWords] = {
    Level.INFORM: LevelWords(
        LEVEL_NAMES[Level.INFORM],
        _("Residents get facts about a question or a decision. They cannot change it."),
        _("We keep you informed, in words that can be understood."),
    ),
    Level.CONSULT: LevelWords(
        LEVEL_NAMES[Level.CONSULT],
        _("Residents say what they think of a proposal, or choose between proposals."),
        _("We read everything you say, and tell you how it was weighed."),
    ),
    Level.INVOLVE: LevelWords(
        LEVEL_NAMES[Level.INVOLVE],
        _("Residents and the organisation meet, and different views are tried against each other."),
        _("We talk with you until we understand your reasons, and report what we understood."),
    ),
    Level.INFLUENCE: LevelWords(
        LEVEL_NAMES[Level.INFLUENCE],
        _("Residents take part for a longer time, from what is needed to finished proposals, before the decision."),
        _("What you work out shapes the proposal. Where we depart from it, we explain why."),
    ),
    Level.CODECIDE: LevelWords(
        LEVEL_NAMES[Level.CODECIDE],
        _("Residents share in the decision itself, within a frame that the elected have set."),
        _("What you decide is carried out, within the frame that was given."),
    ),
}

# outcome of the first step → (what it is called, what happens then)
OUTCOMES: dict[str, tuple[Promise, Promise]] = {
    Go.RUN: (
        _("Run the dialogue"),
        _("The plan is written, and residents are invited to take part."),
    ),
    Go.INFORM_ONLY: (
        _("Inform only"),
        _("Nothing can be changed, so nobody is asked. Residents are told what is decided and why."),
    ),
    Go.REFER: (
        _("Refer to somebody else"),
        _("The question belongs elsewhere: another body, a dialogue with service users, complaints, a planning case."),
    ),
    Go.POSTPONE: (
        _("Postpone"),
        _("It is too early or too late. The question can be assessed again."),
    ),
    Go.DECLINE: (
        _("Do not run it"),
        _("A dialogue would not help the decision."),
    ),
}

# kind of dialogue → (what it is called, what it is)
KINDS: dict[str, tuple[Promise, Promise]] = {
    Dialogue.Kind.CITIZEN: (
        _("Citizen dialogue"),
        _("Residents and elected representatives, ahead of a political decision."),
    ),
    Dialogue.Kind.USER: (
        _("Dialogue with service users"),
        _("Those who use a service, about how it works."),
    ),
    Dialogue.Kind.PLAN: (
        _("Planning dialogue"),
        _("About land, buildings and places. The consultation that planning law requires is held separately."),
    ),
    Dialogue.Kind.MINORITY: (
        _("Consultation with a national minority"),
        _("With those it concerns, on questions that concern them."),
    ),
    Dialogue.Kind.BUDGET: (
        _("Participatory budget"),
        _("Residents propose how a sum of money is to be used, and choose among the proposals."),
    ),
    Dialogue.Kind.REFERRAL: (
        _("Referral for comments"),
        _("A written proposal that organisations and residents comment on."),
    ),
}

# part of the plan → what it is called. Named as the fields.
PARTS: dict[str, Promise] = {
    "title": _("Title"),
    "background": _("Background"),
    "question": _("Question"),
    "purpose": _("Purpose"),
    "goal": _("Goal"),
    "can_influence": _("What can be influenced"),
    "cannot_influence": _("What cannot be influenced"),
    "levels": _("Level of participation"),
    "deciding_body": _("Who decides"),
    "decision_on": _("Day of the decision"),
    "case_number": _("Case number"),
    "answer_due": _("Day of the answer"),
    "answer_promise": _("How the answer comes"),
    "contact_name": _("Contact person"),
    "contact_email": _("Contact person’s e-mail address"),
}
LAST_DAY = _("Last day to take part: {title}")

HEADINGS: dict[str, Promise] = {
    "assess": _("Should the dialogue be run at all?"),
    "purpose": _("Question, purpose and goal"),
    "influence": _("What can and cannot be influenced"),
    "decision_maker": _("Who decides, and when"),
    "answer_promise": _("The promise of an answer"),
    "activities": _("Ways of taking part"),
    "choose": _("A way of taking part"),
    "activity": _("Change a way of taking part"),
    "setup": _("Change how it is set up"),
    "drop": _("Remove a way of taking part"),
    "change": _("Publish a change"),
    "change_part": _("Publish a change"),
}

NEEDS: dict[str, Promise] = {
    "not_assessed_yet": _("It is not decided yet whether the dialogue is to be run."),
    "go": _("It is decided that the dialogue is to be run."),
    "question": _("The question is stated."),
    "purpose": _("The purpose is stated."),
    "goal": _("The goal is stated."),
    "influence": _("It is stated what can and what cannot be influenced."),
    "level": _("The level of participation is chosen."),
    "decision_maker": _("Deciding body, day of the decision and case number are named."),
    "answer_due": _("The day of the answer is promised."),
    "method": _("There is at least one way of taking part."),
    "nobody_yet": _("Nobody has taken part yet. After that, the plan changes only by a published change."),
}

WARNINGS: dict[str, Promise] = {
    "short_time_to_take_part": _(
        "Residents have less than two weeks to take part. Those who are seldom heard need longer."
    ),
    "short_time_to_read": _(
        "There is less than two weeks between the last day to take part and the decision. "
        "Everything must be read and written together in that time."
    ),
    "long_wait_for_answer": _("More than two months pass between the decision and the answer. Can it come sooner?"),
    "one_way_in": _("There is only one way in. Somebody who cannot use it is not heard."),
}

REFUSALS: dict[str, Promise] = {
    "unknown_kind_of_dialogue": _("Choose one of the kinds of dialogue."),
    "not_an_address": _("Write the address with a–z, 0–9 and single hyphens, at most {longest} characters."),
    "address_taken": _("Another dialogue has that address already. Choose another."),
    "no_such_outcome": _("Choose one of the outcomes."),
    "cannot_be_influenced": _(
        "A dialogue can only be run when both the question and those who decide can be influenced. "
        "Otherwise residents would be asked in vain: inform them instead, or postpone."
    ),
    "referred_to_whom": _("Say to whom the question is referred."),
    "unknown_level": _("Choose among the five levels of participation."),
    "no_level": _("Choose at least one level of participation."),
    "informing_is_no_dialogue": _(
        "Information alone is not a dialogue. Choose one more level, on which residents can influence something."
    ),
    "level_in_use": _(
        "A way of taking part stands on a level that you took away. Change the way of taking part first."
    ),
    "body_of_another_organisation": _("Choose one of your own organisation’s political bodies."),
    "decision_in_the_past": _("The day of the decision has passed. Choose a coming day."),
    "decision_before_end": _("The decision must come after the last day to take part."),
    "decision_after_answer": _("The answer is promised before that day. Move the day of the answer first."),
    "answer_in_the_past": _("The day of the answer has passed. Choose a coming day."),
    "answer_before_decision": _("The answer cannot come before the decision that it tells of."),
    "unknown_method": _("That way of taking part does not exist here."),
    "level_not_of_dialogue": _("Choose one of the levels that the dialogue stands on."),
    "level_not_of_method": _("This way of taking part does not suit that level. Choose another level, or another way."),
    "held_outside_its_days": _(
        "People meet on {day}, and then it is not open: that day lies before the first day or after the last. Put one "
        "of them right."
    ),
    "ends_before_it_begins": _("The last day comes before the first. Put one of them right."),
    "ends_in_the_past": _("The last day has passed. Choose a coming day."),
    "ends_after_decision": _("The last day to take part must come before the day of the decision."),
    "activity_has_been_open": _(
        "This way of taking part has been open or called off, and somebody may have used it, so it cannot be removed. "
        "If it is still open, close it instead."
    ),
    "somebody_uses_it": _(
        "Somebody has registered here already, so it cannot be removed. Call it off instead: they are told then."
    ),
    "setup_stands_fast": _("This way of taking part has been open or called off, so it stays as it is set up."),
    "activity_gone": _("This way of taking part has been removed by somebody else."),
    "unknown_part": _("Choose one of the parts of the plan."),
    "promise_has_passed": _(
        "The promised day has passed, and it stands: everybody can see how late the answer is. "
        "Say what happens now under “How the answer comes” instead."
    ),
    "plan_says_so_already": _("This is what the plan says already. Change something, or go back."),
}
