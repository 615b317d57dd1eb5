"""Code → sentence for target groups."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEEDS: dict[str, Promise] = {
    "audience": _("At least one target group is named."),
}

REFUSALS: dict[str, Promise] = {
    "aim_of_people": _("Write a number of people from 1 to 1,000,000, or leave it empty."),
    "target_group_gone": _("This target group has been removed by somebody else."),
}
