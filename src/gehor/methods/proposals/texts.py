"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

from gehor.participation.ballots.texts import SUPPORT_FILE

from .rules import Settled

NAME = _("Proposals")
SUMMARY = _("Residents write in their own words what they think and what should be done. Good early in a process.")
COLUMNS = {
    "category": _("The category that the proposal was put in, as a key"),
    "places": _("Longitude and latitude of the place that it is about (WGS 84)"),
    "where": _("Where it is, in words"),
    "amends": _("The reference of the proposal of which it suggests a changed wording"),
    "from_wording": _("The number of the wording of that proposal which it starts from"),
    "heading": _("The title that the proposal should have, where the change is also of that"),
}
EXCHANGES = {"support": SUPPORT_FILE}
CALLED = {
    "category": _("Category"),
    "places": _("Coordinates"),
    "where": _("Where it is"),
    "amends": _("Change of"),
    "from_wording": _("Starts from wording"),
    "heading": _("New title"),
}
SETTLED = {
    Settled.ACCEPTED: (
        _("Accept the change"),
        _("The proposal reads so from now on. The wording before it can still be read."),
    ),
    Settled.DECLINED: (
        _("Decline the change"),
        _("The proposal stays as it is. The suggested change can still be read."),
    ),
}
STAFF_PAGE = _("Work with the proposals")
REFUSALS = {
    # wrong moment
    "merged_before": _("{reference} is merged already. Undo that first."),
    "others_are_merged_into_it": _(
        "Others are merged into {reference}. Undo that first, or merge the other way round."
    ),
    "merge_undone_before": _("They stand by themselves already."),
    "amendment_settled_before": _("It has been answered already. The answer stands beside it."),
    "amendment_not_shown": _(
        "{reference} is not shown to everybody. Look at it first: what is accepted is shown to all."
    ),
    "worded_since": _(
        "{reference} has been changed since you opened this page. See below what accepting it would change now."
    ),
    "worded_meanwhile": _("{reference} was changed while the file was made ready. Choose the file again."),
    # wrong person
    "not_your_proposal": _("Only whoever wrote the proposal, and staff, answer a suggested change."),
    # wrong input
    "no_changes_here": _("Nobody can suggest changes of the proposals here."),
    "unknown_proposal": _("No proposal that is shown here has the reference “{word}”."),
    "amendment_changes_nothing": _("Title and text are as they were. Change something in them, or let it be."),
    "say_why_settled": _("Say why. Whoever suggested the change reads it, and so does everybody else."),
    "not_to_be_merged": _("{reference} is not another proposal in the same activity."),
    "merged_itself": _("{reference} is merged into another one itself. Choose that one."),
    "say_why_merged": _("Write why they are followed together: those who wrote them are to know."),
    "say_the_comment": _("Write what the organisation says about it."),
    "comment_is_the_same": _("The comment says this already."),
}
