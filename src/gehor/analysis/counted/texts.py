"""Code → sentence."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "unknown_line": _("Choose one of the tables or lines that are shown."),
    "rests_on_line": _("Finding {number} rests on that already."),
    "counted_on_it": _("Finding {number} rests on {tables} tables. Take it off those first."),
}
