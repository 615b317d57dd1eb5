"""Code → sentence, for the way of a matter."""

from django.utils.translation import gettext_lazy as _

from .models import Handling

# What a meeting came to: (word, what it means)
CAME_TO = {
    Handling.CameTo.PREPARED: (_("Prepared"), _("The meeting proposes a decision to the body that decides.")),
    Handling.CameTo.POSTPONED: (_("Postponed"), _("It is taken up again at a later meeting, without more work.")),
    Handling.CameTo.RETURNED: (_("Sent back"), _("More must be found out or written before anybody decides.")),
}

REFUSALS = {
    "no_finding_chosen": _("Choose at least one finding."),
    "finding_is_decided": _("Finding {number} is already decided. Choose those that are not."),
    "meeting_in_the_future": _("Note the meeting when it has been held: {held_on} has not come yet."),
    "meeting_before_closing": _("Participation closed on {closed_on}. The meeting cannot be older than that."),
    "meeting_before_another": _("The matter was taken up on {held_on} already. A later meeting cannot be older."),
    "taken_up_that_day": _("Finding {number} is noted for that body and day already."),
    "unknown_way": _("Choose what the meeting came to."),
    "decided_before_taken_up": _("A meeting took it up on {held_on} without deciding. The decision comes after that."),
    "decision_has_been_changed": _(
        "Somebody has changed this decision meanwhile: {body} on {decided_on}, § {section}. Nothing of yours is saved."
    ),
    "changed_before_decided": _("The earlier decision was taken on {decided_on}. The new one cannot be older."),
    "the_same_meeting": _("This is the same body, day and § as the earlier decision. A new decision has its own."),
    "nothing_referred": _("This finding is not referred to anybody, or it is settled there."),
    "sent_before_decided": _("It lies there since {since}. Choose that day or a later one."),
    "in_the_future": _("This day has not come yet."),
    "expected_before_sent": _("The expected day comes before the day on which it was sent. Put one of them right."),
    "say_something": _("Write their number or the day when they expect to be done."),
}
