"""Code → sentence for target groups."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEEDS: dict[str, Promise] = {
    "audience": _("At least one target group is named."),
}

REFUSALS: dict[str, Promise] = {
    "aim_of_people": _("Write a number of people from 1 to 1,000,000, or leave it empty."),
    "target_group_gone": _("Somebody else has removed this target group. What you wrote stands below: name it anew."),
    "aim_stands": _(
        "Somebody has taken part. How many you set out to reach is counted against afterwards, so the number stands."
    ),
    "aimed_at_group_stays": _(
        "Somebody has taken part. A group with an aim is counted against afterwards, so it stays in the plan. "
        "You can still change what is said of it."
    ),
}
