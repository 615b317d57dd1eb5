"""Code → words, for what a text looks as if it held, why it is hidden, and what is refused."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gehor.calc.text.personal import Kind

# In the middle of a sentence, and after what is marked with a question mark
KINDS = {
    Kind.PERSONAL_NUMBER: _("personal identity number"),
    Kind.COORDINATION_NUMBER: _("coordination number"),
    Kind.PHONE: _("phone number"),
    Kind.EMAIL: _("e-mail address"),
    Kind.ADDRESS: _("street address"),
}

# code → (what staff choose, what stands in public where the text stood)
REASONS = {
    "personal_data": (_("It points out a person"), _("The text is hidden, since it points out a person.")),
    "threat": (
        _("It is a threat, or agitates against a group"),
        _("The text is hidden, since it may be a threat, or agitate against a group."),
    ),
    "unlawful": (_("It is unlawful in another way"), _("The text is hidden, since it may be unlawful.")),
    "advertising": (
        _("It is advertising, or was sent by a program"),
        _("The text is hidden, since it is advertising or was sent by a program."),
    ),
}
TO_REPORT = {**{code: words for code, (words, _public) in REASONS.items()}, "other": _("Something else")}
RULINGS = {
    "hide": _("Hide the text"),
    "restore": _("Show the text again"),
    "apart": _(
        "Set it apart: only the lead and the registrar can read it, and each reading is noted. It cannot be undone"
    ),
    "keep": _("Leave it as it is: there is nothing wrong with it"),
}
DONE = {
    "hide": _("Hidden"),
    "restore": _("Shown again"),
    "keep": _("Left as it was"),
    "apart": _("Set apart"),
    "withhold": _("Set aside as unlawful, and not shown"),
}
CROWDS = {
    "few": (_("Fewer"), _("When somebody floods you. Others on the same network have to wait too.")),
    "usual": (_("As usual"), _("Enough for a home and a library.")),
    "many": (
        _("Many at once"),
        _("When a school class, a care home or a meeting answers over one network. Change it back afterwards."),
    ),
}
VIEWS = {
    "waiting": pgettext_lazy("contributions", "Not shown yet"),
    "reported": pgettext_lazy("contributions", "Reported"),
    "hidden": pgettext_lazy("contributions", "Hidden"),
}

REFUSALS = {
    "reported_before": _("Your report has been received already."),
    "not_shown_now": _("The text is not shown any more, so there is nothing to report."),
    "unknown_reason": _("Choose one of the reasons."),
    "say_what_is_wrong": _("Write what is wrong, so that somebody can look at it."),
    "report_too_long": _("Write at most 1,000 characters."),
    "note_too_long": _("Write at most 300 characters."),
    "ruled_meanwhile": _("A colleague has done something with {reference} meanwhile. Open it again."),
    "unknown_crowd": _("Choose one of the three."),
    "nothing_waits": _("Nothing waits any longer that can be shown all at once. A colleague may have been faster."),
    "not_set_apart": _("This text is not set apart."),
    "text_set_apart": _("{reference} is set apart. The lead and the registrar read it from the moderation queue."),
    "hidden_by_ruling": _("{reference} is hidden. Show it again in the moderation queue."),
}
