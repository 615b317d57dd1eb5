"""Code → sentence, for the outcomes of a decision and for what a decision refuses."""

from django.utils.translation import gettext_lazy as _

# What each outcome says to the resident; its word stands in gehor.ground.design.texts.OUTCOMES.
OUTCOME_MEANS = {
    "met": _("What was said is carried out, or is already written into the decision."),
    "partly_met": _("Some of it is carried out. The reason says which part, and why not the rest."),
    "not_met": _("It is not carried out. The reason says why."),
    "under_way": _("It was decided or begun before the dialogue. The reason says what and when."),
    "referred": _("Another body or unit takes it on. Name it below."),
    "outside_mandate": _("The body may not decide this. The reason says who may."),
}

REFUSALS = {
    "already_decided": _(
        "This finding is already decided: {body} decided on {decided_on}, § {section}. Nothing has been changed."
    ),
    "decided_meanwhile": _(
        "Finding {numbers} has been decided meanwhile and is taken out of the list. Nothing is recorded yet: look at "
        "what is left, and record the decision again."
    ),
    "none_chosen": _("Choose at least one finding that is not decided."),
    "numbers_unreadable": _("“{typed}” is no number. Write for example 1–20, 35."),
    "no_such_number": _("There is no finding {typed}. The last one has number {highest}."),
    "decided_in_the_future": _("Record the decision when it has been taken: {decided_on} has not come yet."),
    "decided_before_closing": _(
        "Participation closed on {closed_on}. A decision on what was said cannot be older than that."
    ),
    "unknown_outcome": _("Choose one of the outcomes."),
    "not_our_body": _("Choose one of your organisation’s own bodies."),
    "receiver_missing": _("Write who takes it on, since the outcome is “Referred”."),
    "votes_impossible": _("Write the number of votes, from 0 to {most}."),
    "nobody_voted": _("Leave the votes empty if there was no vote."),
    "minutes_url_wrong": _("Write the whole address of the minutes, with https:// first."),
}

NEEDS = {
    "some_decided": _("At least one finding is decided"),
    "all_decided": _("Every finding is decided"),
}
