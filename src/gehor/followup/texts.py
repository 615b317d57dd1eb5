"""Code → sentence, for measures and closing."""

from django.utils.translation import gettext_lazy as _

# status → (word, what it means, tone of its tag)
STATUSES = {
    "planned": (_("Planned"), _("Nothing has been done yet."), ""),
    "started": (_("Started"), _("Work is going on."), "now"),
    "done": (_("Carried out"), _("It is finished."), "good"),
    "delayed": (_("Delayed"), _("It will be later than promised. The note says why, and when."), "part"),
    "dropped": (_("Dropped"), _("It will not be done. The note says why."), "bad"),
}

# The parts and marks of the picture of measures, in the order in which they come.
MEASURE_LEGEND = (
    ("plan", _("Not begun")),
    ("work", _("Work is going on")),
    ("work ahead", _("Time left")),
    ("late", _("Later than promised")),
    ("promise", _("Promised day")),
    ("answered", _("Carried out")),
    ("today", _("Today")),
)

REFUSALS = {
    "unknown_status": _("Choose one of the statuses."),
    "due_before_promise": _("The day has already passed. A promise is for a day to come."),
    "kronor_out_of_range": _("Write the amount in whole kronor, at most two thousand million."),
    "note_missing": _("Write why. Those who were promised this will read it."),
}

NEEDS = {
    "not_closed": _("The dialogue is not closed"),
}
