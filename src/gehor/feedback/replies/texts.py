"""Code → sentence, for corrections, ratings and second tries."""

from django.utils.translation import gettext_lazy as _

from .rules import Kind

# kind → (as the participant says it, as it is told of)
KINDS = {
    Kind.MISUNDERSTOOD: (_("You misunderstood me"), _("Says that they were misunderstood")),
    Kind.NOT_ANSWERED: (_("This does not answer me"), _("Says that this does not answer them")),
}

QUESTIONS = {
    "got_answer": _("I got an answer to what I said"),
    "understand_use": _("I understand how my view was used"),
    "credible": _("I find the handling credible"),
}

SCALE = {
    5: _("Agree wholly"),
    4: _("Agree for the most part"),
    3: _("Neither"),
    2: _("Hardly agree"),
    1: _("Do not agree at all"),
    0: _("I do not know"),
}

REFUSALS = {
    "not_your_contribution": _("This was said by somebody else. Open your own page with your receipt code."),
    "unknown_correction": _("Choose what is wrong."),
    "say_which_answer": _("Say which of the answers it is about."),
    "answer_elsewhere": _("This is not an answer to what was said. Choose one of those in the list."),
    "correction_waits": _("You have told us already, and we are working on it. The reply comes here on your page."),
    "corrections_enough": _(
        "This answer has been corrected {most} times. Write or call instead: how to reach us stands at the bottom."
    ),
    "no_such_contribution": _("There is no contribution with this number here. Look at the number once more."),
    "replied_meanwhile": _(
        "A colleague has replied while you were writing. Read the reply; nothing of yours is saved."
    ),
    "no_answer_to_rewrite": _("It was set aside, so there is no answer to write anew."),
    "nothing_to_rewrite": _("Nobody has corrected this answer, and no ratings have reopened it. It stands."),
    "same_answer": _("The new answer says the same as the one that stands. Change it, or explain why it stands."),
    "rating_opened": _("This answer can be rated already."),
    "rating_over": _("The last day to rate this answer has passed."),
    "unknown_rating": _("Choose one of the answers."),
    "nothing_rated": _("Answer at least one of the questions."),
    "rated_already": _("This answer has already been rated with your code. Everybody rates once."),
    "settled_already": _("A colleague has seen to this answer already. Nothing of yours is saved."),
    "told_already": _("They have been told already."),
}

NEEDS = {
    "corrections_answered": _("Every correction of an answer has its reply"),
    "second_tries_done": _("Answers that few found good have been written anew, or it is explained why not"),
}
