"""Where somebody looked for a decision."""

from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, LocalTextField
from gehor.planning.forms import Day


class NotFoundForm(Form):
    looked_in = LocalTextField(
        _("Where you looked"),
        rows=4,
        help_text=_("Minutes, case registers, archives and offices you asked, with years. It becomes public."),
    )
    looked_on = Day(label=_("When you looked"))
