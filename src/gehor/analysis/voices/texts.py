"""Code → sentence, for what choosing voices refuses."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "quotes_what_it_rests_on": _("The finding does not rest on this contribution, so it cannot be quoted here."),
    "not_shown_to_all": _("{reference} is not shown to everybody. Show it first; then it can be quoted."),
    "not_in_the_wording": _(
        "These words do not stand so in {reference}. A quotation is an unbroken part of the text that is shown: "
        "take away what stands before and after, and change nothing in between."
    ),
    "too_many_quotations": _("The finding has {most} quotations already. Take one away first."),
    "not_quoted": _("{reference} is not quoted here. A colleague may have taken the quotation away."),
    "position_on_nothing": _("Write the reference of at least one contribution that the position rests on."),
    "position_on_aside": _("{reference} is set aside, so no position can rest on it."),
    "too_many_references": _("A position can rest on {most} contributions at most."),
    "position_changed_meanwhile": _(
        "A colleague changed position {number} while you were writing. Nothing of yours has been saved yet."
    ),
    "position_is_gone": _("A colleague has taken this position away. Nothing has been changed."),
    "positions_on_it": _(
        "A minority position stands beside finding {number}. Move it or take it away first; then it can be dropped."
    ),
}
