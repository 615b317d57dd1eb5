"""Code → sentence: what is refused."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # wrong moment
    "voted_before": _(
        "You have answered already, on {received_on}, and that answer counts. What you wrote now was not received."
    ),
    # wrong input
    "takes_no_ballots": _("Nothing is voted on in this activity."),
    "unknown_item": _("“{word}” is not something that is voted on here."),
    "nothing_answered": _("Nothing is filled in yet. Answer at least one question."),
    "unknown_sheet": _("“{word}” is not the code of a sheet. Look at it once more: it has ten signs."),
}
