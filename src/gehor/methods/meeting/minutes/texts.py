"""Code → words."""

from django.utils.translation import gettext_lazy as _

from .rules import Outcome

OUTCOMES = {
    Outcome.TAKEN: _("Taken in: the next version says it"),
    Outcome.NOT_TAKEN: _("Not taken in"),
}

REFUSALS = {
    "not_held_yet": _("The meeting has not been held yet. Its minutes are written on the day, or afterwards."),
    "another_version_meanwhile": _("Somebody else has published a version meanwhile. It stands beside what you wrote."),
    "minutes_unchanged": _("Nothing has changed since the latest version."),
    "days_to_correct": _("At most {most} days."),
    "corrected_before": _("Your correction has been received already."),
    "was_not_there": _("That code belongs to nobody who was noted at this meeting. Ask those who held it."),
    "corrections_are_over": _("Corrections were taken until {until}. Write to those who held the meeting instead."),
    "newer_minutes": _("There is a newer version of the minutes. Read that one first."),
    "correction_too_long": _("Shorten it to at most {most} characters."),
    "correction_settled": _("That correction has been answered already."),
    "unknown_settlement": _("Choose what is to be done."),
    "say_why_not": _("Say why. Whoever wrote it reads the reason."),
}
