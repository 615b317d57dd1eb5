"""Code → sentence, for what analysis shows, needs and refuses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# code → (what the analyst chooses, what everybody reads)
ASIDES = {
    "off_topic": (_("Off topic"), _("It is about something other than the question of this dialogue.")),
    "referred": (_("Referred to somebody else"), _("It has been passed on to those whom it concerns.")),
    "duplicate": (_("Duplicate"), _("It repeats another contribution, which has been read in its stead.")),
    "empty": (_("Empty"), _("It has nothing that can be read as a view, for example a test or a blank page.")),
    "unlawful": (_("Unlawful"), _("It has a threat, agitation or the like. The text is kept but not shown.")),
}

# What the analyst should know before choosing; the form shows it beside the reason.
ASIDE_HINTS = {
    "duplicate": _(
        "Duplicate: only when one person has sent the same thing twice. "
        "The same words from several people are several voices."
    ),
    "unlawful": _("Unlawful: the text is taken away from public pages."),
}

STATES = {
    "unread": pgettext_lazy("contributions", "Unread"),
    "read": pgettext_lazy("contributions", "Carry findings"),
    "aside": pgettext_lazy("contributions", "Set aside"),
    "all": pgettext_lazy("contributions", "All"),
}

REFUSALS = {
    "no_finding": _("Tick a finding, write a new one, or set the contribution aside."),
    "both_finding_and_aside": _(
        "You have ticked findings and also chosen to set the contribution aside. Choose one of the two."
    ),
    "finding_elsewhere": _("One of the findings belongs to another dialogue, or has been dropped. Choose again."),
    "said_already": _("Finding {number} already says this. Use that one, or say it otherwise."),
    "finding_is_gone": _("A colleague has dropped this finding. Nothing has been changed."),
    "something_rests_on_it": _(
        "Contributions that rest on finding {number}: {contributions}. Read them anew first; then it can be dropped."
    ),
    "reworded_meanwhile": _(
        "A colleague reworded finding {number} while you were writing. Nothing of yours has been saved yet."
    ),
    "read_meanwhile": _(
        "A colleague saved {reference} while you were reading. Nothing of yours has been saved yet. Open it again."
    ),
    "unknown_aside": _("Choose one of the reasons."),
    "duplicate_of_nothing": _("Write the reference of the contribution that this one repeats."),
    "duplicate_of_itself": _("A contribution cannot repeat itself. Write the reference of the other one."),
    "unknown_attachment": _("There is no such attachment here."),
    "unknown_reference": _("There is no contribution {reference} in this dialogue."),
    "duplicate_of_a_duplicate": _("That one is itself set aside as a duplicate. Write {reference}, which it repeats."),
    "has_duplicates": _("{reference} is set aside as a duplicate of this one. Read that one anew first."),
}

NEEDS = {
    "all_read": _("Every contribution is read"),
    "finding": _("There is at least one finding"),
    "grounded": _("Every finding rests on at least one contribution"),
    "not_signed_off": _("The findings are not signed off yet"),
    "no_open_check": _("No participants’ check is open"),
    "check_open": _("A participants’ check is open"),
    "objections_answered": _("Every objection from the participants’ check has an answer"),
    "signed_off": _("The findings are signed off"),
}
