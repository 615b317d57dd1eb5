"""What the method is called, its rules in words, and its sentences."""

from django.utils.translation import gettext_lazy as _

from gehor.participation.ballots.texts import SUPPORT_FILE

from .rules import Handled, Kind, Source, State

NAME = _("Petition")
SUMMARY = _("Residents raise a matter themselves: a citizens’ proposal by law, or an e-petition by your own rules.")
STAFF_PAGE = _("The petitions and their way")
COLUMNS = {"resident": _("Whether whoever wrote it has said that they are registered as living here: 1, or empty")}
CALLED = {"resident": _("Registered as living here")}
EXCHANGES = {"support": SUPPORT_FILE}

# Kind → (what it is called, what it means)
KINDS = {
    Kind.CITIZEN_PROPOSAL: (
        _("Citizens’ proposal"),
        _(
            "By the Local Government Act, where the council has decided so. Whoever is registered as living in the "
            "municipality raises a matter with the council."
        ),
    ),
    Kind.E_PETITION: (
        _("E-petition"),
        _("By your own rules: when enough people have supported it, it is taken up."),
    ),
}

# Rule → what it says. {threshold}, {days}, {body}: of the set-up
RULES = {
    "only_where_decided": _("Citizens’ proposals can be left here because the council has decided so."),
    "registered_residents": _(
        "You must be registered as living in the municipality. The registrar checks it before it is taken up."
    ),
    "no_age_limit": _("Age and citizenship do not matter: children may leave one too."),
    "needs_no_support": _("It needs no support from others: one person is enough."),
    "within_a_year": _(
        "It is to be prepared so that it can be decided within a year from the day on which it was raised."
    ),
    "own_rule": _("E-petitions are not regulated by law. The rules here are our own."),
    "residents_only": _("Only those who live in the municipality may leave one."),
    "threshold": _(
        "When {threshold} people support it, it goes to {body}. If fewer do, it is closed, and stays readable here."
    ),
    "days": _(
        "It collects support for {days} days from the day on which it came, but not after the last day to take part."
    ),
    "registered_on_arrival": _("It is a public document from the moment it is sent, and is registered in the diary."),
    "look_at_others_first": _(
        "If others have written about the same thing, you see it before you send, and can support that instead."
    ),
}
SOURCES = {
    Source.KL_8_1: _("Local Government Act (2017:725) chapter 8 section 1"),
    Source.KL_5_35: _("Local Government Act (2017:725) chapter 5 section 35"),
    Source.OSL_5_1: _("Public Access to Information and Secrecy Act (2009:400) chapter 5 section 1"),
    Source.OWN: _("Our own rule"),
    Source.PAGE: _("How it is done here"),
}
STATES = {
    State.COLLECTING: _("Collects support"),
    State.REACHED: _("Enough people support it: it is to be taken up"),
    State.LAPSED: _("Too few supported it in time"),
    State.RECEIVED: _("Received"),
    State.REGISTERED: _("Registered in the diary"),
    State.SENT: _("With the body that takes it up"),
    State.DECIDED: _("A decision is made"),
    State.NOT_TAKEN_UP: _("Not taken up"),
}
HANDLED = {
    Handled.REGISTERED.value: _("Registered in the diary"),
    Handled.SENT.value: _("Sent to the body that takes it up"),
    Handled.DECIDED.value: _("A decision is made"),
    Handled.NOT_TAKEN_UP.value: _("Not taken up"),
}

REFUSALS = {
    # wrong moment
    "petition_is_over": _("It has been decided, or was not taken up. Nothing more is noted of its way."),
    "not_to_be_supported": _("It cannot be supported any more: its time is over, or it has been taken up already."),
    # wrong input
    "handled_in_the_future": _("Note what has been done, not what will be: choose today or an earlier day."),
    "handled_too_early": _("It came, or something was done with it before: choose {earliest} or a later day."),
    "unknown_residency": _("“{word}” does not say whether whoever wrote it lives here. Write yes, or leave it empty."),
    "say_the_case_number": _("Write the diary number."),
    "say_which_body": _("Choose which body it is."),
    "say_what_was_decided": _("Say what was decided, and why. Whoever wrote it, and those who support it, read this."),
    "say_why_not_taken_up": _("Say why it is not taken up. Whoever wrote it reads this."),
}
