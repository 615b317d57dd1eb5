"""How often somebody is reminded, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules import Rhythm

# rhythm → (what it is called, what it means)
RHYTHMS: dict[str, tuple[Promise, Promise]] = {
    Rhythm.AT_ONCE: (
        _("As it happens"),
        _("A message when something is asked of you, when a day comes near, and when it has passed."),
    ),
    Rhythm.DAILY: (_("Once a day"), _("One message in the morning of each working day, when there is something.")),
    Rhythm.WEEKLY: (_("Once a week"), _("One message on Monday morning, when there is something.")),
    Rhythm.NEVER: (_("Never"), _("No messages. What waits for you stands on your desk all the same.")),
}
