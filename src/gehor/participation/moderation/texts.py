"""Code → words, for what a text looks as if it held."""

from django.utils.translation import gettext_lazy as _

from gehor.calc.text.personal import Kind

# In the middle of a sentence, and after what is marked with a question mark
KINDS = {
    Kind.PERSONAL_NUMBER: _("personal identity number"),
    Kind.COORDINATION_NUMBER: _("coordination number"),
    Kind.PHONE: _("phone number"),
    Kind.EMAIL: _("e-mail address"),
    Kind.ADDRESS: _("street address"),
}
