"""Code → sentence for what is refused about people."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "erased": _("We have already forgotten who this is. Nothing can be added or taken away."),
    "email_wrong": _("“{word}” is not an e-mail address. It should look like name@example.se."),
    "phone_wrong": _(
        "“{word}” is not a number that takes text messages. It should look like 070-123 45 67, "
        "or begin with + and the number of the country."
    ),
    "unknown_contact_kind": _("Choose e-mail, text message or letter."),
    "nobody_takes_part": _("At least one person must take part."),
}
