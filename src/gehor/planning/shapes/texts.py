"""The words of the river for a template's steps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.process.stages import Stage

STAGES: dict[str, Promise] = {
    Stage.IDEA: _("Question"),
    Stage.PLANNING: _("Plan"),
    Stage.OPEN: _("Contributions"),
    Stage.ANALYSIS: _("Findings"),
    Stage.DECISION: _("Decision"),
    Stage.ANSWERING: _("Answer"),
    Stage.FOLLOW_UP: _("Follow-up"),
}

REFUSALS: dict[str, Promise] = {
    "unknown_template": _("That template does not exist here. Choose another, or start without one."),
    "template_added_already": _(
        "The ways of taking part of the template are in the plan already. Change or remove them one by one instead."
    ),
    "first_day_in_the_past": _("The first day has passed. Choose a coming day."),
    "template_ends_after_decision": _(
        "Begun on that day, the last way of taking part would not be over before the decision. "
        "Begin by {latest} at the latest, or move the decision."
    ),
    "no_such_day": _("That day lies too far ahead. Choose a day within the coming years."),
    "template_suits_no_level": _(
        "“{activity}” suits none of the levels that the dialogue stands on. Choose one more level first, under "
        "“What can and cannot be influenced”."
    ),
    "template_setup_refused": _("“{activity}” cannot be set up with this. Look through what you have written."),
}
