"""What is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "asked_before": _("Your question has been received already."),
    "asked_too_long": _("Shorten the question to {most} characters, it has {length}: it is read from a screen."),
    "not_on_now": _("The meeting is not held now. Questions and votes are taken while it is."),
    "question_not_shown": _("That question is not shown now."),
    "poll_is_open": _("The room is voting on something already. Close that vote first."),
    "vote_goes_on": _("The room is voting. Close the vote first, so that its result is noted."),
    "poll_has_closed": _("The vote has closed."),
    "options_count": _("Write {least} to {most} answers to choose among, one on each line."),
}
