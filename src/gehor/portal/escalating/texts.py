"""What is late, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.feedback.stages.rules import Stage
from gehor.feedback.stages.texts import STAGES

from .queries import Late

KINDS = {
    "answer": _("Answer"),
    "stage": _("Summary or follow-up"),
    "correction": _("Reply to a correction"),
    "measure": _("Measure"),
}

REFUSALS = {
    "no_mail_address": _("Write an e-mail address, as in name@municipality.se."),
    "escalation_days": _("Choose between 1 and {most} days."),
}


def words_for(late: Late) -> str | Promise:
    """What is late; a stage of feedback has a name of its own."""
    if late.kind != "stage":
        return KINDS[late.kind]
    return _("Summary of what was said") if late.what == Stage.SUMMARY else STAGES[late.what][0]
