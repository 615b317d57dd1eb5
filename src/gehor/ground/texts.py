"""Code → sentence for what the ground refuses."""

from django.utils.translation import gettext_lazy as _

from .reading import texts as tables
from .saml import texts as saml

REFUSALS = {
    "not_your_step": _(
        "Your role does not let you do this. Ask the dialogue lead, or your organisation’s administrator."
    ),
    "not_your_organisation": _("You do not work for this organisation here."),
    "not_yet": _("This cannot be done now. It is done only when this holds:"),
    "too_many_asked": _("Much is being asked for from your network right now. Wait {seconds} seconds and try again."),
    "too_many": _("Many messages are coming from your network right now. Wait {seconds} seconds and send again."),
    "text_missing": _("This field is required."),
    "source_first": _("Write it in the language of the dialogue first; the other languages are translations of it."),
    "text_too_long": _("Shorten the text: at most {longest} characters fit, and it has {length}."),
    "changed_meanwhile": _(
        "Somebody else has changed this since you opened the page. Choose which text is to stand: nothing is lost."
    ),
    "null_character": _("The text has a character that cannot be stored. Copy it anew, without formatting."),
}
REFUSALS |= tables.REFUSALS | saml.REFUSALS
NEEDS: dict[str, object] = {}
