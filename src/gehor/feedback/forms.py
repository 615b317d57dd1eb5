"""What staff fill in: an answer, and the greeting of a release."""

from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, LocalTextField, VersionedForm

from .actions import GREETING_MOST


class AnswerForm(VersionedForm):
    text = LocalTextField(
        _("Answer"),
        rows=8,
        help_text=_("To those who said it: what happens now, what does not, and why. Short sentences, no headings."),
    )


class GreetingForm(Form):
    greeting = LocalTextField(
        _("Greeting"),
        rows=4,
        required=False,
        longest=GREETING_MOST,
        help_text=_("Opens every message and every sheet. You may leave it out."),
    )
