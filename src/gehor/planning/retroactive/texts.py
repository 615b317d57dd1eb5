"""Code → sentence, for dialogues that were held earlier."""

from django.utils.translation import gettext_lazy as _

from .models import Earlier

PROMISED = {
    Earlier.Promised.YES: (_("Yes"), _("Somebody promised those who took part an answer.")),
    Earlier.Promised.NO: (_("No"), _("No answer was promised.")),
    Earlier.Promised.UNKNOWN: (_("Unknown"), _("Nobody knows any more, or nobody has found out.")),
}

NEEDS = {
    "held_earlier": _("The dialogue was held earlier, and has been brought in."),
    "held_here": _("The dialogue is held here, and was not brought in afterwards."),
}

REFUSALS = {
    "earlier_in_the_future": _("This day has not come yet. A dialogue that is brought in has been held."),
    "earlier_ends_before_it_began": _("The last day comes before the first. Put one of them right."),
    "people_impossible": _("Write a number from 0 to {most}, or leave it empty if nobody counted."),
    "say_whether_promised": _("Say whether an answer was promised then, or that it is unknown."),
    "promise_without_promise": _("You have written what was promised. Choose “Yes”, or empty that field."),
    "held_days_stand": _(
        "Contributions have been brought in, and they are dated by these days. Undo the imports first, then change it."
    ),
    "held_has_contributions": _("Files have been brought in here. The activity stays, so that the trace of them does."),
}
