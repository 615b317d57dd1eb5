"""Code → words for the ways to reach somebody."""

from django.utils.translation import gettext_lazy as _

from gehor.ground.people.models import Contact

WAYS = {Contact.Kind.EMAIL: _("E-mail"), Contact.Kind.SMS: _("Text message"), Contact.Kind.LETTER: _("Letter")}
