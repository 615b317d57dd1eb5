"""Code → sentence for what the ground refuses."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_your_step": _(
        "Your role does not let you do this. Ask the dialogue lead, or your organisation’s administrator."
    ),
    "not_your_organisation": _("You do not work for this organisation here."),
    "not_yet": _("This cannot be done yet. Something must happen first:"),
    "too_many": _("Many messages are coming from your network right now. Wait {seconds} seconds and send again."),
}
NEEDS: dict[str, object] = {}
