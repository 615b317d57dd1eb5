"""Code → text for approval, comments, things to do and minutes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.planning.project.outline import PARTS as REST
from gehor.planning.texts import PARTS as PLAN_PARTS

from .content import PLAN
from .rules import Answer, State, Way

PARTS: dict[str, Promise] = {
    PLAN: _("The whole plan"),
    **PLAN_PARTS,
    "target_groups": _("Target groups"),
    **{part.key: part.heading for part in REST.values()},
}

WAYS: dict[str, tuple[Promise, Promise]] = {
    Way.PERSONS: (_("Persons"), _("Everybody who is named below must approve.")),
    Way.BODY: (
        _("A political body"),
        _("It decides at a meeting; a dialogue lead or a registrar enters the decision."),
    ),
}

# answer → (what it is called, what happens then)
ANSWERS: dict[str, tuple[Promise, Promise]] = {
    Answer.APPROVE: (_("Approve"), _("The plan may be carried out as it stands.")),
    Answer.CHANGE: (_("Ask for a change"), _("The lead changes the plan and asks again. Say what must change.")),
    Answer.DECLINE: (_("Decline"), _("The dialogue is not to be held by this plan. Say why.")),
}
ANSWERED: dict[str, tuple[Promise, str, str]] = {  # what somebody has answered, sign and tone of its tag
    Answer.APPROVE: (_("Approves"), "done", "good"),
    Answer.CHANGE: (_("Asks for a change"), "warning", "now"),
    Answer.DECLINE: (_("Declines"), "danger", "bad"),
}

STATES: dict[str, tuple[Promise, str, str]] = {
    State.WAITING: (_("Waits for an answer"), "under_way", "now"),
    State.APPROVED: (_("Approved"), "done", "good"),
    State.CHANGE: (_("To be changed"), "warning", "now"),
    State.DECLINED: (_("Declined"), "danger", "bad"),
}
OUTDATED: tuple[Promise, str, str] = (_("Changed since it was approved"), "warning", "now")
STALE: tuple[Promise, str, str] = (_("Changed since it was sent out"), "warning", "now")

HEADINGS: dict[str, Promise] = {
    "shared": _("Work together"),
    "approval": _("Approval of the plan"),
    "comments": _("Comments on the plan"),
    "assign": _("Give somebody something to do"),
    "minutes": _("Minutes of the steering group"),
    "correct": _("Correct the minutes"),
}

NEEDS: dict[str, Promise] = {
    "approved": _("The plan as it stands is approved."),
}

REFUSALS: dict[str, Promise] = {
    "nobody_approves": _("Name at least one person who approves plans. Otherwise nothing could ever open."),
    "no_such_way": _("Choose who approves plans."),
    "no_such_answer": _("Choose one of the answers."),
    "not_a_colleague": _("Choose somebody who works in your organisation here."),
    "approval_not_set_up": _(
        "Nobody is named who approves plans. An administrator does that on the organisation’s page about approval."
    ),
    "approved_already": _("The plan is approved as it stands. You need not ask again."),
    "approval_asked_already": _(
        "The same people have been asked about this very plan already. Wait for their answers."
    ),
    "asked_anew": _("Approval has been asked for anew since then. Answer the latest request."),
    "answered_once": _("You have answered this request already, and the answer stands."),
    "answered_by_body": _("The body’s decision has been entered already."),
    "plan_changed_since_asked": _(
        "The plan has been changed since you were asked, so an answer would concern another plan. "
        "The dialogue lead must ask anew."
    ),
    "not_asked": _("You have not been asked to approve this plan."),
    "body_answers": _(
        "A political body approves this plan. Its decision is entered by a dialogue lead or a registrar."
    ),
    "persons_answer": _("Persons who are named approve this plan. Each of them answers for themselves."),
    "no_such_part_of_plan": _("Choose one of the parts of the plan."),
    "resolved_already": _("This has been marked as resolved already."),
    "due_in_the_past": _("That day has passed. Choose a coming day."),
    "held_in_the_future": _("That day is still to come. Enter what has happened."),
    "not_your_assignment": _("Only the one who is to do it, or a dialogue lead, can say that it is done."),
    "assignment_over": _("This is done or has been taken back already."),
    "corrected_meanwhile": _("These minutes have been corrected by somebody else. Correct the latest wording."),
}
