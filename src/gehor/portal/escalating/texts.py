"""What is late, in words."""

from django.utils.translation import gettext_lazy as _

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
