"""What is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "registers_nobody": _("Nobody has to register for this meeting. You are welcome as you are."),
    "registration_is_over": _("It is too late to register. Ask those who hold the meeting whether there is room."),
    "registered_before": _("Your registration has been received already."),
    "registered_already": _("Somebody with that code is registered already. Open the receipt to see it."),
    "unregistered_already": _("That registration has been taken back already."),
    "company_too_big": _("At most {most} people on one registration, yourself included. Register the others too."),
    "more_than_all_places": _(
        "The meeting has {capacity} places altogether, so no more can come on one registration. Register fewer, or "
        "call us."
    ),
    "needs_too_long": _("Shorten what you need to at most {most} characters."),
    "came_already": _("They have come in already."),
    "called_off": _("The meeting has been called off."),
    "nobody_has_come_yet": _("The meeting’s day has not come. Note who has come on that day, or afterwards."),
    "not_the_day": _("You come in here on the day of the meeting."),
    "no_chair_left": _("Table {table} is full. Choose another."),
}
