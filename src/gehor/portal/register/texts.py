"""Words for the register, the programme, the clock and the feed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gehor.ground.figures import Figure

from .queries import LATE

# What may be asked for as status, besides the words of portal.texts.STAGES.
STATUSES = {LATE: _("The answer is late")}

VIEWS = {
    "results": _("All dialogues"),
    "programme": _("The year’s programme"),
    "clock": _("Promises and answers"),
}

# Where the outcome of a dialogue is read, from the furthest stage backwards.
RESULTS = {
    "feedback:answers": _("The answers"),
    "decision:decisions": _("The decisions"),
    "analysis:result": _("What was said"),
    "portal:dialogue": _("Why there was no dialogue"),
}

NO_BODY = _("No body named yet")

# The parts and marks of the year's programme, in the order in which they come.
COURSE = (
    ("plan", _("Being planned")),
    ("open", _("Open")),
    ("work", _("Being read and decided")),
    ("answer", _("Being answered")),
    ("open ahead", _("Not begun (dashed)")),
    ("late", _("The answer is late")),
    ("decision", _("Meeting that decides")),
    ("promise", _("Promised day of the answer")),
    ("answered", _("Answered")),
    ("today", _("Today")),
)
# The same where the bodies' meetings stand above.
CALENDAR = (("meeting", _("Meeting of a political body")), *COURSE)
MEETINGS = _("When the political bodies meet")
PROMISES = (
    ("work", _("From the opening, until everybody is answered")),
    ("work ahead", _("Time left")),
    ("late", _("The answer is late")),
    ("promise", _("Promised day of the answer")),
    ("answered", _("Answered")),
    ("today", _("Today")),
)

# What a feed says has happened.
EVENTS = {
    "opened": _("Open for participation: %(title)s"),
    "decided": _("Decided: %(title)s"),
    "answered": _("Answered: %(title)s"),
    "stopped": _("No dialogue: %(title)s"),
}
ANSWERED = _("The answers to everybody who took part have been released, and everybody can read them.")


def meetings(count: int) -> str:
    return ngettext("%(count)s meeting", "%(count)s meetings", count) % {"count": Figure(count)}


def late(days: int) -> str:
    """Nothing while it is not."""
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": Figure(days)} if days else ""


def time_left(days: int) -> str:
    """How long it is to a promised day that has not passed."""
    if days <= 0:
        return str(_("Today is the day"))
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": Figure(days)}


def punctuality(days_late: int) -> str:
    """How an answer that has come kept its promise."""
    if days_late <= 0:
        return str(_("In time"))
    return late(days_late)
