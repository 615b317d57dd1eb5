"""Code → sentence, for finished dialogues, and the days of one."""

from django.utils.translation import gettext_lazy as _

# field of Course → what happened that day
MOMENTS = {
    "started": _("Work begins"),
    "public": _("It is decided that it will be held"),
    "opened": _("Residents can take part"),
    "closed": _("Last day to take part"),
    "signed_off": _("The findings are signed off"),
    "decided": _("The last decision"),
    "answered": _("Everybody is answered"),
}

REFUSALS = {
    "example_without_plan": _(
        "The dialogue was held elsewhere, and its plan is not here. So there is nothing to start from."
    ),
    "example_not_closed": _(
        "The dialogue still goes on. How it went is not known before it is closed. Then you can start from it."
    ),
}
