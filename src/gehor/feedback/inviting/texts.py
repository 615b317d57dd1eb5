"""Code → sentence, for invitations to meetings."""

from django.utils.translation import gettext_lazy as _

from gehor.ground.people.models import Contact

from .rules import Kind

KINDS = {Kind.INVITATION: _("Invitation"), Kind.REMINDER: _("Reminder")}
WAYS = {Contact.Kind.LETTER.value: _("Letter"), Contact.Kind.SMS.value: _("Phone")}

REFUSALS = {
    "meeting_has_been": _("The meeting has been held. Nobody is invited to it any more."),
    "nobody_to_write_to": _("Everybody who can be written to has got this message. Nothing was sent."),
}
