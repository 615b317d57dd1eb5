"""Code → sentence, for rows of the plan that become measures."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "no_row_chosen": _("Tick at least one row."),
    "no_such_row": _("Row {number} of the plan does not say what shall be done."),
    "carried_already": _(
        "Row {number} has become a measure meanwhile. Look at the measures; nothing was promised twice."
    ),
    "row_not_decided": _("Category {number} has not been decided on yet. Measures are promised because of a decision."),
}
