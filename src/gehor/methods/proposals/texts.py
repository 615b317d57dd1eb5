"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

NAME = _("Proposals")
SUMMARY = _("Residents write in their own words what they think and what should be done. Good early in a process.")
COLUMNS = {
    "category": _("The category that the proposal was put in, as a key"),
    "places": _("Longitude and latitude of the place that it is about (WGS 84)"),
    "where": _("Where it is, in words"),
}
STAFF_PAGE = _("Comment on proposals and merge them")
REFUSALS = {
    # wrong moment
    "merged_before": _("{reference} is merged already. Undo that first."),
    "others_are_merged_into_it": _(
        "Others are merged into {reference}. Undo that first, or merge the other way round."
    ),
    "merge_undone_before": _("They stand by themselves already."),
    # wrong input
    "not_to_be_merged": _("{reference} is not another proposal in the same activity."),
    "merged_itself": _("{reference} is merged into another one itself. Choose that one."),
    "say_why_merged": _("Write why they are followed together: those who wrote them are to know."),
    "say_the_comment": _("Write what the organisation says about it."),
    "comment_is_the_same": _("The comment says this already."),
}
