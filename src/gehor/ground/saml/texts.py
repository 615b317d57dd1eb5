"""Code → sentence for what is refused of an answer, to the one who tried. The log says more to those who mend it."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "saml_altered": _("The answer could not be believed: its signature is not right. Begin again."),
    "saml_clock": _(
        "The answer is too old, or its clock and ours differ. Begin again; if it happens once more, tell us."
    ),
    "saml_elsewhere": _("The answer was meant for another address than this. Nothing was received. Begin again."),
    "saml_level": _("You have not shown who you are as surely as is asked for here. Choose another way of doing it."),
    "saml_no_success": _(
        "The service where you show who you are did not let you through. If you did not break off yourself, try again."
    ),
    "saml_not_for_us": _("The answer was made for somebody else than us. Nothing was received. Begin again."),
    "saml_replayed": _("That answer has been used already. Begin again."),
    "saml_silent": _("The service where you show who you are does not answer just now. Try again in a little while."),
    "saml_unasked": _("The answer came without our having asked. Begin here instead."),
    "saml_unreadable": _("The answer could not be read. Begin again; if it happens once more, tell us."),
    "saml_unsigned": _(
        "The answer is not signed, so anybody could have written it. Nothing was received. Begin again."
    ),
    "saml_wrong_issuer": _(
        "The answer came from somebody else than the one we asked. Nothing was received. Begin again."
    ),
}
