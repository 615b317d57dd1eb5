"""Code → sentence, for the codes that design itself shows."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gehor.process.words import Level

CHANNELS = {
    "web": _("Web"),
    "paper": _("Paper form"),
    "meeting": _("Meeting"),
    "phone": _("Phone"),
    "outreach": _("Outreach"),
    "import": _("Imported file"),
}

# Of a number that was typed
NO_WHOLE_NUMBER = _("Write a whole number in figures, such as 40.")
NO_NUMBER = _("Write a number in figures, such as 2.5.")
AT_LEAST = _("Write a number that is at least %(limit_value)s.")
AT_MOST = _("Write a number that is at most %(limit_value)s.")

# code → (sentence, sign, tone)
OUTCOMES = {
    "met": (_("Met"), "ticked", "good"),
    "partly_met": (_("Partly met"), "part", "part"),
    "not_met": (_("Not met"), "not", "bad"),
    "under_way": (_("Already under way"), "under_way", "accent"),
    "referred": (_("Referred"), "referred", ""),
    "outside_mandate": (_("Outside the mandate"), "outside", ""),
}

LEVELS: dict[str, Promise] = {
    Level.INFORM: pgettext_lazy("level", "Information"),
    Level.CONSULT: pgettext_lazy("level", "Consultation"),
    Level.INVOLVE: pgettext_lazy("level", "Dialogue"),
    Level.INFLUENCE: pgettext_lazy("level", "Influence"),
    Level.CODECIDE: pgettext_lazy("level", "Co-decision"),
}

RIVER_STATES = {"done": _("done"), "now": _("we are here now"), "later": _("later")}

# The label of a text in one language. A language without its own sentence is shown by its code.
IN_LANGUAGE = {"sv": _("In Swedish"), "en": _("In English")}
