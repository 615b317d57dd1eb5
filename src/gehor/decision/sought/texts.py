"""Code → sentence, for decisions that nobody has found."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "looked_in_the_future": _("This day has not come yet. Write the day on which you looked."),
    "decision_is_there": _("There is a decision on finding {number} already."),
    "sought_before": _("It is recorded already that no decision on finding {number} was found."),
}
